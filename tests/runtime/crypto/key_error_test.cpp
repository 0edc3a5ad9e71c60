#include "runtime/crypto/key_error.hpp"

#include <gtest/gtest.h>

#include <set>

namespace descent::crypto {
namespace {

TEST(KeyError, each_has_its_sentence) {
  std::set<std::string_view> sentences;
  for (int e = 0; e <= static_cast<int>(KeyError::BadSecret); ++e)
    sentences.insert(describe(static_cast<KeyError>(e)));
  EXPECT_EQ(sentences.size(), 10U);
  EXPECT_FALSE(sentences.contains(""));
}

}  // namespace
}  // namespace descent::crypto
