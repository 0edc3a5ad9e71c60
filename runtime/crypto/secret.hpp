#pragma once
// Bytes that must not stay in memory.
#include <algorithm>
#include <array>
#include <string>

#include "runtime/scale/bytes.hpp"

namespace descent::crypto {

/// Overwrites with zeros in a way the compiler does not remove.
void wipe(std::span<std::uint8_t> bytes) noexcept;

/// An array that is wiped when it goes. Every copy wipes itself.
template <std::size_t N>
struct Secret : std::array<std::uint8_t, N> {
  Secret() : std::array<std::uint8_t, N>{} {}
  explicit Secret(std::span<const std::uint8_t, N> bytes) {
    std::copy(bytes.begin(), bytes.end(), this->begin());
  }
  Secret(const Secret&) = default;
  Secret& operator=(const Secret&) = default;
  ~Secret() { wipe(*this); }
};

/// A string or vector that is wiped when it goes. It is moved and never copied; whoever appends to
/// it reserves first, or the copies left behind by growing are not wiped.
template <class Container>
class Wiped {
 public:
  Wiped() = default;
  explicit Wiped(Container value) : value_{std::move(value)} {}
  Wiped(Wiped&& other) noexcept { value_.swap(other.value_); }
  Wiped& operator=(Wiped&& other) noexcept {
    value_.swap(other.value_);
    return *this;
  }
  ~Wiped() {
    value_.resize(value_.capacity());  // what was shortened is still behind the end
    wipe({reinterpret_cast<std::uint8_t*>(value_.data()), value_.size()});
  }

  Container& operator*() { return value_; }
  const Container& operator*() const { return value_; }
  Container* operator->() { return &value_; }
  const Container* operator->() const { return &value_; }

 private:
  Container value_;
};

using SecretText = Wiped<std::string>;
using SecretBytes = Wiped<Bytes>;

/// What a key is made from: the ed25519 seed, the sr25519 mini-secret, the secp256k1 scalar.
using Seed = Secret<32>;
using SeedView = std::span<const std::uint8_t, 32>;

}  // namespace descent::crypto
