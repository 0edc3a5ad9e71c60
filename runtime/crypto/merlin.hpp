#pragma once
/// # Merlin transcripts
/// A proof's conversation, hashed: prover and verifier append the same labelled messages and draw
/// the same challenges.
/// source  merlin.cool, version 1.0
#include "runtime/crypto/strobe.hpp"

namespace descent::crypto {

class Transcript {
 public:
  explicit Transcript(std::string_view label) noexcept;

  void append(std::string_view label, View message) noexcept;

  /// Fills `out` with bytes that depend on everything appended so far; they become part of it.
  void challenge(std::string_view label, std::span<std::uint8_t> out) noexcept;

  /// Fills `out` with a nonce only the owner of `secret` can know, without changing the transcript.
  /// Equal transcripts and secrets give equal nonces: no random source is asked.
  void witness(std::string_view label, View secret, std::span<std::uint8_t> out) const noexcept;

 private:
  Strobe128 strobe_;
};

}  // namespace descent::crypto
