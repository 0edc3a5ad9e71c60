#include "runtime/crypto/secret.hpp"

#include <gtest/gtest.h>

#include <memory>

#include "tests/runtime/crypto/golden.hpp"

namespace descent::crypto {
namespace {

TEST(Secret, is_wiped_when_it_goes) {
  alignas(Seed) std::array<std::uint8_t, sizeof(Seed)> memory{};
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

/// Memory that can be looked at when its owner is gone.
std::array<std::uint8_t, 4096> arena{};
std::size_t arena_used = 0;

template <class T>
struct FromArena {
  using value_type = T;
  T* allocate(std::size_t n) {
    arena_used += n;
    return arena.data() + arena_used - n;
  }
  void deallocate(T*, std::size_t) {}
  friend bool operator==(const FromArena&, const FromArena&) = default;
};
using ArenaBytes = std::vector<std::uint8_t, FromArena<std::uint8_t>>;

TEST(Wiped, leaves_nothing_not_even_behind_a_shortened_end) {
  {
    Wiped<ArenaBytes> secret{ArenaBytes(100, 7)};
    secret->resize(10);
    EXPECT_EQ(arena[99], 7);
    const Wiped<ArenaBytes> moved{std::move(secret)};
    EXPECT_EQ(moved->size(), 10U);
    EXPECT_EQ(arena[0], 7);
  }
  EXPECT_EQ(arena, (std::array<std::uint8_t, 4096>{}));
}

TEST(Wiped, is_moved_and_never_copied) {
  static_assert(!std::is_copy_constructible_v<SecretText>);
  static_assert(!std::is_copy_assignable_v<SecretBytes>);
  SecretText one{"short"}, two{std::string(100, 'x')};
  two = std::move(one);
  EXPECT_EQ(*two, "short");
}

}  // namespace
}  // namespace descent::crypto
