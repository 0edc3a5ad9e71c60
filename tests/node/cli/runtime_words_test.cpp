#include "node/cli/runtime_words.hpp"

#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

#include "node/cli/runtime_model.hpp"
#include "node/cli/to_json.hpp"
#include "runtime/crypto/keypair.hpp"
#include "runtime/frame/extrinsic.hpp"

namespace descent::cli {
namespace {

using modules::Balances;
using modules::System;

const RuntimeWords& words() {
  static const RuntimeWords made;
  return made;
}

Bytes event_record(const frame::Phase& phase, std::uint8_t module, std::uint8_t event,
                   const Bytes& fields) {
  Bytes out;
  scale::encode(out, phase);
  append(out, Bytes{module, event});
  append(out, fields);
  scale::encode(out, std::vector<Hash>{});
  return out;
}

TEST(RuntimeWords, names_every_error_that_a_module_declares) {
  std::size_t count = 0;
  words().model().any_module([&]<class M>(const M& module) {
    if constexpr (requires { M::errors; }) {
      for (const auto& row : M::errors) {
        const ModuleError error{module.index(), {static_cast<std::uint8_t>(row.error), 0, 0, 0}};
        const std::string text = words().module_error(error);
        EXPECT_TRUE(text.starts_with(std::string{M::name} + ".")) << text;
        EXPECT_TRUE(text.ends_with(row.doc)) << text;
        ++count;
      }
    }
    return false;
  });
  EXPECT_GT(count, 20U);
}

TEST(RuntimeWords, says_the_numbers_of_an_error_it_does_not_know) {
  EXPECT_EQ(words().module_error({2, {200, 0, 0, 0}}), "error 200 of module 2");
  EXPECT_EQ(words().module_error({250, {1, 0, 0, 0}}), "error 1 of module 250");
}

TEST(RuntimeWords, gives_the_reason_in_a_dispatch_error) {
  const auto reason = [](const DispatchError& error) { return reason_of(to_json(error, words())); };
  EXPECT_EQ(reason(DispatchError::module(2, 2)),
            "Balances.InsufficientBalance: Balance too low to send value.");
  EXPECT_EQ(reason(TokenError::FundsUnavailable), "Token.FundsUnavailable");
  EXPECT_EQ(reason(DispatchError::bad_origin()), "BadOrigin");
  EXPECT_EQ(reason_of(nullptr), "unknown");
}

TEST(RuntimeWords, names_hold_reasons) {
  EXPECT_EQ(words().hold_reason({chain_spec::kBlobs, 0}), "Blobs.Deposit");
  EXPECT_EQ(words().hold_reason({250, 3}), "250.3");
}

TEST(RuntimeWords, reads_the_events_of_a_block) {
  const Balances::Transfer transfer{{}, {}, kGrad};
  Bytes bytes{8};  // two, as a compact integer
  append(bytes, event_record(frame::phase::ApplyExtrinsic{3}, chain_spec::kBalances,
                             Balances::Transfer::event_index, scale::encoded(transfer)));
  append(bytes, event_record(frame::phase::Finalization{}, chain_spec::kSystem,
                             System::CodeUpdated::event_index, {}));
  const auto events = words().events(bytes, Audience::Person);
  ASSERT_TRUE(events);
  ASSERT_EQ(events->size(), 2U);
  EXPECT_EQ((*events)[0].module + "." + (*events)[0].name, "Balances.Transfer");
  EXPECT_EQ((*events)[0].extrinsic, 3U);
  EXPECT_EQ((*events)[0].fields.at("amount").as_string(), "1 GRAD");
  EXPECT_EQ((*events)[1].name, "CodeUpdated");
  EXPECT_EQ((*events)[1].extrinsic, std::nullopt);
}

TEST(RuntimeWords, refuses_events_that_are_cut_or_unknown) {
  const Bytes good = [] {
    Bytes out{4};
    append(out, event_record(frame::phase::Finalization{}, 0, 2, {}));
    return out;
  }();
  ASSERT_TRUE(words().events(good, Audience::Program));
  EXPECT_FALSE(words().events(View{good}.first(good.size() - 1), Audience::Program));
  Bytes unknown = good;
  unknown[2] = 250;
  EXPECT_FALSE(words().events(unknown, Audience::Program));
  EXPECT_FALSE(words().events(Bytes{0xFE, 0xFF, 0xFF, 0xFF}, Audience::Program));
}

TEST(RuntimeWords, describes_a_signed_extrinsic) {
  const auto key = *crypto::from_suri(crypto::KeyType::Sr25519, "//Alice");
  frame::Extra extra;
  std::get<frame::CheckNonce>(extra).nonce = 9;
  const Bytes bytes =
      frame::encode_extrinsic({frame::Signature{key.account(), key.sign(Bytes{1}), extra},
                               frame::RuntimeCall{{0, 0, 4, 7}}});
  const auto json = words().extrinsic(bytes, Audience::Program).as_object();
  EXPECT_EQ(json.at("signer").as_string(), address_of(key.account()));
  EXPECT_EQ(json.at("nonce").to_number<int>(), 9);
  EXPECT_EQ(json.at("call").at("call").as_string(), "remark");
  EXPECT_TRUE(words().extrinsic(Bytes{1, 2}, Audience::Program).is_string());
}

TEST(RuntimeWords, shows_the_hex_of_what_is_no_call) {
  EXPECT_EQ(words().call(Bytes{250, 0}, Audience::Program).as_string(), "0xfa00");
  EXPECT_EQ(words().call(Bytes{0, 0, 4, 7, 1}, Audience::Program).as_string(), "0x0000040701");
  EXPECT_EQ(words().event(Bytes{250, 0}, Audience::Program).as_string(), "0xfa00");
}

}  // namespace
}  // namespace descent::cli
