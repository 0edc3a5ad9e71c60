// Key files of wallets, what is encrypted in them, and the files of session keys.
#include "node/keystore/key_file.hpp"

#include <algorithm>
#include <fstream>

#include "node/keystore/pkcs8.hpp"
#include "node/keystore/session_keys.hpp"
#include "runtime/scale/hex.hpp"
#include "tests/fuzz/targets.hpp"
#include "tests/node/keystore/folder.hpp"

namespace descent::fuzz {
namespace {

using namespace keystore;

/// Opening costs what the file asks for, so that only cheap ones are opened here.
bool is_cheap(View sealed) {
  if (sealed.size() < 44) return true;
  scale::Reader in{sealed.subspan(32)};
  std::uint32_t n = 0, p = 0, r = 0;
  scale::decode(in, n);
  scale::decode(in, p);
  scale::decode(in, r);
  return !is_affordable({n, p, r}) || std::uint64_t{n} * r * p <= 64;
}

void wallet_file(std::string_view text) {
  const auto file = parse_key_file(text);
  if (!file) return;
  const std::string written = to_text(*file);
  const auto again = parse_key_file(written);
  require(again && again->type == file->type && again->address == file->address &&
              again->account == file->account && again->name == file->name &&
              again->created == file->created && again->sealed == file->sealed,
          "a file that is written is read as the same");
  if (!is_cheap(file->sealed)) return;
  const auto key = unlock(*file, "password");
  require(!key || key->account() == file->account, "a file opens to the key that it names");
}

void inner(crypto::KeyType type, View bytes) {
  const auto key = from_pkcs8(type, bytes);
  require(!key || std::ranges::equal(*to_pkcs8(*key), bytes), "a key has one form in its box");
}

void session_file(std::string_view text) {
  static const Folder folder{};
  static const auto keys = *SessionKeys::open(folder / "keys");
  static const auto alice = key_of("//Alice", kVotingKey.scheme);
  put(folder / "keys" / (to_hex(as_view(kVotingKey.id)) + to_hex(alice.public_key())), text);
  const auto found = keys.find(kVotingKey.id, alice.public_key());
  require(!found || found->public_key() == alice.public_key(),
          "a session key is the one that its file is named after");
}

}  // namespace

void key_file_target(View input) {
  wallet_file(as_text(input));
  session_file(as_text(input));
  Input in{input};
  const auto type = crypto::kKeyTypes[in.below(crypto::kKeyTypes.size())];
  inner(type, in.rest());
}

}  // namespace descent::fuzz
