#include "node/cli/extrinsic_text.hpp"

#include <gtest/gtest.h>

#include "node/cli/runtime_model.hpp"
#include "node/cli/send.hpp"
#include "node/cli/to_json.hpp"

namespace descent::cli {
namespace {

struct ExtrinsicText : testing::Test {
  RuntimeWords words;
  const crypto::Keypair alice = *crypto::from_suri(crypto::KeyType::Sr25519, "//Alice");
  const frame::RuntimeCall call = frame::call_of(
      words.model().runtime.balances,
      modules::Balances::transfer_keep_alive{multi_address::Id{alice.account()}, 3 * kGrad / 2});
  const Bytes bytes = sign_extrinsic(alice, call, 5, SigningContext{.nonce = 4});

  std::string refusal(std::string_view hex) const {
    const auto out = extrinsic_from(words, hex);
    EXPECT_FALSE(out);
    return out ? "" : out.error().message;
  }
};

TEST_F(ExtrinsicText, is_read_back_from_its_hex) {
  const auto read = extrinsic_from(words, extrinsic_hex(bytes));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->bytes, bytes);
  EXPECT_EQ(read->call, call);
  EXPECT_EQ(read->signer, alice.account());
  EXPECT_EQ(read->signature.nonce(), 4U);
}

TEST_F(ExtrinsicText, says_who_does_what) {
  const std::string text = extrinsic_sheet(words, bytes).text();
  for (const auto& word : {address_of(alice.account()), std::string{"1.5 GRAD"},
                           std::string{"Balances.transfer_keep_alive"}, std::string{"immortal"}})
    EXPECT_NE(text.find(word), std::string::npos) << word << "\n" << text;
  const auto json = extrinsic_json(words, bytes);
  EXPECT_EQ(json.at("nonce"), 4);
  EXPECT_EQ(json.at("extrinsic").as_string(), extrinsic_hex(bytes));
}

TEST_F(ExtrinsicText, cuts_what_is_too_long_to_be_read) {
  const frame::RuntimeCall remark =
      frame::call_of(words.model().runtime.system, modules::System::remark{Bytes(5'000, 7)});
  const auto text = extrinsic_sheet(words, sign_extrinsic(alice, remark, 0, {})).text();
  EXPECT_LT(text.size(), 1'000U);
  EXPECT_NE(text.find("(10002 characters)"), std::string::npos) << text;
}

TEST_F(ExtrinsicText, that_is_no_hex_or_cut_off_is_refused) {
  const std::string hex = extrinsic_hex(bytes);
  EXPECT_NE(refusal("").find("not hex"), std::string::npos);
  EXPECT_NE(refusal(hex + "g0").find("not hex"), std::string::npos);
  EXPECT_NE(refusal(hex + "0").find("not hex"), std::string::npos);
  EXPECT_NE(refusal(hex.substr(0, hex.size() - 2)).find("cut off"), std::string::npos);
  EXPECT_NE(refusal(hex + "00").find("cut off"), std::string::npos);
}

TEST_F(ExtrinsicText, longer_than_a_block_is_refused_before_it_is_read) {
  const std::string long_hex = "0x" + std::string(2 * extrinsic_bytes_max(words) + 32, '0');
  EXPECT_NE(refusal(long_hex).find("longer than 4194304 bytes"), std::string::npos);
}

TEST_F(ExtrinsicText, of_other_rules_or_without_a_signature_is_refused) {
  Bytes other = bytes;
  other[0] = 0x85;
  EXPECT_NE(refusal(extrinsic_hex(other)).find("rules cannot read it"), std::string::npos);
  const Bytes bare = frame::encode_extrinsic({std::nullopt, call});
  EXPECT_NE(refusal(extrinsic_hex(bare)).find("nobody has signed it"), std::string::npos);
}

}  // namespace
}  // namespace descent::cli
