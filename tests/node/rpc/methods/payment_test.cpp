#include "tests/node/rpc/methods/served.hpp"

namespace descent::rpc {
namespace {

struct Payment : Served {
  Balance paid_for(const Bytes& extrinsic, Balance value) {
    const Balance before = account(alice.account()).data.free;
    add({extrinsic});
    return before - account(alice.account()).data.free - value;
  }
  static u128 number(const json::value& hex) {
    u128 out = 0;
    for (const char c : std::string{hex.as_string()}.substr(2))
      out = out * 16 + static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10);
    return out;
  }
};

TEST_F(Payment, the_fee_that_is_told_is_the_fee_that_is_paid) {
  const auto info = result("payment_queryInfo", {wire(transfer(0))});
  EXPECT_EQ(info.at("class"), "normal");
  EXPECT_GT(info.at("weight").at("ref_time").to_number<std::uint64_t>(), 0u);
  const auto paid = static_cast<std::uint64_t>(paid_for(transfer(0), kGrad));
  EXPECT_EQ(info.at("partialFee"), std::to_string(paid));
}

TEST_F(Payment, the_details_add_up_to_the_fee_and_name_the_tip) {
  const Bytes tipped = transfer(0, kGrad, 5 * kGrad);
  const auto details = result("payment_queryFeeDetails", {wire(tipped)});
  const auto& fee = details.at("inclusionFee");
  EXPECT_EQ(number(details.at("tip")), 5 * kGrad);
  EXPECT_TRUE(number(fee.at("baseFee")) + number(fee.at("lenFee")) +
                  number(fee.at("adjustedWeightFee")) + 5 * kGrad ==
              paid_for(tipped, kGrad));
  EXPECT_EQ(result("payment_queryFeeDetails", {wire(transfer(0))}).at("tip"), "0x0");
}

TEST_F(Payment, an_old_block_can_be_asked) {
  const auto before = result("payment_queryInfo", {wire(transfer(0))});
  add();
  EXPECT_EQ(result("payment_queryInfo", {wire(transfer(0)), text_of(chain->genesis_hash())}),
            before);
}

TEST_F(Payment, what_is_no_extrinsic_is_of_bad_format) {
  EXPECT_EQ(refusal("payment_queryInfo", {"0x10"}).code, 1001);
}

TEST_F(Payment, an_operator_asks_the_engine_for_a_block) {
  EXPECT_EQ(result("engine_createBlock"), true);
  EXPECT_EQ(seals, 1);
}

}  // namespace
}  // namespace descent::rpc
