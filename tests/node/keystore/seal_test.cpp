#include "node/keystore/seal.hpp"

#include <gtest/gtest.h>

#include "tests/node/keystore/folder.hpp"

namespace descent::keystore {
namespace {

const Bytes kPlain{1, 2, 3};

void put_number(Bytes& sealed, std::size_t at, std::uint32_t value) {
  for (std::size_t i = 0; i < 4; ++i) sealed[at + i] = static_cast<std::uint8_t>(value >> (8 * i));
}
Bytes asking_for(const Scrypt& cost) {
  Bytes sealed = *seal(kPlain, "pw", kCheap);
  put_number(sealed, 32, cost.n);
  put_number(sealed, 36, cost.p);
  put_number(sealed, 40, cost.r);
  return sealed;
}

TEST(Seal, the_password_opens_it_and_no_other_does) {
  const Bytes sealed = *seal(kPlain, "pw", kCheap);
  EXPECT_EQ(**unseal(sealed, "pw"), kPlain);
  for (const auto* other : {"", "p", "pw ", "PW"})
    EXPECT_EQ(unseal(sealed, other).error().kind, ErrorKind::WrongPassword);
}

TEST(Seal, the_same_bytes_look_different_each_time) {
  EXPECT_NE(*seal(kPlain, "pw", kCheap), *seal(kPlain, "pw", kCheap));
}

TEST(Seal, nothing_can_be_sealed_under_no_password) {
  EXPECT_EQ(**unseal(*seal({}, "", kCheap), ""), Bytes{});
}

TEST(Seal, any_altered_bit_is_noticed) {
  const Bytes sealed = *seal(kPlain, "pw", kCheap);
  for (std::size_t bit = 0; bit < 8 * sealed.size(); ++bit) {
    if (bit / 8 >= 32 && bit / 8 < 44) continue;  // the cost: below
    Bytes altered = sealed;
    altered[bit / 8] = static_cast<std::uint8_t>(altered[bit / 8] ^ 1U << (bit % 8));
    EXPECT_EQ(unseal(altered, "pw").error().kind, ErrorKind::WrongPassword) << bit;
  }
}

TEST(Seal, what_is_cut_short_is_damaged) {
  const Bytes sealed = *seal({}, "pw", kCheap);
  for (std::size_t size = 0; size < sealed.size(); ++size)
    EXPECT_EQ(unseal(View{sealed}.first(size), "pw").error().kind, ErrorKind::Damaged);
}

TEST(Seal, what_wallets_have_written_is_affordable) {
  for (const Scrypt cost : {Scrypt{}, Scrypt{1U << 13, 10, 8}, Scrypt{1U << 14, 5, 8},
                            Scrypt{1U << 15, 3, 8}, Scrypt{1U << 15, 1, 8}, Scrypt{1U << 16, 2, 8}})
    EXPECT_TRUE(is_affordable(cost));
}

TEST(Seal, a_file_that_asks_for_too_much_is_refused_before_any_work) {
  constexpr auto kMax = UINT32_MAX;
  for (const Scrypt cost :
       {Scrypt{1U << 18, 1, 8}, Scrypt{1U << 17, 3, 8}, Scrypt{1U << 17, 1, 16}, Scrypt{3, 1, 1},
        Scrypt{0, 1, 8}, Scrypt{1, 1, 8}, Scrypt{2, 0, 8}, Scrypt{2, 1, 0}, Scrypt{2, kMax, 1},
        Scrypt{2, 1, kMax}, Scrypt{1U << 31, kMax, kMax}, Scrypt{kMax, kMax, kMax}}) {
    EXPECT_FALSE(is_affordable(cost));
    EXPECT_EQ(unseal(asking_for(cost), "pw").error().kind, ErrorKind::TooCostly);
  }
}

TEST(Seal, another_affordable_cost_is_a_wrong_password) {
  EXPECT_EQ(unseal(asking_for({4, 1, 1}), "pw").error().kind, ErrorKind::WrongPassword);
}

}  // namespace
}  // namespace descent::keystore
