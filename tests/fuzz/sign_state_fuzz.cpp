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
using service::SignState;

constexpr AuthorityId kKey{{1}};
constexpr Hash kGenesis{{2}};

Expected<std::unique_ptr<SignState>, std::string> open_with(View content) {
  static const keystore::Folder folder;
  const auto path = folder / ("sign-state-" + to_hex(kKey.key));
  std::ofstream{path, std::ios::binary} << as_text(content);
  return SignState::open(folder.path(), kKey, kGenesis, SignState::Missing::Refuse);
}

/// What a file says that is read: its first byte is a version, key and genesis are ours.
void is_what_the_file_says(const SignState& state, View content) {
  Bytes expected{2};
  scale::encode(expected, kKey);
  scale::encode(expected, kGenesis);
  scale::encode(expected, state.newest());
  append(expected, crypto::blake2b_256(expected).bytes);
  require(std::ranges::equal(expected, content), "a file has one form");
}

void read(View content) {
  auto state = open_with(content);
  if (!state) return;
  is_what_the_file_says(**state, content);
  const auto said = (*state)->newest();
  if (said.empty()) return;
  const SignBytes& newest = said.back();
  const Vote earlier{newest.number, newest.round, VoteKind::Prevote, Hash{{9}}, {}, kKey};
  const bool again = std::ranges::find(said, sign_bytes(kGenesis, earlier)) != said.end();
  const bool before = earlier.kind <= newest.kind && !again;
  require(!before || !(*state)->allow(earlier), "nothing else is signed before the newest place");
}

}  // namespace

void sign_state_target(View input) {
  read(input);
  Bytes sealed;
  append(sealed, Bytes{2});
  append(sealed, kKey.key);
  append(sealed, kGenesis.bytes);
  append(sealed, input);
  append(sealed, crypto::blake2b_256(sealed).bytes);
  read(sealed);
}

}  // namespace descent::fuzz
