#include <algorithm>

#include "node/store/schema.hpp"
#include "runtime/crypto/hash.hpp"
#include "runtime/trie/proof.hpp"
#include "tests/node/rpc/methods/served.hpp"

namespace descent::rpc {
namespace {

using testing::ElementsAre;

/// JSON text that Boost would otherwise take apart: an array with one array in it.
json::array one(json::array list) {
  json::array out;
  out.emplace_back(std::move(list));
  return out;
}

struct State : Served {
  Bytes alices = service::account_key(alice.account()), bobs = service::account_key(bob.account());
  Bytes accounts = frame::item_prefix("System", "Account");
  std::string genesis = text_of(chain->genesis_hash());

  Bytes value(const Bytes& key) const { return *chain->at(chain->head_hash())->state->get(key); }
};

// ---- Values ---------------------------------------------------------------------------------

TEST_F(State, a_value_its_hash_and_its_size) {
  const Bytes bytes = value(alices);
  EXPECT_EQ(result("state_getStorage", {to_0x(alices)}), to_0x(bytes));
  EXPECT_EQ(result("state_getStorageHash", {to_0x(alices)}), text_of(crypto::blake2b_256(bytes)));
  EXPECT_EQ(result("state_getStorageSize", {to_0x(alices)}), bytes.size());
  for (const auto* name : {"state_getStorage", "state_getStorageHash", "state_getStorageSize"})
    EXPECT_TRUE(result(name, {"0x1234"}).is_null()) << name;
}

TEST_F(State, an_old_block_answers_as_it_was) {
  const std::string before = to_0x(value(alices));
  add({transfer(0)});
  EXPECT_EQ(result("state_getStorageAt", {to_0x(alices), genesis}), before);
  EXPECT_NE(result("state_getStorageAt", {to_0x(alices)}), before);
}

TEST_F(State, a_query_answers_all_keys_in_the_order_asked) {
  const auto out =
      result("state_queryStorageAt", one({to_0x(bobs), "0xffff", to_0x(alices)})).as_array();
  ASSERT_EQ(out.size(), 1u);
  EXPECT_EQ(out[0].at("block"), genesis);
  EXPECT_EQ(out[0].at("changes"), (json::array{json::array{to_0x(bobs), to_0x(value(bobs))},
                                               json::array{"0xffff", nullptr},
                                               json::array{to_0x(alices), to_0x(value(alices))}}));
}

TEST_F(State, too_many_keys_are_refused) {
  const json::array keys(10'001, json::value("0x00"));
  EXPECT_EQ(refusal("state_queryStorageAt", one(keys)).code, kInvalidParams);
  EXPECT_EQ(refusal("state_getReadProof", one(keys)).code, kInvalidParams);
  EXPECT_EQ(refusal("state_subscribeStorage", one(keys)).code, kInvalidParams);
}

// ---- Keys -----------------------------------------------------------------------------------

TEST_F(State, pages_of_keys_join_to_the_whole_prefix_in_order) {
  std::vector<std::string> expected;
  for (const auto& [key, bytes] : service::dev_spec().genesis)
    if (store::starts_with(key, accounts)) expected.push_back(to_0x(key));
  ASSERT_GT(expected.size(), 3 * 5u);  // several pages
  std::vector<std::string> got;
  json::value start = nullptr;
  for (std::size_t page = 5; page > 0;) {
    const auto keys = result("state_getKeysPaged", {to_0x(accounts), 5, start}).as_array();
    for (const auto& key : keys) got.emplace_back(key.as_string());
    page = keys.size();
    if (page > 0) start = keys.back();
  }
  EXPECT_EQ(got, expected);
}

TEST_F(State, a_key_that_is_its_own_prefix_is_on_the_first_page_only) {
  EXPECT_EQ(result("state_getKeysPaged", {to_0x(alices), 5}), json::array{to_0x(alices)});
  EXPECT_EQ(result("state_getKeysPaged", {to_0x(alices), 5, to_0x(alices)}), json::array{});
}

TEST_F(State, a_page_has_a_limit) {
  EXPECT_EQ(refusal("state_getKeysPaged", {"0x", 1'001}).code, kInvalidParams);
  EXPECT_EQ(result("state_getKeysPaged", {"0x", 0}), json::array{});
  EXPECT_EQ(result("state_getKeysPaged", {"", 2}).as_array().size(), 2u);
}

TEST_F(State, a_proof_shows_values_and_their_absence_under_the_state_root) {
  add({transfer(0)});
  const std::vector<Bytes> keys{alices, bobs, Bytes{1, 2, 3}};
  const auto out =
      result("state_getReadProof", one({to_0x(keys[0]), to_0x(keys[1]), to_0x(keys[2])}));
  EXPECT_EQ(out.at("at"), text_of(chain->head_hash()));
  trie::Proof proof;
  for (const auto& node : out.at("proof").as_array()) proof.push_back(*from_hex(node.as_string()));
  const auto verified_values = trie::verify(chain->head().state_root, proof, keys);
  ASSERT_TRUE(verified_values);
  EXPECT_THAT(*verified_values, ElementsAre(value(alices), value(bobs), std::nullopt));
}

// ---- The runtime ----------------------------------------------------------------------------

TEST_F(State, a_runtime_api_answers_and_can_be_asked_of_an_old_block) {
  const auto next = text("state_call", {"TimestampApi_earliest_next", "0x"});
  EXPECT_EQ(next, '"' + to_0x(scale::encoded(chain->earliest_next())) + '"');
  add();
  EXPECT_NE(text("state_call", {"TimestampApi_earliest_next"}), next);
  EXPECT_EQ(text("state_callAt", {"TimestampApi_earliest_next", "", genesis}), next);
}

TEST_F(State, an_unknown_runtime_call_is_refused_with_the_words_clients_match) {
  const Error error = refusal("state_call", {"Moon_land", "0x"});
  EXPECT_EQ(error.code, 4003);
  EXPECT_EQ(error.message,
            "Client error: Execution failed: Other: Exported method Moon_land is not found");
}

TEST_F(State, arguments_that_do_not_decode_are_refused) {
  const Error error = refusal("state_call", {"TransactionPaymentApi_query_info", "0xff"});
  EXPECT_EQ(error.code, 4003);
  EXPECT_THAT(error.message, testing::HasSubstr("do not decode"));
}

TEST_F(State, the_version_and_the_metadata_are_the_rules_own) {
  EXPECT_EQ(result("state_getRuntimeVersion"), to_json(chain->rules().version()));
  EXPECT_EQ(result("chain_getRuntimeVersion", {genesis}), to_json(chain->rules().version()));
  EXPECT_EQ(result("state_getMetadata"), to_0x(*chain->rules().metadata(14)));
}

// ---- Subscriptions --------------------------------------------------------------------------

TEST_F(State, a_watched_key_is_told_at_once_and_whenever_it_is_written) {
  const auto id = result("state_subscribeStorage", one({to_0x(bobs), "0xffff"}));
  const auto now = [&](const json::array& changes) {
    return json::serialize(
        json::object{{"block", text_of(chain->head_hash())}, {"changes", changes}});
  };
  const auto first =
      now({json::array{to_0x(bobs), to_0x(value(bobs))}, json::array{"0xffff", nullptr}});
  add();  // writes neither
  add({transfer(0)});
  json::array changes;
  changes.push_back(json::array{to_0x(bobs), to_0x(value(bobs))});
  EXPECT_THAT(told(id, "state_storage"), ElementsAre(first, now(changes)));
}

TEST_F(State, a_write_of_an_equal_value_is_told_too) {
  const Bytes events = frame::item_prefix("System", "Events");
  const auto id = result("state_subscribeStorage", one({to_0x(events)}));
  add();
  add();
  EXPECT_EQ(told(id, "state_storage").size(), 3u);
}

TEST_F(State, the_version_is_told_at_once_and_not_with_every_block) {
  const auto id = result("state_subscribeRuntimeVersion");
  add();
  EXPECT_THAT(told(id, "state_runtimeVersion"),
              ElementsAre(json::serialize(to_json(chain->rules().version()))));
}

}  // namespace
}  // namespace descent::rpc
