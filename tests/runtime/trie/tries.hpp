#pragma once
// Tries and random keys for the tests of this folder.
#include <random>

#include "runtime/primitives/assert.hpp"
#include "runtime/trie/build.hpp"
#include "runtime/trie/source.hpp"

namespace descent::trie {

/// The records of one trie in memory.
class Records : public NodeSource {
 public:
  std::optional<Bytes> get(View path) const override {
    const auto it = records.find(path);
    if (it == records.end()) return std::nullopt;
    return it->second;
  }

  /// REQUIRES that a removed record was there: an update names only what changes.
  void apply(const Changes& nodes) {
    for (const auto& [path, node] : nodes) {
      if (node) {
        records[path] = *node;
      } else {
        DESCENT_ASSERT(records.erase(path) == 1);
      }
    }
  }

  static Records of(const KeyValues& values, Layout layout) {
    Records out;
    out.apply(build(values, layout).nodes);
    return out;
  }

  KeyValues records;
};

/// Random keys and values of one kind: how long keys are, and how many letters they are made of.
class Dice {
 public:
  Dice(std::uint64_t seed, std::size_t key_size_max, std::uint64_t letters)
      : random_{seed}, key_size_max_{key_size_max}, letters_{letters} {}

  std::uint64_t below(std::uint64_t n) { return random_() % n; }

  Bytes key() {
    Bytes out(below(key_size_max_ + 1));
    // The letters differ in both halves of the byte, so that keys part at either.
    for (auto& b : out) b = static_cast<std::uint8_t>(below(letters_) * 0x51);
    return out;
  }

  Bytes value() {
    const bool is_near_limit = below(2) == 0;
    return Bytes(is_near_limit ? 30 + below(5) : below(71), static_cast<std::uint8_t>(below(256)));
  }

 private:
  std::mt19937_64 random_;
  std::size_t key_size_max_;
  std::uint64_t letters_;
};

}  // namespace descent::trie
