#include "node/service/sign_state.hpp"

#include <algorithm>

#include "node/service/lock_file.hpp"
#include "runtime/primitives/assert.hpp"
#include "runtime/scale/hex.hpp"

namespace descent::service {
namespace {

using consensus::SignBytes;
using consensus::Vote;

std::string words(const SignBytes& vote) {
  return "block " + std::to_string(vote.number) + ", round " + std::to_string(vote.round);
}

}  // namespace

Expected<std::unique_ptr<SignState>, std::string> SignState::open(
    const std::filesystem::path& folder, const consensus::AuthorityId& key, const Hash& genesis,
    Missing missing) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return "cannot use the folder " + folder.string() + ": " + error.message();
  const auto path = folder / ("sign-state-" + to_0x(key.key).substr(2));
  auto lock = DESCENT_TRY(lock_file(path.string() + ".lock"));
  const SignJournal::Owner owner{key, genesis};
  auto there = DESCENT_TRY(SignJournal::open(path, owner));
  if (!there && missing == Missing::Refuse)
    return "there is no " + path.string() +
           ", so what this key has signed is unknown. If it is new, say --new-session-key; if not, "
           "bring the file from where the key was used";
  SignJournal::Votes votes;
  if (there) votes = std::move(there->votes);
  auto journal =
      there ? std::move(there->journal) : DESCENT_TRY(SignJournal::make(path, owner, {}));
  std::unique_ptr<SignState> out{new SignState{path, std::move(lock), owner, std::move(journal)}};
  for (const SignBytes& vote : votes) out->note(vote);
  return out;
}

Expected<void, std::string> SignState::allow(const Vote& vote) {
  DESCENT_ASSERT(vote.validator == owner_.key && is_well_formed(vote));
  const SignBytes wanted = sign_bytes(owner_.genesis, vote);
  if (std::ranges::find(newest_, wanted) != newest_.end()) return {};
  if (!newest_.empty() && place(wanted) <= place(newest_.back()))
    return "a vote at " + words(wanted) + " would contradict one at " + words(newest_.back());
  const auto before = newest_;
  note(wanted);
  auto saved = save();
  if (!saved) newest_ = before;
  return saved;
}

/// A file that somebody took away is not made anew: its lock may be gone too, and another process
/// sign with the copy.
Expected<void, std::string> SignState::save() {
  if (journal_.is_lost())
    return path_.string() + " was removed or replaced while the node runs: stop it, bring it back";
  if (journal_.is_usable()) return journal_.append(newest_.back());
  journal_ = DESCENT_TRY(SignJournal::make(path_, owner_, {newest_.begin(), newest_.end()}));
  return {};
}

void SignState::note(const SignBytes& vote) {
  if (!newest_.empty() && newest_.back().number != vote.number) newest_.clear();
  if (newest_.size() == kKept) newest_.erase(newest_.begin());
  newest_.push_back(vote);
}

}  // namespace descent::service
