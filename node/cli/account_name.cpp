#include "node/cli/account_name.hpp"

#include <algorithm>

#include "runtime/crypto/ss58.hpp"
#include "runtime/scale/hex.hpp"

namespace descent::cli {
namespace {

bool is_dev_name(std::string_view text) {
  static constexpr auto names = crypto::dev_accounts();
  return std::ranges::find(names, text) != names.end();
}

std::string full_suri(std::string_view text) {
  return is_dev_name(text) ? "//" + std::string{text} : std::string{text};
}

Failure bad_account(std::string_view text, std::string_view why) {
  return misused("'" + std::string{text} + "' names no account: " + std::string{why} +
                 "; write an address (5...), a key of `descent key list`, 0x and 64 hex digits, or "
                 "a development account such as //Alice");
}

}  // namespace

Outcome<crypto::KeyType> parse_scheme(std::string_view text) {
  const auto it = std::ranges::find(crypto::kKeyTypes, text, crypto::name_of);
  if (it == crypto::kKeyTypes.end())
    return misused("'" + std::string{text} +
                   "' is no signature scheme; there are sr25519, ed25519 and ecdsa");
  return *it;
}

Outcome<crypto::Keypair> parse_key(crypto::KeyType scheme, std::string_view suri) {
  auto pair = crypto::from_suri(scheme, full_suri(suri));
  // The text may be a secret, so the message does not repeat it.
  if (!pair)
    return misused("no key: " + std::string{crypto::describe(pair.error())} +
                   "; write //Alice, a recovery phrase in quotes, or a secret seed (0x and 64 hex "
                   "digits), with //path behind it if wanted");
  return *std::move(pair);
}

Outcome<AccountId> parse_account(std::string_view text) {
  if (text.starts_with("//") || is_dev_name(text)) {
    const auto pair = crypto::from_suri(crypto::KeyType::Sr25519, full_suri(text));
    if (!pair) return bad_account(text, crypto::describe(pair.error()));
    return pair->account();
  }
  if (text.starts_with("0x")) {
    const auto bytes = from_hex(text);
    if (!bytes || bytes->size() != 32) return bad_account(text, "it is not 32 bytes of hex");
    AccountId out;
    std::copy(bytes->begin(), bytes->end(), out.id.begin());
    return out;
  }
  const auto decoded = crypto::ss58_decode(text);
  if (!decoded) return bad_account(text, crypto::describe(decoded.error()));
  return decoded->account;
}

}  // namespace descent::cli
