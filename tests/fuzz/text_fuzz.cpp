// Texts that people type: what is read is written the same way again.
#include <algorithm>

#include "node/cli/account_name.hpp"
#include "node/cli/amount.hpp"
#include "runtime/crypto/base58.hpp"
#include "runtime/crypto/keypair.hpp"
#include "runtime/crypto/mnemonic.hpp"
#include "runtime/crypto/ss58.hpp"
#include "runtime/scale/decimal.hpp"
#include "runtime/scale/hex.hpp"
#include "tests/fuzz/targets.hpp"

namespace descent::fuzz {
namespace {

using namespace crypto;

std::string lower_case(std::string_view text) {
  std::string out{text};
  for (char& c : out)
    if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

void numbers(std::string_view text) {
  const auto bytes = from_hex(text);
  if (bytes) {
    const bool prefixed = text.starts_with("0x");
    require((prefixed ? to_0x(*bytes) : to_hex(*bytes)) == lower_case(text),
            "hex is written as read");
  }
  if (const auto number = u128_from(text)) {
    const auto digits = std::min(text.find_first_not_of('0'), text.size() - 1);
    require(to_string(*number) == text.substr(digits), "a number is written as read");
  }
  if (const auto amount = cli::parse_amount(text)) {
    const auto again = cli::parse_amount(cli::format_amount(*amount));
    require(again && *again == *amount, "an amount that is written is read as the same");
  }
}

void addresses(std::string_view text) {
  const auto bytes = base58_decode(text);
  require(!bytes || bytes->size() > kBase58BytesMax || base58_encode(*bytes) == text,
          "base58 is written as read");
  const auto address = ss58_decode(text);
  if (address) {
    require(is_ss58_prefix(address->prefix), "an address has a prefix that exists");
    require(ss58_encode(address->account, address->prefix) == text,
            "an address is written as read");
    const auto account = cli::parse_account(text);
    require(account && *account == address->account, "the command line reads the same account");
  }
  (void)cli::parse_account(text);
}

void phrases(std::string_view text) {
  const auto entropy = entropy_of(text);
  if (!entropy) return;
  const auto phrase = phrase_of(*entropy);
  const auto again = entropy_of(*phrase);
  require(again && std::ranges::equal(again->view(), entropy->view()),
          "a phrase that is written is read as the same");
}

void secrets(std::string_view text) {
  const auto suri = parse_suri(text);
  for (const auto type : kKeyTypes) {
    const auto key = from_suri(type, text);
    require(suri || !key, "no key is behind a text that is none");
    if (!key) continue;
    const auto kept = key->to_wallet_bytes();
    const auto again = Keypair::from_wallet_bytes(type, *kept);
    require(again && again->account() == key->account(), "a key that is kept is the same key");
  }
}

}  // namespace

void text_target(View input) {
  const std::string_view text = as_text(input);
  numbers(text);
  addresses(text);
  phrases(text);
  secrets(text);
}

}  // namespace descent::fuzz
