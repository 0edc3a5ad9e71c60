// Trie nodes and proofs from strangers: one encoding a node, and nothing proved that is not so.
#include "runtime/trie/proof.hpp"

#include <algorithm>

#include "runtime/crypto/hash.hpp"
#include "tests/fuzz/targets.hpp"
#include "tests/runtime/trie/tries.hpp"

namespace descent::fuzz {
namespace {

using namespace trie;

/// A trie of short keys that share beginnings; some values stand outside their nodes.
struct Known {
  KeyValues values;
  Records records;
  Hash root;

  Known() {
    Dice dice{7, 3, 4};
    for (int i = 0; i < 40; ++i) values[dice.key()] = dice.value();
    const Update built = build(values, Layout::V1);
    records.apply(built.nodes);
    root = built.root;
  }
  std::optional<Bytes> value(View key) const {
    const auto found = values.find(key);
    return found == values.end() ? std::nullopt : std::optional{found->second};
  }
};

/// The proof of a key, damaged as the input says.
void nothing_false_is_proved(Input in) {
  static const Known known;
  const View key_view = in.piece();
  const std::vector<Bytes> keys{{key_view.begin(), key_view.end()}};
  auto proof = *prove(
      known.records, known.root, [](View key) { return known.value(key); }, keys);
  while (!in.empty() && !proof.empty()) {
    Bytes& entry = proof[in.below(proof.size())];
    switch (in.below(4)) {
      case 0:
        if (!entry.empty()) entry[in.below(entry.size())] ^= in.byte();
        break;
      case 1: proof.push_back(Bytes{entry}); break;
      case 2: proof.erase(proof.begin() + (&entry - proof.data())); break;
      default: {
        const View added = in.piece();
        proof.emplace_back(added.begin(), added.end());
      }
    }
  }
  const auto proved = verify(known.root, proof, keys[0]);
  require(!proved || *proved == known.value(keys[0]), "what is proved is so");
}

/// A root of the stranger's own, so that its nodes are read at all.
void any_node_is_read(View key, View root_node) {
  const std::vector<Bytes> proof{{root_node.begin(), root_node.end()}};
  (void)verify(crypto::blake2b_256(root_node), proof, key);
  const auto node = decode(root_node);
  require(!node || std::ranges::equal(encode(*node), root_node), "a node has one encoding");
}

}  // namespace

void proof_target(View input) {
  Input in{input};
  if (in.below(2) == 0) return nothing_false_is_proved(in);
  const View key = in.piece();
  any_node_is_read(key, in.rest());
}

}  // namespace descent::fuzz
