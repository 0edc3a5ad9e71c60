#include "runtime/trie/error.hpp"

#include <gtest/gtest.h>

#include <set>

namespace descent::trie {
namespace {

TEST(Error, each_has_a_sentence_of_its_own) {
  std::set<std::string_view> sentences;
  for (const Error error :
       {Error::MissingNode, Error::BadNode, Error::MissingValue, Error::BadValue, Error::TooLarge,
        Error::DuplicateEntry, Error::UnusedEntry}) {
    EXPECT_TRUE(sentences.insert(describe(error)).second) << describe(error);
    EXPECT_NE(describe(error), "unknown error");
  }
}

}  // namespace
}  // namespace descent::trie
