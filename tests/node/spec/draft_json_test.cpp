#include "node/spec/draft_json.hpp"

#include <gmock/gmock.h>

#include <boost/json/parse.hpp>

#include "runtime/crypto/keypair.hpp"

namespace descent::spec {
namespace {

using testing::HasSubstr;

/// What is wrong with a "genesis.config"; empty if nothing is.
std::string mistake_in(std::string_view text) {
  chain_spec::Draft draft;
  const auto read = read_config(boost::json::parse(text).as_object(), draft);
  return read ? "" : read.error();
}

TEST(DraftJson, reads_accounts_by_name_amounts_in_grad_and_parameters) {
  chain_spec::Draft draft;
  const auto json = boost::json::parse(R"({
    "development": true, "sudo": "//Alice", "validatorCount": 3,
    "parameters": {"Timestamp.MinBlockInterval": 200, "Staking.MinValidatorBond": "1.5 GRAD",
                   "Training.SliceSamples": "16"},
    "balances": [["//Alice", "1.5"]],
    "stakers": [{"stash": "//Alice", "sessionKey": "//Alice", "bond": "1"}]})");
  ASSERT_TRUE(read_config(json.as_object(), draft));
  const auto alice = crypto::from_suri(crypto::KeyType::Sr25519, "//Alice")->account();
  EXPECT_TRUE(draft.development);
  EXPECT_EQ(draft.config.sudo, alice);
  EXPECT_EQ(draft.config.validator_count, 3u);
  ASSERT_EQ(draft.config.balances.size(), 1u);
  EXPECT_EQ(draft.config.balances[0], (std::pair{alice, 3 * kGrad / 2}));
  ASSERT_EQ(draft.config.stakers.size(), 1u);
  EXPECT_EQ(draft.config.stakers[0].bond, kGrad);
  EXPECT_EQ(draft.config.stakers[0].session_key.key,
            crypto::from_suri(crypto::KeyType::Ed25519, "//Alice")->account().id);
  ASSERT_EQ(draft.config.parameters.size(), 3u);
  std::map<std::string, u128> values;
  for (const auto& parameter : draft.config.parameters) values[parameter.name] = parameter.value;
  EXPECT_EQ(values["MinBlockInterval"], 200u);
  EXPECT_EQ(values["MinValidatorBond"], 3 * kGrad / 2);
  EXPECT_EQ(values["SliceSamples"], 16u);
}

TEST(DraftJson, says_which_entry_is_wrong) {
  EXPECT_THAT(mistake_in(R"({"validators": 3})"), HasSubstr("no field \"validators\""));
  EXPECT_THAT(mistake_in(R"({"validatorCount": -1})"), HasSubstr("whole number"));
  EXPECT_THAT(mistake_in(R"({"validatorCount": 4294967296})"), HasSubstr("whole number"));
  EXPECT_THAT(mistake_in(R"({"development": 1})"), HasSubstr("true or false"));
  EXPECT_THAT(mistake_in(R"({"sudo": "Nobody"})"), HasSubstr("sudo: 'Nobody' names no account"));
  EXPECT_THAT(mistake_in(R"({"balances": {"//Alice": "1"}})"), HasSubstr("pairs"));
  EXPECT_THAT(mistake_in(R"({"balances": [["//Alice", "1"], ["//Bob"]]})"),
              HasSubstr("balance 2 is a pair"));
  EXPECT_THAT(mistake_in(R"({"balances": [["//Alice", 1]]})"), HasSubstr("in quotes"));
  EXPECT_THAT(mistake_in(R"({"balances": [["//Alice", "1,5"]]})"), HasSubstr("is no amount"));
  EXPECT_THAT(mistake_in(R"({"stakers": 1})"), HasSubstr("list"));
  EXPECT_THAT(mistake_in(R"({"stakers": [{"stash": "//Alice", "bond": "1"}]})"),
              HasSubstr("staker 1 has a \"stash\""));
  EXPECT_THAT(mistake_in(R"({"parameters": []})"), HasSubstr("an object"));
  EXPECT_THAT(mistake_in(R"({"parameters": {"A.B": -1}})"), HasSubstr("A.B is a whole number"));
  EXPECT_THAT(mistake_in(R"({"parameters": {"A.B": 1.5}})"), HasSubstr("A.B is a whole number"));
}

TEST(DraftJson, a_parameter_is_named_with_its_module) {
  EXPECT_THAT(read_parameter("SessionLength", "50").error(), HasSubstr("write its module"));
  EXPECT_EQ(read_parameter("Session.SessionLength", "50")->module, "Session");
  EXPECT_FALSE(read_parameter("A.B", " GRAD"));
}

TEST(DraftJson, a_session_key_is_32_bytes_or_a_development_key) {
  EXPECT_EQ(read_session_key("0x" + std::string(64, '1'))->key[31], 0x11);
  EXPECT_FALSE(read_session_key("0x" + std::string(62, '1')));
  EXPECT_FALSE(read_session_key("Alice"));
  EXPECT_FALSE(read_session_key("//Alice/soft")) << "ed25519 has no soft derivation";
}

}  // namespace
}  // namespace descent::spec
