#include "node/cli/storage_items.hpp"

#include <gtest/gtest.h>

#include "node/cli/runtime_model.hpp"
#include "node/cli/storage_key.hpp"
#include "node/cli/to_json.hpp"

namespace descent::cli {
namespace {

const RuntimeWords& words() {
  static const RuntimeWords made;
  return made;
}
StorageItem item(std::string_view name) { return *find_storage_item(words().model(), name); }

TEST(StorageItems, are_found_in_any_case) {
  EXPECT_EQ(item("system.account").name(), "System.Account");
  EXPECT_EQ(item("Balances.TotalIssuance").key_types.size(), 0U);
  EXPECT_EQ(item("System.BlockHash").key_types, std::vector<std::string>{"u32"});
}

TEST(StorageItems, an_unknown_name_is_answered_with_those_there_are) {
  const auto wrong = find_storage_item(words().model(), "System.Acount");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().exit, Exit::Usage);
  EXPECT_NE(wrong.error().message.find("System.Account,"), std::string::npos);
  EXPECT_EQ(wrong.error().message.find("Balances."), std::string::npos);
  EXPECT_NE(find_storage_item(words().model(), "x").error().message.find("Balances.Locks"),
            std::string::npos);
}

TEST(StorageItems, a_key_is_that_of_the_module_itself) {
  const auto& system = words().model().runtime.system;
  const auto alice = *parse_account("//Alice");
  EXPECT_EQ(*storage_key(words().model(), item("System.Account"), {"//Alice"}),
            system.account.key(alice));
  EXPECT_EQ(*storage_key(words().model(), item("System.BlockHash"), {"7"}),
            system.block_hash.key(7));
  EXPECT_EQ(*storage_key(words().model(), item("System.Account"), {}), system.account.prefix());
}

TEST(StorageItems, a_double_map_takes_one_key_or_both) {
  const auto& training = words().model().runtime.training;
  const auto rounds = item("Training.Rounds");
  EXPECT_EQ(*storage_key(words().model(), rounds, {"1"}), training.rounds.key(1));
  EXPECT_EQ(*storage_key(words().model(), rounds, {"1", "2"}), training.rounds.key(1, 2));
}

TEST(StorageItems, wrong_keys_are_usage_errors) {
  const auto wrong = [](std::string_view name, const std::vector<std::string>& keys) {
    return storage_key(words().model(), item(name), keys).error();
  };
  EXPECT_EQ(wrong("System.BlockHash", {"x"}).message,
            "'x' is no u32, which key 1 of System.BlockHash is");
  EXPECT_EQ(wrong("System.BlockHash", {"4294967296"}).exit, Exit::Usage);
  EXPECT_NE(wrong("System.Number", {"1"}).message.find("takes 0 key(s), not 1"), std::string::npos);
}

TEST(StorageItems, an_entry_is_read_with_its_keys) {
  AccountInfo info;
  info.data.free = 2 * kGrad;
  const auto alice = *parse_account("//Alice");
  const Bytes key = words().model().runtime.system.account.key(alice);
  const auto entry =
      storage_entry(words(), item("System.Account"), key, scale::encoded(info), Audience::Person);
  ASSERT_TRUE(entry);
  EXPECT_EQ(entry->keys, std::vector<std::string>{address_of(alice)});
  EXPECT_EQ(entry->value.at("data").at("free").as_string(), "2 GRAD");
}

TEST(StorageItems, what_is_absent_reads_as_the_default_or_null) {
  const auto absent = [](std::string_view name) {
    const auto found = item(name);
    return storage_entry(words(), found, found.prefix, std::nullopt, Audience::Program)->value;
  };
  EXPECT_EQ(absent("System.Number"), 0U);
  EXPECT_EQ(absent("Balances.TotalIssuance"), "0");
  EXPECT_TRUE(absent("System.ExtrinsicCount").is_null());
  EXPECT_TRUE(absent("System.Events").as_array().empty());
}

TEST(StorageItems, bytes_that_do_not_decode_are_no_entry) {
  const auto number = item("System.Number");
  EXPECT_FALSE(storage_entry(words(), number, number.prefix, Bytes{1}, Audience::Program));
  EXPECT_FALSE(storage_entry(words(), number, Bytes{1}, Bytes{1, 0, 0, 0}, Audience::Program));
  Bytes longer = number.prefix;
  longer.push_back(1);
  EXPECT_FALSE(storage_entry(words(), number, longer, Bytes{1, 0, 0, 0}, Audience::Program));
}

TEST(StorageKey, a_struct_is_its_fields_between_commas) {
  EXPECT_EQ(*parse_storage_key<frame::ParameterKey>("1,2"), (frame::ParameterKey{1, 2}));
  for (const auto* text : {"1", "1,2,3", "1,x", ""})
    EXPECT_FALSE(parse_storage_key<frame::ParameterKey>(text)) << text;
}

TEST(StorageKey, bytes_have_the_length_of_their_type) {
  EXPECT_TRUE(parse_storage_key<Hash>("0x" + std::string(64, 'a')));
  EXPECT_FALSE(parse_storage_key<Hash>("0x" + std::string(62, 'a')));
  EXPECT_EQ(*parse_storage_key<DispatchClass>("Mandatory"), DispatchClass::Mandatory);
  EXPECT_FALSE(parse_storage_key<DispatchClass>("mandatory"));
}

}  // namespace
}  // namespace descent::cli
