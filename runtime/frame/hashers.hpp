#pragma once
// How a map turns a key into the tail of a storage key. `Concat` hashers keep the key behind its
// hash, so that a map over them can be iterated.
// source  polkadot-sdk, frame/support/src/hash.rs
#include "runtime/crypto/hash.hpp"

namespace descent::frame {

/// For keys an outsider may choose: balanced, and costly to collide.
struct Blake2_128Concat {
  static constexpr std::uint8_t metadata_index = 2;
  static constexpr std::size_t prefix_bytes = 16;
  static void hash(Bytes& out, View key) {
    append(out, crypto::blake2b_128(key));
    append(out, key);
  }
};

/// For keys the chain chooses, such as block numbers: cheaper.
struct Twox64Concat {
  static constexpr std::uint8_t metadata_index = 5;
  static constexpr std::size_t prefix_bytes = 8;
  static void hash(Bytes& out, View key) {
    append(out, crypto::twox_64(key));
    append(out, key);
  }
};

/// For keys that are hashes themselves.
struct Identity {
  static constexpr std::uint8_t metadata_index = 6;
  static constexpr std::size_t prefix_bytes = 0;
  static void hash(Bytes& out, View key) { append(out, key); }
};

}  // namespace descent::frame
