#pragma once
/// # STROBE-128
/// A sponge that hashes a conversation: what is said goes in, keys and challenges come out. Only
/// the four operations Merlin needs. source  strobe.sourceforge.io/specs, version 1.0.2
#include "runtime/crypto/keccak.hpp"
#include "runtime/scale/bytes.hpp"

namespace descent::crypto {

class Strobe128 {
 public:
  explicit Strobe128(std::string_view protocol) noexcept;
  Strobe128(const Strobe128&) = default;
  Strobe128& operator=(const Strobe128&) = default;
  ~Strobe128();  // it may have absorbed a key

  /// Two calls, the second with `more`, are one operation on the bytes of both.
  void meta_ad(View data, bool more) noexcept;
  void ad(View data, bool more) noexcept;
  void key(View data, bool more) noexcept;
  void prf(std::span<std::uint8_t> out, bool more) noexcept;

 private:
  using Flags = std::uint8_t;
  void begin(Flags flags, bool more);
  void absorb(View data);
  void run_f();
  /// Xors into, replaces, or reads and clears, the byte at the position, and steps.
  void absorb_byte(std::uint8_t byte);
  void overwrite_byte(std::uint8_t byte);
  std::uint8_t squeeze_byte();
  void step();
  void xor_byte(std::size_t at, std::uint8_t byte);
  std::uint8_t byte_at(std::size_t at) const;

  KeccakState lanes_{};
  std::uint8_t position_ = 0;
  std::uint8_t begin_ = 0;  ///< where the running operation began, plus one; 0 in an earlier block
  Flags flags_ = 0;
};

}  // namespace descent::crypto
