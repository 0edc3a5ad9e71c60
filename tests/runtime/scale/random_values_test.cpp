// Round trips over random values of one deep type, and random bytes against it.
#include <gtest/gtest.h>

#include <random>

#include "runtime/scale/codec.hpp"

namespace descent::scale {
namespace {

enum class Colour : std::uint8_t { Red, Green, Blue, kCount };

struct Leaf {
  Compact<u128> amount{};
  std::int64_t delta{};
  Colour colour{};
  bool flag{};
  DESCENT_FIELDS(amount, delta, colour, flag)
};
struct Tree {
  std::vector<Leaf> leaves;
  std::map<std::uint16_t, Bytes> named;
  std::optional<std::string> text;
  std::variant<std::uint8_t, std::pair<u128, bool>> either;
  Bounded<std::uint32_t, 4> few;
  DESCENT_FIELDS(leaves, named, text, either, few)
};

class Generator {
 public:
  explicit Generator(std::uint64_t seed) : random_{seed} {}

  std::uint64_t below(std::uint64_t n) { return random_() % n; }
  u128 wide() { return (u128{random_()} << 64 | random_()) >> below(128); }
  Bytes bytes(std::size_t limit) {
    Bytes out(below(limit));
    for (auto& b : out) b = static_cast<std::uint8_t>(random_());
    return out;
  }
  Leaf leaf() {
    return {wide(), static_cast<std::int64_t>(random_()), static_cast<Colour>(below(3)),
            below(2) == 1};
  }
  Tree tree() {
    Tree t;
    for (auto n = below(6); n > 0; --n) t.leaves.push_back(leaf());
    for (auto n = below(6); n > 0; --n) t.named[static_cast<std::uint16_t>(random_())] = bytes(90);
    if (below(2) == 1) t.text = std::string(below(80), 'x');
    if (below(2) == 1) t.either = std::pair{wide(), below(2) == 1};
    for (auto n = below(5); n > 0; --n) t.few.push_back(static_cast<std::uint32_t>(random_()));
    return t;
  }

 private:
  std::mt19937_64 random_;
};

TEST(RandomValues, decode_to_what_was_encoded) {
  Generator random{2};
  for (int round = 0; round < 5'000; ++round) {
    const Tree tree = random.tree();
    const Bytes bytes = encoded(tree);
    const auto back = decoded<Tree>(bytes);
    ASSERT_TRUE(back) << describe(back.error());
    ASSERT_EQ(encoded(*back), bytes);
    ASSERT_EQ(back->leaves.size(), tree.leaves.size());
    ASSERT_EQ(back->named, tree.named);
    ASSERT_EQ(back->text, tree.text);
    ASSERT_EQ(back->either, tree.either);
    ASSERT_EQ(back->few, tree.few);
    for (std::size_t i = 0; i < tree.leaves.size(); ++i) {
      ASSERT_TRUE(back->leaves[i].amount.value == tree.leaves[i].amount.value);
      ASSERT_EQ(back->leaves[i].delta, tree.leaves[i].delta);
      ASSERT_EQ(back->leaves[i].colour, tree.leaves[i].colour);
      ASSERT_EQ(back->leaves[i].flag, tree.leaves[i].flag);
    }
  }
}

TEST(RandomValues, no_prefix_of_an_encoding_is_an_encoding) {
  Generator random{3};
  for (int round = 0; round < 200; ++round) {
    const Bytes bytes = encoded(random.tree());
    for (std::size_t n = 0; n < bytes.size(); ++n)
      ASSERT_FALSE(decoded<Tree>(View{bytes}.first(n))) << n << " of " << bytes.size();
  }
}

TEST(RandomValues, changed_bytes_are_refused_or_are_another_value_in_its_only_encoding) {
  Generator random{4};
  std::size_t accepted = 0;
  for (int round = 0; round < 20'000; ++round) {
    Bytes bytes = encoded(random.tree());
    bytes[random.below(bytes.size())] ^= static_cast<std::uint8_t>(1 + random.below(255));
    const auto value = decoded<Tree>(bytes);
    if (!value) continue;
    ++accepted;
    ASSERT_EQ(encoded(*value), bytes);
  }
  EXPECT_GT(accepted, 1'000u);
}

}  // namespace
}  // namespace descent::scale
