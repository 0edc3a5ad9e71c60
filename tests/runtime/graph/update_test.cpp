#include "runtime/graph/update.hpp"

#include <gtest/gtest.h>

#include "runtime/graph/hashes.hpp"
#include "runtime/scale/hex.hpp"
#include "tests/runtime/graph/example.hpp"

namespace descent::graph {
namespace {

Update sample() {
  Update u;
  u.base = content_hash(example());
  u.tensors = std::vector<TensorUpdate>{
      {0, -20, Dense<std::int8_t>{{1, -2, 3, 0, 127, -128}}},
      {1, -27, Sparse<std::int16_t>{{1}, {-3000}}},
  };
  return u;
}

void expect_refused(const Update& update, Error error, std::uint32_t place) {
  const auto checked = check(update, example(), content_hash(example()));
  ASSERT_FALSE(checked) << name(error);
  EXPECT_EQ(checked.error(), (Refusal{error, place})) << describe(checked.error());
}

TEST(Update, the_example_of_the_page_is_read_and_written) {
  const Bytes bytes = *from_hex(
      "016ddb6fa461c47c7c14827cdbeb246028403f61cd55036a3cadc7c50a177c67280800000000ecff001801fe0300"
      "7f8001000000e5ff0304010000000448f4");
  EXPECT_EQ(scale::encoded(sample()), bytes);
  EXPECT_EQ(*decode_update(bytes), sample());
  EXPECT_TRUE(check(sample(), example(), content_hash(example())));
  for (std::size_t n = 0; n < bytes.size(); ++n)
    EXPECT_EQ(decode_update(View{bytes}.first(n)).error().error, Error::Malformed) << n;
}

TEST(Update, too_many_bytes_and_another_version_are_refused) {
  EXPECT_EQ(decode_update(Bytes(kEncodedBytesMax + 1)).error().error, Error::TooLarge);
  Update u = sample();
  u.version = 0;
  EXPECT_EQ(decode_update(scale::encoded(u)).error().error, Error::UnknownVersion);
}

TEST(Update, another_base_is_refused) {
  Update u = sample();
  u.base.bytes[0] ^= 1;
  expect_refused(u, Error::WrongBase, 0);
}

TEST(Update, an_empty_update_is_refused) {
  Update u = sample();
  u.tensors.clear();
  expect_refused(u, Error::EmptyUpdate, 0);
}

TEST(Update, a_wrong_tensor_is_refused) {
  Update u = sample();
  u.tensors[1].tensor = 2;
  expect_refused(u, Error::BadTensorIndex, 2);
  u.tensors[1].tensor = 0;
  expect_refused(u, Error::TensorOrder, 0);
}

TEST(Update, an_exponent_too_far_from_the_tensor_is_refused) {
  Update u = sample();
  for (const int good : {-27 - 24, -27 + 24}) {
    u.tensors[1].exponent = static_cast<std::int16_t>(good);
    EXPECT_TRUE(check(u, example(), content_hash(example()))) << good;
  }
  for (const int bad : {-27 - 25, -27 + 25, -32'768, 32'767}) {
    u.tensors[1].exponent = static_cast<std::int16_t>(bad);
    expect_refused(u, Error::ExponentOutOfRange, 1);
  }
}

TEST(Update, a_wrong_count_is_refused) {
  Update u = sample();
  u.tensors[0].values = Dense<std::int16_t>{{1, 2, 3, 4, 5}};
  expect_refused(u, Error::CountMismatch, 0);
  u.tensors[0].values = Sparse<std::int8_t>{};
  expect_refused(u, Error::CountMismatch, 0);
  u.tensors[0].values = Sparse<std::int8_t>{{1, 2}, {1}};
  expect_refused(u, Error::CountMismatch, 0);
}

TEST(Update, wrong_positions_are_refused) {
  Update u = sample();
  u.tensors[0].values = Sparse<std::int8_t>{{2, 2}, {1, 1}};
  expect_refused(u, Error::PositionOrder, 0);
  u.tensors[0].values = Sparse<std::int8_t>{{2, 6}, {1, 1}};
  expect_refused(u, Error::PositionOutOfRange, 0);
}

}  // namespace
}  // namespace descent::graph
