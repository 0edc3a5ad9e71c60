#include "runtime/crypto/secret.hpp"

#include <gtest/gtest.h>

#include <memory>

#include "tests/runtime/crypto/golden.hpp"

namespace descent::crypto {
namespace {

TEST(Secret, is_wiped_when_it_goes) {
  alignas(Seed) std::array<std::uint8_t, sizeof(Seed)> memory;
  auto* seed = new (memory.data()) Seed{array_of<32>(Bytes(32, 7))};
  EXPECT_EQ(memory, array_of<32>(Bytes(32, 7)));
  std::destroy_at(seed);
  EXPECT_EQ(memory, array_of<32>(Bytes(32, 0)));
}

TEST(Secret, begins_as_zeros) { EXPECT_EQ(Seed{}, Seed{array_of<32>(Bytes(32))}); }

TEST(Secret, a_copy_outlives_the_original) {
  auto original = std::make_unique<Seed>(array_of<32>(counting(32)));
  const Seed copy = *original;
  original.reset();
  EXPECT_EQ(copy, Seed{array_of<32>(counting(32))});
}

TEST(Secret, nothing_can_be_wiped) { wipe({}); }

}  // namespace
}  // namespace descent::crypto
