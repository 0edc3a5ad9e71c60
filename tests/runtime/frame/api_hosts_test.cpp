#include "runtime/frame/api_hosts.hpp"

#include "tests/runtime/frame/dev_chain.hpp"

namespace descent::frame {
namespace {

class ApiHostsTest : public testing::Test {
 protected:
  DevChain chain;

  Expected<Bytes, ApiError> ask(std::string_view name, const Bytes& arguments = {}) const {
    return chain.begin()->call(name, arguments);
  }
  Validity<ValidTransaction> ask_pool(const Bytes& extrinsic) const {
    Bytes arguments{static_cast<std::uint8_t>(TransactionSource::External)};
    scale::encode(arguments, extrinsic);
    scale::encode(arguments, chain.genesis_hash);
    const auto out = ask("TaggedTransactionQueue_validate_transaction", arguments);
    const View answer = View{*out}.subspan(1);
    if ((*out)[0] == 1) return *scale::decoded<TransactionValidityError>(answer);
    return *scale::decoded<ValidTransaction>(answer);
  }
};

TEST_F(ApiHostsTest, core_tells_the_version) {
  EXPECT_EQ(*ask("Core_version"), scale::encoded(dev_rules().version()));
  EXPECT_EQ(ask("Core_version", {0}).error(), ApiError::BadArguments);
}

TEST_F(ApiHostsTest, metadata_is_served_in_two_versions_and_no_other) {
  EXPECT_EQ(*ask("Metadata_metadata_versions"), (Bytes{8, 14, 0, 0, 0, 15, 0, 0, 0}));
  EXPECT_EQ(*ask("Metadata_metadata"), scale::encoded(*dev_rules().metadata(14)));
  for (const std::uint32_t version : {14u, 15u})
    EXPECT_EQ(*ask("Metadata_metadata_at_version", scale::encoded(version)),
              scale::encoded(std::optional{*dev_rules().metadata(version)}));
  for (const std::uint32_t version : {0u, 13u, 16u})
    EXPECT_EQ(*ask("Metadata_metadata_at_version", scale::encoded(version)), Bytes{0});
}

TEST_F(ApiHostsTest, the_queue_takes_what_is_signed_for_the_next_block) {
  const auto valid = ask_pool(chain.sign(chain.alice, chain.remark(), {.era = Era::mortal(8, 0)}));
  ASSERT_TRUE(valid) << describe(valid.error());
  EXPECT_EQ(valid->longevity, 7u);
}

TEST_F(ApiHostsTest, the_queue_refuses_a_wrong_signature) {
  Bytes extrinsic = chain.sign(chain.alice, chain.remark());
  extrinsic[50] ^= 1;
  EXPECT_TRUE(ask_pool(extrinsic).error().is<invalid::BadProof>());
}

TEST_F(ApiHostsTest, the_queue_refuses_what_is_not_signed_and_what_is_no_call) {
  const auto bare = ask_pool(encode_extrinsic({std::nullopt, chain.remark()}));
  EXPECT_EQ(describe(bare.error()), describe(UnknownTransaction{unknown::NoUnsignedValidator{}}));
  EXPECT_TRUE(ask_pool({1, 2, 3}).error().is<invalid::Call>());
}

TEST_F(ApiHostsTest, modules_answer_besides) {
  EXPECT_EQ(*ask("AccountNonceApi_account_nonce", scale::encoded(chain.alice.account())),
            (Bytes{0, 0, 0, 0}));
  EXPECT_EQ(ask("Core_execute_block").error(), ApiError::NotFound);
}

TEST(ApiQuestions, name_their_fields_in_order) {
  EXPECT_TRUE(fields_in_order(TransactionQueueHost::Api::validate_transaction{}));
}

}  // namespace
}  // namespace descent::frame
