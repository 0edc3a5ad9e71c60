// What the incremental trie costs: a part of the leaves changed, as a full block does, beside
// building the whole from nothing. One core.
#include <cstdio>
#include <cstdlib>

#include "runtime/crypto/hash.hpp"
#include "runtime/trie/update.hpp"
#include "tests/bench/measure.hpp"

namespace {

using namespace descent;

constexpr std::size_t kLeaves = 100'000;
constexpr std::size_t kChanged = 20'000;

/// A key as System.Account has them, and a value of an account's size.
std::pair<Bytes, Bytes> leaf(std::size_t i) {
  Bytes key(32, 0x26);
  const auto hash = crypto::blake2b_256(scale::encoded(std::uint64_t{i})).bytes;
  append(key, View{hash}.first(16));
  append(key, hash);
  return {std::move(key), Bytes(80, static_cast<std::uint8_t>(i))};
}

class Nodes : public trie::NodeSource {
 public:
  explicit Nodes(Changes nodes) : nodes_{std::move(nodes)} {}
  std::optional<Bytes> get(View path) const override {
    const auto it = nodes_.find(path);
    return it == nodes_.end() ? std::nullopt : it->second;
  }

 private:
  Changes nodes_;
};

Changes changes_of(int run) {
  Changes out;
  for (std::size_t i = 0; i < kChanged; ++i) {
    auto [key, value] = leaf(i * (kLeaves / kChanged));
    value[0] = static_cast<std::uint8_t>(run);
    value[1] = 1;
    out.emplace(std::move(key), std::move(value));
  }
  return out;
}

}  // namespace

int main() {
  KeyValues values;
  for (std::size_t i = 0; i < kLeaves; ++i) values.insert(leaf(i));
  trie::Update whole;
  const double build = bench::seconds([&] { whole = trie::build(values, trie::Layout::V1); });
  const Nodes nodes{std::move(whole.nodes)};
  std::vector<double> taken;
  std::size_t records = 0;
  for (int run = 0; run < bench::kRuns; ++run) {
    const Changes changes = changes_of(run);
    taken.push_back(bench::seconds([&] {
      const auto update = trie::update(nodes, whole.root, changes, trie::Layout::V1);
      if (!update) std::abort();
      records = update->nodes.size();
    }));
  }
  std::printf(
      "trie: build of %zu leaves %.0f ms; update of %zu of them %.0f ms (aim < 100), %zu records "
      "written\n",
      kLeaves, 1e3 * build, kChanged, 1e3 * bench::median(taken), records);
}
