#include "node/service/sign_state.hpp"

#include <unistd.h>

#include <algorithm>

#include "network/files/owners_file.hpp"
#include "node/service/lock_file.hpp"
#include "runtime/crypto/hash.hpp"
#include "runtime/primitives/assert.hpp"
#include "runtime/scale/hex.hpp"

namespace descent::service {
namespace {

using consensus::SignBytes;
using consensus::Vote;

constexpr std::size_t kFileBytesMax = 8'192;
constexpr std::uint8_t kVersion = 2;

/// What the file holds.
struct Record {
  std::uint8_t version = kVersion;
  consensus::AuthorityId key;
  Hash genesis;
  SignState::Votes newest;
  DESCENT_FIELDS(version, key, genesis, newest)
};

/// The record with its BLAKE2b-256 behind it: a flipped bit must not move the place.
Bytes sealed(const Record& record) {
  Bytes out = scale::encoded(record);
  const Hash sum = crypto::blake2b_256(out);
  out.insert(out.end(), sum.bytes.begin(), sum.bytes.end());
  return out;
}

std::tuple<BlockNumber, consensus::Round, consensus::VoteKind> place(const SignBytes& vote) {
  return {vote.number, vote.round, vote.kind};
}

/// Of one height, in the order of places.
bool is_in_order(const SignState::Votes& votes) {
  const auto wrong = [](const SignBytes& a, const SignBytes& b) {
    return a.number != b.number || place(a) >= place(b);
  };
  return std::ranges::adjacent_find(votes, wrong) == votes.end();
}

std::optional<Record> unsealed(View file) {
  if (file.size() < sizeof(Hash)) return std::nullopt;
  const View body = file.first(file.size() - sizeof(Hash));
  const auto record = scale::decoded<Record>(body);
  if (!record || record->version != kVersion || !is_in_order(record->newest) ||
      !std::ranges::equal(sealed(*record), file))
    return std::nullopt;
  return *record;
}

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
  const int lock = DESCENT_TRY(lock_file(path.string() + ".lock"));
  std::unique_ptr<SignState> out{new SignState{path, lock, key, genesis}};
  DESCENT_TRY(out->load(missing));
  return out;
}

SignState::~SignState() { ::close(lock_); }

Expected<void, std::string> SignState::load(Missing missing) {
  const auto bytes = network::read_owners(path_, kFileBytesMax);
  if (!bytes) return bytes.error().text;
  if (!*bytes) {
    if (missing == Missing::Create) return save();
    return "there is no " + path_.string() +
           ", so what this key has signed is unknown. If it is new, say --new-session-key; if not, "
           "bring the file from where the key was used";
  }
  const auto record = unsealed(***bytes);
  if (!record)
    return path_.string() +
           " is damaged, or of another version of this program: bring it from a backup that is not "
           "older than the last vote, or use a new session key";
  if (record->key != key_) return path_.string() + " belongs to another key";
  if (record->genesis != genesis_) return path_.string() + " belongs to another chain";
  newest_ = record->newest;
  return {};
}

Expected<void, std::string> SignState::save() const {
  return network::replace_owners(path_, sealed({kVersion, key_, genesis_, newest_}));
}

Expected<void, std::string> SignState::allow(const Vote& vote) {
  DESCENT_ASSERT(vote.validator == key_ && is_well_formed(vote));
  const SignBytes wanted = sign_bytes(genesis_, vote);
  if (std::ranges::find(newest_, wanted) != newest_.end()) return {};
  if (!newest_.empty() && place(wanted) <= place(newest_.back()))
    return "a vote at " + words(wanted) + " would contradict one at " + words(newest_.back());
  const auto before = newest_;
  note(wanted);
  auto saved = save();
  if (!saved) newest_ = before;
  return saved;
}

void SignState::note(const SignBytes& vote) {
  if (!newest_.empty() && newest_.back().number != vote.number) newest_.clear();
  if (newest_.size() == kKept) newest_.erase(newest_.begin());
  newest_.push_back(vote);
}

}  // namespace descent::service
