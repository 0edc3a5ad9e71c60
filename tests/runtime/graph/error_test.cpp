#include "runtime/graph/error.hpp"

#include <gtest/gtest.h>

#include <set>

namespace descent::graph {
namespace {

TEST(Error, each_has_its_own_name_and_sentence) {
  std::set<std::string_view> names;
  std::set<std::string> sentences;
  for (std::uint8_t i = 0; i < static_cast<std::uint8_t>(Error::kCount); ++i) {
    names.insert(name(Error{i}));
    sentences.insert(describe({Error{i}, 0}));
  }
  EXPECT_EQ(names.size(), static_cast<std::size_t>(Error::kCount));
  EXPECT_EQ(sentences.size(), static_cast<std::size_t>(Error::kCount));
}

TEST(Error, names_stand_beside_the_right_sentence) {
  EXPECT_EQ(name(Error::BadValueIndex), "BadValueIndex");
  EXPECT_EQ(name(Error::WrongBase), "WrongBase");
  EXPECT_EQ(name(Error::NotFinite), "NotFinite");
  EXPECT_EQ(describe({Error::NotAtOutput, 3}),
            "operator 3: Softmax and ArgMax may only stand last");
}

}  // namespace
}  // namespace descent::graph
