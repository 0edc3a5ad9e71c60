// The file of what a key has signed: it is read to the bit or refused.
#include "node/service/sign_state.hpp"

#include <algorithm>
#include <fstream>

#include "runtime/crypto/hash.hpp"
#include "runtime/scale/hex.hpp"
#include "tests/fuzz/targets.hpp"
#include "tests/node/keystore/folder.hpp"

namespace descent::fuzz {
namespace {

using namespace consensus;
using service::SignJournal;
using service::SignState;

constexpr AuthorityId kKey{{1}};
constexpr Hash kGenesis{{2}};

const keystore::Folder& folder() {
  static const keystore::Folder folder{};
  return folder;
}

/// Its votes, written anew, are the same file.
SignJournal::Votes has_one_form(const std::filesystem::path& path, View content) {
  const SignJournal::Owner owner{kKey, kGenesis};
  const auto opened = SignJournal::open(path, owner);
  require(opened && *opened, "what the state reads, its journal reads");
  const auto again = folder() / "again";
  const auto written = SignJournal::make(again, owner, (*opened)->votes);
  require(static_cast<bool>(written), "votes can be written");
  require(keystore::content(again) == as_text(content), "a file has one form");
  return (*opened)->votes;
}

/// The state knows the end of the journal, of one height.
void knows_the_newest(const SignState& state, const SignJournal::Votes& votes) {
  const auto& newest = state.newest();
  require(newest.size() <= votes.size() && newest.empty() == votes.empty(), "as many as there are");
  const auto end = std::span{votes}.last(newest.size());
  require(std::ranges::equal(newest, end), "the last ones");
  const auto is_of_it = [&](const SignBytes& vote) { return vote.number == newest[0].number; };
  require(std::ranges::all_of(newest, is_of_it), "of one height");
}

void read(View content) {
  const auto path = folder() / ("sign-state-" + to_hex(kKey.key));
  std::ofstream{path, std::ios::binary} << as_text(content);
  auto state = SignState::open(folder().path(), kKey, kGenesis, SignState::Missing::Refuse);
  if (!state) return;
  knows_the_newest(**state, has_one_form(path, content));
  const auto said = (*state)->newest();
  if (said.empty()) return;
  const SignBytes& newest = said.back();
  const Vote earlier{newest.number, newest.round, VoteKind::Prevote, Hash{{9}}, {}, kKey};
  const bool again = std::ranges::find(said, sign_bytes(kGenesis, earlier)) != said.end();
  const bool before = earlier.kind <= newest.kind && !again;
  require(!before || !(*state)->allow(earlier), "nothing else is signed before the newest place");
}

/// A slot of these bytes, with the right sum.
Bytes sealed(View body) {
  Bytes out(body.begin(), body.end());
  out.resize(SignJournal::kSlotBytes - sizeof(Hash));
  append(out, crypto::blake2b_256(out).bytes);
  return out;
}

}  // namespace

/// The bytes as a file, and as the bodies of slots that are sealed, of the right owner.
void sign_state_target(View input) {
  read(input);
  Bytes head{SignJournal::kVersion};
  append(head, kKey.key);
  append(head, kGenesis.bytes);
  Bytes file = sealed(head);
  while (!input.empty() && file.size() < SignJournal::kFileBytes) {
    const View body = input.first(std::min(input.size(), SignJournal::kSlotBytes - sizeof(Hash)));
    append(file, sealed(body));
    input = input.subspan(body.size());
  }
  file.resize(SignJournal::kFileBytes);
  read(file);
}

}  // namespace descent::fuzz
