#include "runtime/crypto/strobe.hpp"

#include "runtime/crypto/secret.hpp"
#include "runtime/primitives/assert.hpp"

namespace descent::crypto {
namespace {

constexpr std::uint8_t kRate = 166;  // 200 bytes - 2 * 128 bits - 2 bytes of padding

constexpr std::uint8_t kInbound = 1;
constexpr std::uint8_t kApplication = 2;
constexpr std::uint8_t kCipher = 4;
constexpr std::uint8_t kMeta = 16;
constexpr std::uint8_t kKeyed = 32;

constexpr std::array<std::uint8_t, 6> kDomain = {1, kRate + 2, 1, 0, 1, 12 * 8};
constexpr std::string_view kVersion = "STROBEv1.0.2";

}  // namespace

Strobe128::Strobe128(std::string_view protocol) noexcept {
  std::size_t at = 0;
  for (const auto b : kDomain) xor_byte(at++, b);
  for (const auto b : as_view(kVersion)) xor_byte(at++, b);
  keccak_f1600(lanes_);
  meta_ad(as_view(protocol), false);
}

Strobe128::~Strobe128() { wipe({reinterpret_cast<std::uint8_t*>(lanes_.data()), sizeof(lanes_)}); }

void Strobe128::meta_ad(View data, bool more) noexcept {
  begin(kMeta | kApplication, more);
  absorb(data);
}

void Strobe128::ad(View data, bool more) noexcept {
  begin(kApplication, more);
  absorb(data);
}

void Strobe128::key(View data, bool more) noexcept {
  begin(kApplication | kCipher, more);
  for (const auto b : data) overwrite_byte(b);
}

void Strobe128::prf(std::span<std::uint8_t> out, bool more) noexcept {
  begin(kInbound | kApplication | kCipher, more);
  for (auto& b : out) b = squeeze_byte();
}

void Strobe128::begin(Flags flags, bool more) {
  if (more) return DESCENT_ASSERT(flags == flags_);
  const std::uint8_t previous = begin_;
  begin_ = static_cast<std::uint8_t>(position_ + 1);
  flags_ = flags;
  absorb(std::array{previous, flags});
  if ((flags & (kCipher | kKeyed)) != 0 && position_ != 0) run_f();
}

void Strobe128::absorb(View data) {
  for (const auto b : data) absorb_byte(b);
}

void Strobe128::run_f() {
  xor_byte(position_, begin_);
  xor_byte(position_ + 1U, 0x04);
  xor_byte(kRate + 1U, 0x80);
  keccak_f1600(lanes_);
  position_ = 0;
  begin_ = 0;
}

void Strobe128::absorb_byte(std::uint8_t byte) {
  xor_byte(position_, byte);
  step();
}

void Strobe128::overwrite_byte(std::uint8_t byte) {
  absorb_byte(static_cast<std::uint8_t>(byte_at(position_) ^ byte));
}

std::uint8_t Strobe128::squeeze_byte() {
  const std::uint8_t byte = byte_at(position_);
  absorb_byte(byte);  // which clears it: what was read cannot be found again
  return byte;
}

void Strobe128::step() {
  if (++position_ == kRate) run_f();
}

void Strobe128::xor_byte(std::size_t at, std::uint8_t byte) {
  lanes_[at / 8] ^= std::uint64_t{byte} << (8 * (at % 8));
}

std::uint8_t Strobe128::byte_at(std::size_t at) const {
  return static_cast<std::uint8_t>(lanes_[at / 8] >> (8 * (at % 8)));
}

}  // namespace descent::crypto
