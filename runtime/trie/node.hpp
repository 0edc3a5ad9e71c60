#pragma once
/// # Trie nodes
/// A node begins where its parent's nibble ended. It holds the nibbles all keys below it share, the
/// value of the key that ends there, and what stands for each of 16 children. Without children it
/// is a leaf, and has a value.
///
/// Header, partial key, then for a branch the bitmap of its children; the value; the children:
///   01nnnnnn leaf        10nnnnnn branch        11nnnnnn branch with a value
///   001nnnnn leaf        0001nnnn branch, each with the hash of its value
///   n = nibbles of the partial key; all ones: more follow, byte by byte, until one is not 255.
/// source  Polkadot specification, section "State storage and the storage trie"
#include <array>
#include <variant>

#include "runtime/primitives/types.hpp"
#include "runtime/trie/error.hpp"
#include "runtime/trie/nibbles.hpp"

namespace descent::trie {

/// V1 keeps values of more than 32 bytes outside the node, which then holds their hash; V0 never.
enum class Layout : std::uint8_t { V0, V1 };

/// No value, the value itself, or the hash of a long one.
using Value = std::variant<std::monostate, Bytes, Hash>;
Value value_of(View bytes, Layout layout);

inline bool has_value(const Value& value) { return value.index() != 0; }

/// What a branch holds of a child: nothing, its encoding if that is shorter than 32 bytes, else the
/// hash of its encoding.
class MerkleValue {
 public:
  MerkleValue() = default;
  explicit MerkleValue(const Hash& hash);
  /// REQUIRES encoding.size() < 32
  static MerkleValue inlined(View encoding);
  static MerkleValue of(View encoding);

  bool empty() const { return size_ == 0; }
  bool is_hash() const { return size_ == 32; }
  View view() const { return {bytes_.data(), size_}; }
  /// REQUIRES is_hash()
  Hash hash() const { return Hash{bytes_}; }

  friend bool operator==(const MerkleValue&, const MerkleValue&) = default;

 private:
  std::uint8_t size_ = 0;
  std::array<std::uint8_t, 32> bytes_{};
};

struct Node {
  Nibbles partial;
  Value value;
  std::array<MerkleValue, 16> children;

  std::size_t child_count() const;
  friend bool operator==(const Node&, const Node&) = default;
};

/// The encoding of a trie without keys; no `Node` has it.
inline constexpr std::array<std::uint8_t, 1> kEmptyNode{0};

/// The BLAKE2b-256 of `kEmptyNode`.
inline constexpr Hash kEmptyRoot{{0x03, 0x17, 0x0a, 0x2e, 0x75, 0x97, 0xb7, 0xb7, 0xe3, 0xd8, 0x4c,
                                  0x05, 0x39, 0x1d, 0x13, 0x9a, 0x62, 0xb1, 0x57, 0xe7, 0x87, 0x86,
                                  0xd8, 0xc0, 0x82, 0xf2, 0x9d, 0xcf, 0x4c, 0x11, 0x13, 0x14}};

/// REQUIRES a value or a child.
Bytes encode(const Node& node);

/// Reads a whole encoding, from outside or from a database.
/// errors  BadNode also if it is not the one encoding of its node
Expected<Node, Error> decode(View encoding);

}  // namespace descent::trie
