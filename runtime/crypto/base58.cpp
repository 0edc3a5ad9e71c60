#include "runtime/crypto/base58.hpp"

#include <algorithm>

#include "runtime/primitives/assert.hpp"

namespace descent::crypto {
namespace {

constexpr std::string_view kAlphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/// number = number * factor + carry, its digits least significant first, in base `base`.
void multiply_add(Bytes& number, unsigned base, unsigned factor, unsigned carry) {
  for (auto& digit : number) {
    carry += digit * factor;
    digit = static_cast<std::uint8_t>(carry % base);
    carry /= base;
  }
  for (; carry != 0; carry /= base) number.push_back(static_cast<std::uint8_t>(carry % base));
}

}  // namespace

std::string base58_encode(View bytes) {
  DESCENT_ASSERT(bytes.size() <= kBase58BytesMax);
  const auto first = std::find_if(bytes.begin(), bytes.end(), [](auto b) { return b != 0; });
  Bytes digits;
  for (auto b = first; b != bytes.end(); ++b) multiply_add(digits, 58, 256, *b);
  std::string out(static_cast<std::size_t>(first - bytes.begin()), kAlphabet[0]);
  for (auto d = digits.rbegin(); d != digits.rend(); ++d) out.push_back(kAlphabet[*d]);
  return out;
}

std::optional<Bytes> base58_decode(std::string_view text) {
  if (text.size() > kBase58TextMax) return std::nullopt;
  const std::size_t zeros = std::min(text.find_first_not_of(kAlphabet[0]), text.size());
  Bytes number;
  for (const char c : text.substr(zeros)) {
    const auto digit = kAlphabet.find(c);
    if (digit == kAlphabet.npos) return std::nullopt;
    multiply_add(number, 256, 58, static_cast<unsigned>(digit));
  }
  Bytes out(zeros);
  out.insert(out.end(), number.rbegin(), number.rend());
  return out;
}

}  // namespace descent::crypto
