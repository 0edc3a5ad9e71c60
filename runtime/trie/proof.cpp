#include "runtime/trie/proof.hpp"

#include <map>
#include <set>

#include "runtime/crypto/hash.hpp"

namespace descent::trie {
namespace {

using Found = std::optional<Bytes>;

/// Resolves the hashes on the way to a key.
class Resolver {
 public:
  virtual ~Resolver() = default;
  virtual Expected<Bytes, Error> node(View path, const Hash& hash) = 0;
  virtual Expected<Bytes, Error> value(View key, const Hash& hash) = 0;
};

Expected<Found, Error> resolve_value(Resolver& resolver, View key, Value value) {
  if (auto* bytes = std::get_if<Bytes>(&value)) return Found{std::move(*bytes)};
  if (const auto* hash = std::get_if<Hash>(&value))
    return Found{DESCENT_TRY(resolver.value(key, *hash))};
  return Found{};
}

/// Walks from the root towards `key`. Every step consumes a nibble, so it ends.
Expected<Found, Error> find(Resolver& resolver, const Hash& root, View key) {
  if (root == kEmptyRoot) {
    DESCENT_TRY(resolver.node({}, root));
    return Found{};
  }
  const Nibbles nibbles = nibbles_of(key);
  std::size_t depth = 0;
  for (MerkleValue next{root}; !next.empty();) {
    auto encoding = Bytes(next.view().begin(), next.view().end());
    if (next.is_hash())
      encoding = DESCENT_TRY(resolver.node(View{nibbles}.first(depth), next.hash()));
    Node node = DESCENT_TRY(decode(encoding));
    if (shared_prefix(node.partial, View{nibbles}.subspan(depth)) < node.partial.size())
      return Found{};
    depth += node.partial.size();
    if (depth == nibbles.size()) return resolve_value(resolver, key, std::move(node.value));
    next = node.children[nibbles[depth++]];
  }
  return Found{};
}

/// Reads from a database and keeps what was read.
class Recorder final : public Resolver {
 public:
  Recorder(const NodeSource& source, const ValueLookup& value_of_key)
      : source_{source}, value_of_key_{value_of_key} {}

  Expected<Bytes, Error> node(View path, const Hash& hash) override {
    if (hash == kEmptyRoot) return record(Bytes(kEmptyNode.begin(), kEmptyNode.end()));
    return record(DESCENT_TRY(read_record(source_, path, hash)));
  }

  Expected<Bytes, Error> value(View key, const Hash& hash) override {
    auto value = value_of_key_(key);
    if (!value) return Error::MissingValue;
    if (crypto::blake2b_256(*value) != hash) return Error::BadValue;
    return record(*std::move(value));
  }

  Proof take() { return std::move(proof_); }

 private:
  Bytes record(Bytes entry) {
    if (seen_.insert(entry).second) proof_.push_back(entry);
    return entry;
  }

  const NodeSource& source_;
  const ValueLookup& value_of_key_;
  std::set<Bytes> seen_;
  Proof proof_;
};

/// Reads from a proof and marks what was read.
class Entries final : public Resolver {
 public:
  Expected<void, Error> add(View entry) {
    const auto [it, is_new] = entries_.try_emplace(crypto::blake2b_256(entry), Entry{entry});
    if (!is_new) return Error::DuplicateEntry;
    ++unused_;
    return {};
  }

  Expected<Bytes, Error> node(View, const Hash& hash) override {
    return use(hash, Error::MissingNode);
  }
  Expected<Bytes, Error> value(View, const Hash& hash) override {
    return use(hash, Error::MissingValue);
  }

  bool all_used() const { return unused_ == 0; }

 private:
  struct Entry {
    View bytes;
    bool is_used = false;
  };

  Expected<Bytes, Error> use(const Hash& hash, Error missing) {
    const auto it = entries_.find(hash);
    if (it == entries_.end()) return missing;
    if (!std::exchange(it->second.is_used, true)) --unused_;
    return Bytes(it->second.bytes.begin(), it->second.bytes.end());
  }

  std::map<Hash, Entry> entries_;
  std::size_t unused_ = 0;
};

bool is_too_large(std::span<const Bytes> proof) {
  if (proof.size() > kProofEntriesMax) return true;
  std::size_t size = 0;
  for (const Bytes& entry : proof) size += entry.size();
  return size > kProofBytesMax;
}

}  // namespace

Expected<Proof, Error> prove(const NodeSource& source, const Hash& root,
                             const ValueLookup& value_of_key, std::span<const Bytes> keys) {
  Recorder recorder{source, value_of_key};
  for (const Bytes& key : keys) DESCENT_TRY(find(recorder, root, key));
  return recorder.take();
}

Expected<std::vector<std::optional<Bytes>>, Error> verify(const Hash& root,
                                                          std::span<const Bytes> proof,
                                                          std::span<const Bytes> keys) {
  if (is_too_large(proof)) return Error::TooLarge;
  Entries entries;
  for (const Bytes& entry : proof) DESCENT_TRY(entries.add(entry));

  std::vector<Found> values;
  values.reserve(keys.size());
  for (const Bytes& key : keys) values.push_back(DESCENT_TRY(find(entries, root, key)));
  if (!entries.all_used()) return Error::UnusedEntry;
  return values;
}

Expected<std::optional<Bytes>, Error> verify(const Hash& root, std::span<const Bytes> proof,
                                             View key) {
  const Bytes keys[]{Bytes(key.begin(), key.end())};
  auto values = DESCENT_TRY(verify(root, proof, keys));
  return std::move(values[0]);
}

}  // namespace descent::trie
