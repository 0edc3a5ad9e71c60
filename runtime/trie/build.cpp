#include "runtime/trie/build.hpp"

#include "runtime/crypto/hash.hpp"

namespace descent::trie {
namespace {

struct Entry {
  Nibbles key;
  View value;
};
using Entries = std::span<const Entry>;

std::vector<Entry> entries_of(const KeyValues& values) {
  std::vector<Entry> out;
  out.reserve(values.size());
  for (const auto& [key, value] : values) out.push_back({nibbles_of(key), value});
  return out;
}

/// The first of sorted `entries` that have the same nibble at `depth`.
Entries same_nibble(Entries entries, std::size_t depth) {
  std::size_t n = 1;
  while (n < entries.size() && entries[n].key[depth] == entries[0].key[depth]) ++n;
  return entries.first(n);
}

class Build {
 public:
  /// Puts the records into `records` unless it is nullptr.
  Build(Layout layout, Changes* records) : layout_{layout}, records_{records} {}

  Hash root(Entries entries) {
    if (entries.empty()) return kEmptyRoot;
    const Bytes encoding = encode(subtrie(entries, 0));
    record({}, encoding);
    return crypto::blake2b_256(encoding);
  }

 private:
  /// The node of all `entries`, whose keys are equal before `depth`.
  Node subtrie(Entries entries, std::size_t depth) {
    const View first = View{entries.front().key}.subspan(depth);
    const View last = View{entries.back().key}.subspan(depth);
    const View partial = first.first(shared_prefix(first, last));
    const std::size_t end = depth + partial.size();

    Node node{.partial = {partial.begin(), partial.end()}, .value = {}, .children = {}};
    if (entries[0].key.size() == end) {
      node.value = value_of(entries[0].value, layout_);
      entries = entries.subspan(1);
    }
    while (!entries.empty()) {
      const Entries group = same_nibble(entries, end);
      node.children[group[0].key[end]] = child(group, end + 1);
      entries = entries.subspan(group.size());
    }
    return node;
  }

  MerkleValue child(Entries entries, std::size_t depth) {
    const Bytes encoding = encode(subtrie(entries, depth));
    const auto merkle_value = MerkleValue::of(encoding);
    if (merkle_value.is_hash()) record(View{entries[0].key}.first(depth), encoding);
    return merkle_value;
  }

  void record(View path, const Bytes& encoding) {
    if (records_) records_->emplace(Nibbles(path.begin(), path.end()), encoding);
  }

  Layout layout_;
  Changes* records_;
};

}  // namespace

Update build(const KeyValues& values, Layout layout) {
  Update out;
  out.root = Build{layout, &out.nodes}.root(entries_of(values));
  return out;
}

Hash root_of(const KeyValues& values, Layout layout) {
  return Build{layout, nullptr}.root(entries_of(values));
}

Hash ordered_root(std::span<const Bytes> values, Layout layout) {
  KeyValues keyed;
  for (const Bytes& value : values) {
    Bytes key;
    scale::encode_compact(key, keyed.size());
    keyed.emplace(std::move(key), value);
  }
  return root_of(keyed, layout);
}

}  // namespace descent::trie
