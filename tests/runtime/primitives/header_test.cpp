#include "runtime/primitives/header.hpp"

#include <gtest/gtest.h>

#include "runtime/primitives/runtime_version.hpp"
#include "runtime/scale/hex.hpp"

namespace descent {
namespace {

constexpr EngineId kEngine{'i', 'n', 's', 't'};

std::string hex(const DigestItem& item) { return to_hex(scale::encoded(item)); }

TEST(DigestItem, keeps_the_indices_of_the_format) {
  using namespace digest_item;
  EXPECT_EQ(hex(Other{{1}}), "000401");
  EXPECT_EQ(hex(Consensus{kEngine, {1}}), "04696e73740401");
  EXPECT_EQ(hex(Seal{kEngine, {1}}), "05696e73740401");
  EXPECT_EQ(hex(PreRuntime{kEngine, {1}}), "06696e73740401");
  EXPECT_EQ(hex(RuntimeEnvironmentUpdated{}), "08");
}

TEST(DigestItem, indices_that_were_given_up_are_refused) {
  for (const auto index : Bytes{1, 2, 3, 7, 9})
    EXPECT_FALSE(scale::decoded<DigestItem>(Bytes{index, 0, 0, 0, 0, 0})) << int{index};
}

TEST(Header, has_a_compact_number_between_two_hashes) {
  Header header;
  header.parent_hash.bytes.fill(1);
  header.number = 64;
  header.state_root.bytes.fill(2);
  header.extrinsics_root.bytes.fill(3);
  header.digest.logs.push_back(digest_item::PreRuntime{kEngine, {9}});
  const auto repeated = [](std::uint8_t b) { return to_hex(Bytes(32, b)); };
  const Bytes bytes = scale::encoded(header);
  EXPECT_EQ(to_hex(bytes),
            repeated(1) + "0101" + repeated(2) + repeated(3) + "04" + "06696e73740409");
  const auto back = scale::decoded<Header>(bytes);
  ASSERT_TRUE(back);
  EXPECT_EQ(scale::encoded(*back), bytes);
}

TEST(Block, extrinsics_carry_their_length) {
  Block block;
  block.extrinsics = {{1, 2}, {}};
  const Bytes header = scale::encoded(block.header);
  EXPECT_EQ(to_hex(scale::encoded(block)), to_hex(header) + "08" + "080102" + "00");
}

TEST(RuntimeVersion, is_laid_out_as_clients_read_it) {
  const RuntimeVersion version{"a", "b", 1, 2, 3, {{ApiId{9}, 4}}, 5, 2};
  EXPECT_EQ(to_hex(scale::encoded(version)),
            "0461"
            "0462"
            "01000000"
            "02000000"
            "03000000"
            "04"
            "0900000000000000"
            "04000000"
            "05000000"
            "02");
}

}  // namespace
}  // namespace descent
