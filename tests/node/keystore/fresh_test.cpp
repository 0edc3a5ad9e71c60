#include "node/keystore/fresh.hpp"

#include <gtest/gtest.h>

#include <set>

namespace descent::keystore {
namespace {

TEST(Fresh, entropy_has_the_length_of_the_phrase_asked_for) {
  for (const std::size_t words : {12U, 15U, 18U, 21U, 24U}) {
    const auto entropy = fresh_entropy(words);
    ASSERT_TRUE(entropy);
    const auto phrase = phrase_of(*entropy);
    EXPECT_EQ(static_cast<std::size_t>(std::ranges::count(*phrase, ' ')) + 1, words);
    EXPECT_TRUE(crypto::entropy_of(*phrase));
  }
  for (const std::size_t words : {0U, 11U, 13U, 25U, 27U})
    EXPECT_EQ(fresh_entropy(words).error().kind, ErrorKind::BadKey);
}

TEST(Fresh, every_byte_of_it_is_drawn_anew) {
  std::array<std::set<std::uint8_t>, 32> seen;
  for (int i = 0; i < 64; ++i) {
    const auto entropy = *fresh_entropy(24);
    for (std::size_t at = 0; at < 32; ++at) seen[at].insert(entropy.bytes[at]);
  }
  // 64 draws give fewer than 30 values once in far more than 2^64 runs.
  for (const auto& values : seen) EXPECT_GT(values.size(), 30U);
}

}  // namespace
}  // namespace descent::keystore
