#include "tests/node/store/random_chain.hpp"

#include <algorithm>

namespace descent::store {
namespace {

KeyValues applied(KeyValues to, const Changes& changes) {
  for (const auto& [key, value] : changes) {
    if (value) {
      to.insert_or_assign(key, *value);
    } else {
      to.erase(key);
    }
  }
  return to;
}

Hash digest(View bytes) {
  Hash out;
  for (std::size_t lane = 0; lane < 4; ++lane) {
    std::uint64_t fnv = 0xcbf29ce484222325 + lane;
    for (const auto b : bytes) fnv = (fnv ^ b) * 0x100000001b3;
    for (std::size_t i = 0; i < 8; ++i)
      out.bytes[8 * lane + i] = static_cast<std::uint8_t>(fnv >> (8 * i));
  }
  return out;
}

}  // namespace

Hash content_root(const KeyValues& content) {
  Bytes all;
  for (const auto& [key, value] : content) {
    scale::encode(all, key);
    scale::encode(all, value);
  }
  return digest(all);
}

KeyValues content_of(const state::Source& source) {
  KeyValues out;
  if (auto value = source.get({})) out[{}] = *value;
  for (auto key = source.next_key({}); key; key = source.next_key(*key))
    out[*key] = source.get(*key).value();
  return out;
}

RandomChain::RandomChain(RandomChainOptions options) : options_{options}, random_{options.seed} {}

const BlockCommit& RandomChain::block(BlockNumber number) {
  while (blocks_.size() <= number) make_next();
  return blocks_.at(number);
}

Bytes RandomChain::random_bytes(std::size_t n) {
  Bytes out(n);
  for (auto& b : out) b = static_cast<std::uint8_t>(random_());
  return out;
}

/// Short, over the bytes that the escaping must keep in order, so that keys meet again and extend
/// one another.
Bytes RandomChain::random_key() {
  constexpr std::uint8_t alphabet[] = {0x00, 0x01, 0x02, 0xFE, 0xFF};
  Bytes out(random_() % (options_.key_bytes_max + 1));
  for (auto& b : out) b = alphabet[random_() % std::size(alphabet)];
  return out;
}

Changes RandomChain::random_changes(const KeyValues& before) {
  Changes out;
  for (std::size_t i = 0; i < options_.changes; ++i) {
    Bytes key = random_key();
    const auto at = before.find(key);
    const auto dice = random_() % 8;
    if (dice == 0 && at != before.end()) {
      out[key] = at->second;  // written again with the value it has
    } else if (dice < 4) {
      out[key] = std::nullopt;
    } else {
      out[key] = random_bytes(random_() % (options_.value_bytes_max + 1));
    }
  }
  return out;
}

void RandomChain::make_next() {
  const auto number = static_cast<BlockNumber>(blocks_.size());
  const auto last = [](const std::vector<KeyValues>& all) {
    return all.empty() ? KeyValues{} : all.back();
  };
  BlockCommit next;
  next.state = random_changes(last(states_));
  next.nodes = random_changes(last(nodes_));
  next.blobs = {{random_key(), random_bytes(9)}};
  states_.push_back(applied(last(states_), next.state));
  nodes_.push_back(applied(last(nodes_), next.nodes));
  blobs_.push_back(applied(last(blobs_), next.blobs));
  next.header.number = number;
  if (number > 0) next.header.parent_hash = blocks_.at(number - 1).hash;
  next.header.state_root = content_root(states_.back());
  next.header.digest.logs.push_back(digest_item::Other{random_bytes(3)});
  next.hash = digest(scale::encoded(next.header));
  next.body = {random_bytes(5), {}, random_bytes(70)};
  if (number % 2 == 1) next.justification = random_bytes(11);
  blocks_.emplace(number, std::move(next));
}

}  // namespace descent::store
