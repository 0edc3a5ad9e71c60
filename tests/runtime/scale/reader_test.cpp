#include "runtime/scale/reader.hpp"

#include <gtest/gtest.h>

#include <set>

namespace descent::scale {
namespace {

const Bytes kFour{1, 2, 3, 4};

TEST(Reader, hands_out_the_input_in_order) {
  Reader in{kFour};
  EXPECT_EQ(in.byte(), 1);
  const View two = in.take(2);
  EXPECT_EQ(Bytes(two.begin(), two.end()), (Bytes{2, 3}));
  EXPECT_EQ(in.rest().size(), 1u);
  EXPECT_EQ(in.byte(), 4);
  EXPECT_TRUE(in.done());
}

TEST(Reader, a_read_beyond_the_end_takes_nothing) {
  Reader in{kFour};
  EXPECT_TRUE(in.take(5).empty());
  EXPECT_EQ(in.error(), Error::Truncated);
  EXPECT_EQ(in.rest().size(), 4u);
}

TEST(Reader, the_first_error_stays_and_every_later_read_is_empty) {
  Reader in{kFour};
  in.fail(Error::NotUtf8);
  in.fail(Error::TooMany);
  EXPECT_EQ(in.error(), Error::NotUtf8);
  EXPECT_EQ(in.byte(), 0);
  EXPECT_TRUE(in.take(1).empty());
  EXPECT_FALSE(in.done());
  EXPECT_EQ(in.error(), Error::NotUtf8);
}

TEST(Reader, what_is_left_over_is_an_error) {
  Reader in{kFour};
  (void)in.take(3);
  EXPECT_FALSE(in.done());
  EXPECT_EQ(in.error(), Error::TrailingBytes);
}

TEST(Reader, an_empty_read_at_the_end_is_good) {
  Reader in{View{}};
  EXPECT_TRUE(in.take(0).empty());
  EXPECT_TRUE(in.done());
}

TEST(Reader, nesting_is_bounded_and_leaving_makes_room_again) {
  Reader in{kFour};
  for (unsigned i = 0; i < Reader::kDepthMax; ++i) in.enter();
  EXPECT_TRUE(in.ok());
  in.leave();
  in.enter();
  EXPECT_TRUE(in.ok());
  in.enter();
  EXPECT_EQ(in.error(), Error::TooDeep);
}

TEST(Describe, every_error_has_a_sentence_of_its_own) {
  std::set<std::string_view> sentences;
  for (unsigned e = 0; e <= static_cast<unsigned>(Error::TooDeep); ++e)
    sentences.insert(describe(static_cast<Error>(e)));
  EXPECT_EQ(sentences.size(), static_cast<std::size_t>(Error::TooDeep) + 1);
  EXPECT_FALSE(sentences.contains("unknown error"));
}

}  // namespace
}  // namespace descent::scale
