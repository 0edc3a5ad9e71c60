#include "runtime/kernels/error.hpp"

#include <gtest/gtest.h>

#include <set>

namespace descent::kernels {
namespace {

TEST(KernelError, each_has_its_own_sentence) {
  std::set<std::string_view> sentences;
  for (std::uint8_t i = 0; i < static_cast<std::uint8_t>(Error::kCount); ++i)
    sentences.insert(describe(Error{i}));
  EXPECT_EQ(sentences.size(), static_cast<std::size_t>(Error::kCount));
  EXPECT_NE(describe(Error::LabelOutOfRange).find("label"), std::string_view::npos);
}

}  // namespace
}  // namespace descent::kernels
