#include "runtime/trie/update.hpp"

#include <algorithm>
#include <memory>

#include "runtime/crypto/hash.hpp"

namespace descent::trie {
namespace {

struct Change {
  View key;  // nibbles
  const std::optional<Bytes>* value;
};
using Share = std::span<const Change>;

/// A trie below some path, by its topmost node; nullptr if it has no keys.
using Subtrie = std::unique_ptr<Node>;

/// A child that may have changed, kept in memory until it is known whether it becomes one with its
/// parent.
struct Touched {
  std::size_t index;
  MerkleValue before;
  Subtrie after;
  Changes::iterator hint;  // the record that follows its own
};

Nibbles tail(View nibbles, std::size_t begin) {
  nibbles = nibbles.subspan(begin);
  return {nibbles.begin(), nibbles.end()};
}

/// How much of the partial key of a node at `depth` all `changes` share. As they are sorted, the
/// first or the last of them shares least.
std::size_t shared_by_all(const Nibbles& partial, std::size_t depth, Share changes) {
  return std::min(shared_prefix(partial, changes.front().key.subspan(depth)),
                  shared_prefix(partial, changes.back().key.subspan(depth)));
}

/// The part of sorted `changes`, each longer than `depth`, with `nibble` there: the end of the
/// span.
Share last_with_nibble(Share changes, std::size_t depth, std::size_t nibble) {
  std::size_t n = 0;
  while (n < changes.size() && changes[changes.size() - 1 - n].key[depth] == nibble) ++n;
  return changes.last(n);
}

/// Ends `node` after the first `length` nibbles of its partial key and returns what was there,
/// which begins behind the nibble that follows them.
Subtrie cut(Subtrie& node, std::size_t length) {
  Subtrie lower = std::exchange(node, std::make_unique<Node>());
  const auto end = lower->partial.begin() + static_cast<std::ptrdiff_t>(length);
  node->partial.assign(lower->partial.begin(), end);
  lower->partial = tail(lower->partial, length + 1);
  return lower;
}

/// A branch with one child and no value is not a node of its own.
Subtrie merged(const Node& branch, std::size_t index, Subtrie child) {
  child->partial = joined(branch.partial, index, child->partial);
  return child;
}

class Pass {
 public:
  Pass(const NodeSource& source, Layout layout) : source_{source}, layout_{layout} {}

  Expected<Update, Error> run(const Hash& root_before, Share changes) {
    if (changes.empty()) return Update{root_before, {}};
    const auto before = root_before == kEmptyRoot ? MerkleValue{} : MerkleValue{root_before};
    Subtrie root_node = DESCENT_TRY(load({}, before));
    const Subtrie after = DESCENT_TRY(apply(std::move(root_node), 0, changes));
    const Bytes encoding = after ? encode(*after) : Bytes(kEmptyNode.begin(), kEmptyNode.end());
    const Hash root = crypto::blake2b_256(encoding);
    if (root != root_before)
      records_.emplace_hint(records_.begin(), Nibbles{},
                            after ? std::optional{encoding} : std::nullopt);
    return Update{root, std::move(records_)};
  }

 private:
  /// `node`, which begins at `depth`, after `changes`, whose keys lead to it. The records below it
  /// are written; its own is left to the caller, who knows where it ends up.
  Expected<Subtrie, Error> apply(Subtrie node, std::size_t depth, Share changes) {
    if (!node) {
      const auto put = std::ranges::find_if(changes, [](auto& c) { return c.value->has_value(); });
      if (put == changes.end()) return Subtrie{};
      node = std::make_unique<Node>();
      node->partial = tail(put->key, depth);
    }
    const std::size_t shared = shared_by_all(node->partial, depth, changes);
    const View end = changes.front().key.first(depth + shared);
    Subtrie lower;
    std::size_t lower_index = 0;
    if (shared < node->partial.size()) {
      lower_index = node->partial[shared];
      lower = cut(node, shared);
    }
    if (changes.front().key.size() == end.size()) {
      node->value = new_value(changes.front());
      changes = changes.subspan(1);
    }
    auto touched =
        DESCENT_TRY(apply_to_children(*node, end, changes, std::move(lower), lower_index));
    return settle(std::move(node), end, std::move(touched));
  }

  Value new_value(const Change& change) const {
    return *change.value ? value_of(**change.value, layout_) : Value{};
  }

  /// Takes the touched children out of `node`, which ends at `end`. Highest first: then every
  /// record is written before those that follow it, and a map takes it in constant time.
  Expected<std::vector<Touched>, Error> apply_to_children(Node& node, View end, Share changes,
                                                          Subtrie lower, std::size_t lower_index) {
    std::vector<Touched> touched;
    for (std::size_t index = node.children.size(); index-- > 0;) {
      const Share share = last_with_nibble(changes, end.size(), index);
      changes = changes.first(changes.size() - share.size());
      const bool is_lower = lower && index == lower_index;
      if (share.empty() && !is_lower) continue;

      const auto before = std::exchange(node.children[index], MerkleValue{});
      Subtrie child = is_lower ? std::move(lower) : DESCENT_TRY(load_child(end, index, before));
      if (!share.empty()) child = DESCENT_TRY(apply(std::move(child), end.size() + 1, share));
      touched.push_back({index, before, std::move(child), records_.begin()});
    }
    return touched;
  }

  /// What `node` is once its `touched` children are known.
  Expected<Subtrie, Error> settle(Subtrie node, View end, std::vector<Touched> touched) {
    const auto kept = node->child_count();
    const auto grown = std::ranges::count_if(touched, [](auto& t) { return t.after != nullptr; });
    const auto children = kept + static_cast<std::size_t>(grown);
    if (has_value(node->value) || children > 1) {
      for (auto& child : touched) node->children[child.index] = store(end, child);
      return node;
    }
    Subtrie only;
    for (auto& child : touched) {
      if (child.after) only = merged(*node, child.index, std::move(child.after));
      store(end, child);
    }
    if (kept == 1) only = DESCENT_TRY(take_only_child(*node, end));
    return only;
  }

  Expected<Subtrie, Error> take_only_child(const Node& node, View end) {
    const auto child = std::ranges::find_if_not(node.children, &MerkleValue::empty);
    const auto index = static_cast<std::size_t>(child - node.children.begin());
    Subtrie loaded = DESCENT_TRY(load_child(end, index, *child));
    store(end, Touched{index, *child, nullptr, records_.end()});
    return merged(node, index, std::move(loaded));
  }

  /// Writes or removes the record of a child of the node that ends at `end`, if it changed.
  MerkleValue store(View end, const Touched& child) {
    const Bytes encoding = child.after ? encode(*child.after) : Bytes{};
    const auto after = MerkleValue::of(encoding);
    if (after == child.before) return after;
    if (after.is_hash())
      records_.emplace_hint(child.hint, joined(end, child.index), encoding);
    else if (child.before.is_hash())
      records_.emplace_hint(child.hint, joined(end, child.index), std::nullopt);
    return after;
  }

  Expected<Subtrie, Error> load_child(View end, std::size_t index, const MerkleValue& child) const {
    if (child.empty()) return Subtrie{};
    return load(joined(end, index), child);
  }

  Expected<Subtrie, Error> load(View path, const MerkleValue& node) const {
    if (node.empty()) return Subtrie{};
    if (!node.is_hash()) return std::make_unique<Node>(DESCENT_TRY(decode(node.view())));
    const Bytes record = DESCENT_TRY(read_record(source_, path, node.hash()));
    return std::make_unique<Node>(DESCENT_TRY(decode(record)));
  }

  const NodeSource& source_;
  Layout layout_;
  Changes records_;
};

std::size_t total_size(const Changes& changes) {
  std::size_t n = 0;
  for (const auto& [key, value] : changes) n += key.size();
  return n;
}

}  // namespace

Expected<Update, Error> update(const NodeSource& source, const Hash& root_before,
                               const Changes& state_changes, Layout layout) {
  Nibbles keys;  // of all changes, one behind the other: reserved, as views point into it
  keys.reserve(2 * total_size(state_changes));
  std::vector<Change> changes;
  changes.reserve(state_changes.size());
  for (const auto& [key, value] : state_changes) {
    const std::size_t begin = keys.size();
    append(keys, nibbles_of(key));
    changes.push_back({View{keys}.subspan(begin), &value});
  }
  return Pass{source, layout}.run(root_before, changes);
}

}  // namespace descent::trie
