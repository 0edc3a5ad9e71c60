#include "network/libp2p/error.hpp"

#include <gtest/gtest.h>

#include <set>

namespace descent::network::libp2p {
namespace {

TEST(Libp2pError, every_error_has_a_sentence_of_its_own) {
  std::set<std::string_view> sentences;
  for (unsigned i = 0; i <= static_cast<unsigned>(Error::Idle); ++i)
    EXPECT_TRUE(sentences.insert(describe(static_cast<Error>(i))).second) << i;
  EXPECT_FALSE(sentences.contains("unknown"));
}

}  // namespace
}  // namespace descent::network::libp2p
