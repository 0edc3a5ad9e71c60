#pragma once
// Bytes from a seed, so that a failing test can be run again.
#include <random>

#include "runtime/crypto/secret.hpp"

namespace descent::network {

struct Random {
  explicit Random(std::uint64_t seed) : engine{seed} {}

  std::mt19937_64 engine;

  std::uint64_t operator()() { return engine(); }
  /// 0 <= result < n
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(engine() % n); }
  bool one_in(std::size_t n) { return below(n) == 0; }
  Bytes bytes(std::size_t n) {
    Bytes out(n);
    for (auto& byte : out) byte = static_cast<std::uint8_t>(engine());
    return out;
  }
  crypto::Seed seed() {
    crypto::Seed out;
    for (auto& byte : out) byte = static_cast<std::uint8_t>(engine());
    return out;
  }
};

}  // namespace descent::network
