#include "runtime/crypto/merlin.hpp"

#include "runtime/primitives/assert.hpp"

namespace descent::crypto {
namespace {

std::array<std::uint8_t, 4> length_of(View data) {
  DESCENT_ASSERT(data.size() <= UINT32_MAX);
  std::array<std::uint8_t, 4> out{};
  for (std::size_t i = 0; i < 4; ++i) out[i] = static_cast<std::uint8_t>(data.size() >> (8 * i));
  return out;
}

void say(Strobe128& strobe, std::string_view label, View data) {
  strobe.meta_ad(as_view(label), false);
  strobe.meta_ad(length_of(data), true);
}

}  // namespace

Transcript::Transcript(std::string_view label) noexcept : strobe_{"Merlin v1.0"} {
  append("dom-sep", as_view(label));
}

void Transcript::append(std::string_view label, View message) noexcept {
  say(strobe_, label, message);
  strobe_.ad(message, false);
}

void Transcript::challenge(std::string_view label, std::span<std::uint8_t> out) noexcept {
  say(strobe_, label, out);
  strobe_.prf(out, false);
}

void Transcript::witness(std::string_view label, View secret,
                         std::span<std::uint8_t> out) const noexcept {
  Strobe128 fork = strobe_;
  say(fork, label, secret);
  fork.key(secret, false);
  fork.meta_ad(length_of(out), false);
  fork.prf(out, false);
}

}  // namespace descent::crypto
