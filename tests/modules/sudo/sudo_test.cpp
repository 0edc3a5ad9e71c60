#include "modules/sudo/sudo.hpp"

#include "tests/modules/harness.hpp"

namespace descent::modules {
namespace {

class SudoTest : public testing::Test {
 protected:
  Chain chain;
  Sudo& sudo = chain.runtime().sudo;

  frame::RuntimeCall forced(Balance value) {
    return frame::call_of(
        chain.runtime().balances,
        Balances::force_transfer{
            .source = multi_address::Id{kBob}, .dest = multi_address::Id{kAlice}, .value = value});
  }
};

TEST_F(SudoTest, the_key_acts_as_root) {
  EXPECT_DONE(chain.call(kSudoKey, sudo, Sudo::sudo{forced(kGrad)}));
  EXPECT_EQ(chain.free(kAlice), kEndowment + kGrad);
  EXPECT_TRUE(chain.emitted(sudo, Sudo::Sudid{Result<>{}}));
}

TEST_F(SudoTest, nobody_else_does) {
  EXPECT_REFUSED(chain.call(kAlice, sudo, Sudo::sudo{forced(kGrad)}),
                 error_of(sudo, Sudo::Error::RequireSudo));
  EXPECT_REFUSED(chain.call(frame::Origin{frame::origin::None{}}, sudo, Sudo::sudo{forced(kGrad)}),
                 DispatchError::bad_origin());
}

TEST_F(SudoTest, a_call_that_fails_as_root_is_told_by_the_event) {
  EXPECT_DONE(chain.call(kSudoKey, sudo, Sudo::sudo{forced(2 * kEndowment)}));
  EXPECT_EQ(chain.free(kAlice), kEndowment);
  EXPECT_TRUE(
      chain.emitted(sudo, Sudo::Sudid{Result<>{DispatchError{TokenError::FundsUnavailable}}}));
}

TEST_F(SudoTest, the_key_passes_itself_on) {
  EXPECT_REFUSED(chain.call(kAlice, sudo, Sudo::set_key{multi_address::Id{kAlice}}),
                 error_of(sudo, Sudo::Error::RequireSudo));
  EXPECT_DONE(chain.call(kSudoKey, sudo, Sudo::set_key{multi_address::Id{kAlice}}));
  EXPECT_TRUE(chain.emitted(sudo, Sudo::KeyChanged{kSudoKey, kAlice}));
  EXPECT_DONE(chain.call(kAlice, sudo, Sudo::sudo{forced(1)}));
  EXPECT_REFUSED(chain.call(kSudoKey, sudo, Sudo::sudo{forced(1)}),
                 error_of(sudo, Sudo::Error::RequireSudo));
}

TEST_F(SudoTest, it_acts_as_another_account) {
  const auto pay = frame::call_of(
      chain.runtime().balances,
      Balances::transfer_keep_alive{.dest = multi_address::Id{kAlice}, .value = kGrad});
  EXPECT_REFUSED(chain.call(kAlice, sudo, Sudo::sudo_as{multi_address::Id{kBob}, pay}),
                 error_of(sudo, Sudo::Error::RequireSudo));
  EXPECT_DONE(chain.call(kSudoKey, sudo, Sudo::sudo_as{multi_address::Id{kBob}, pay}));
  EXPECT_EQ(chain.free(kBob), kEndowment - kGrad);
  EXPECT_TRUE(chain.emitted(sudo, Sudo::SudoAsDone{Result<>{}}));
}

TEST_F(SudoTest, an_unchecked_weight_is_what_is_charged) {
  const Weight said{5 * kMicrosecond, 7};
  const Sudo::sudo_unchecked_weight call{forced(kGrad), said};
  EXPECT_REFUSED(chain.call(kAlice, sudo, call), error_of(sudo, Sudo::Error::RequireSudo));
  EXPECT_EQ(*chain.weigh(frame::origin::Signed{kSudoKey}, sudo, call), said);
  EXPECT_EQ(chain.free(kAlice), kEndowment + kGrad);
}

TEST_F(SudoTest, without_a_key_nobody_is_root) {
  EXPECT_REFUSED(chain.call(kAlice, sudo, Sudo::remove_key{}),
                 error_of(sudo, Sudo::Error::RequireSudo));
  EXPECT_DONE(chain.call(kSudoKey, sudo, Sudo::remove_key{}));
  EXPECT_TRUE(chain.emitted(sudo, Sudo::KeyRemoved{}));
  EXPECT_REFUSED(chain.call(kSudoKey, sudo, Sudo::sudo{forced(1)}),
                 error_of(sudo, Sudo::Error::RequireSudo));
  EXPECT_REFUSED(chain.call(AccountId{}, sudo, Sudo::sudo{forced(1)}),
                 error_of(sudo, Sudo::Error::RequireSudo));
}

TEST_F(SudoTest, it_weighs_more_than_its_call) {
  const auto inner = chain.dispatcher().info(forced(1).bytes);
  ASSERT_TRUE(inner);
  EXPECT_LT(inner->weight.ref_time.value, sudo.weight_of_one(forced(1)).ref_time.value);
}

}  // namespace
}  // namespace descent::modules
