#include "node/cli/to_json.hpp"

#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

#include "node/cli/runtime_words.hpp"
#include "runtime/primitives/account_info.hpp"
#include "runtime/primitives/header.hpp"

namespace descent::cli {
namespace {

enum class Colour : std::uint8_t { Red, Blue, kCount };
struct Empty {
  DESCENT_FIELDS()
};
struct Named {
  std::uint8_t a{};
  Bytes type_;
  DESCENT_FIELDS(a, type_)
};
struct Wrapped {
  static constexpr bool unnamed = true;
  std::uint32_t inner{};
  DESCENT_FIELDS(inner)
};
struct Sum : std::variant<Empty, Named, Wrapped> {
  using Cases = variant;
  using variant::variant;
};
struct Money {
  Balance amount{};
  Compact<Balance> tip{};
  u128 flags{};
  DESCENT_FIELDS(amount, tip, flags)
};
struct Setting {
  frame::ParameterKey key;
  u128 value{};
  DESCENT_FIELDS(key, value)
};

template <class T>
std::string text(const T& value, Audience audience = Audience::Program) {
  static const RuntimeWords words;
  return boost::json::serialize(to_json(value, words, audience));
}

TEST(ToJson, writes_numbers_as_numbers_up_to_64_bits) {
  EXPECT_EQ(text(std::uint8_t{7}), "7");
  EXPECT_EQ(text(std::int16_t{-7}), "-7");
  EXPECT_EQ(text(UINT64_MAX), "18446744073709551615");
  EXPECT_EQ(text(Compact<std::uint32_t>{5}), "5");
  EXPECT_EQ(text(true), "true");
}

TEST(ToJson, writes_128_bits_as_decimal_text) {
  EXPECT_EQ(text(~u128{0}), "\"340282366920938463463374607431768211455\"");
  EXPECT_EQ(text(i128{-5}), "\"-5\"");
}

TEST(ToJson, writes_bytes_of_every_kind_as_hex) {
  EXPECT_EQ(text(Bytes{1, 255}), "\"0x01ff\"");
  EXPECT_EQ(text(Bounded<std::uint8_t, 4>{1, 2}), "\"0x0102\"");
  EXPECT_EQ(text(std::array<std::uint8_t, 2>{3, 4}), "\"0x0304\"");
  EXPECT_EQ(text(Hash{}), "\"0x" + std::string(64, '0') + "\"");
}

TEST(ToJson, writes_accounts_as_addresses) {
  AccountId who;
  who.id.fill(0);
  EXPECT_EQ(text(who), "\"5C4hrfjw9DjXZTzV3MwzrrAr9P1MJhSrvWGWqi1eSuyUpnhM\"");
}

TEST(ToJson, writes_sequences_maps_and_tuples_as_arrays) {
  EXPECT_EQ(text(std::vector<std::uint16_t>{1, 2}), "[1,2]");
  EXPECT_EQ(text(std::map<std::uint8_t, bool>{{1, true}}), "[[1,true]]");
  EXPECT_EQ(text(std::tuple{std::uint8_t{1}, std::string{"x"}}), "[1,\"x\"]");
  EXPECT_EQ(text(std::pair{std::uint8_t{1}, false}), "[1,false]");
}

TEST(ToJson, writes_options_and_results) {
  EXPECT_EQ(text(std::optional<std::uint8_t>{}), "null");
  EXPECT_EQ(text(std::optional<std::uint8_t>{3}), "3");
  EXPECT_EQ(text(Result<>{}), R"({"ok":{}})");
  EXPECT_EQ(text(Result<std::uint8_t>{DispatchError::bad_origin()}), R"({"error":"BadOrigin"})");
}

TEST(ToJson, names_enumerators_cases_and_fields) {
  EXPECT_EQ(text(Colour::Blue), "\"Blue\"");
  EXPECT_EQ(text(Sum{Empty{}}), "\"Empty\"");
  EXPECT_EQ(text(Sum{Wrapped{9}}), R"({"Wrapped":9})");
  EXPECT_EQ(text(Sum{Named{1, {2}}}), R"({"Named":{"a":1,"type":"0x02"}})");
}

TEST(ToJson, gives_people_grad_and_programs_base_units) {
  const Money money{kGrad, kGrad / 2, 1};
  EXPECT_EQ(text(money), R"({"amount":"1000000000000","tip":"500000000000","flags":"1"})");
  EXPECT_EQ(text(money, Audience::Person), R"({"amount":"1 GRAD","tip":"0.5 GRAD","flags":"1"})");
}

TEST(ToJson, takes_no_parameter_for_an_amount) {
  EXPECT_EQ(text(Setting{{1, 2}, 200}, Audience::Person),
            R"({"key":{"module":1,"index":2},"value":"200"})");
}

TEST(ToJson, names_what_only_the_runtime_can_name) {
  EXPECT_EQ(text(DispatchError::module(2, 2)),
            R"({"Module":"Balances.InsufficientBalance: Balance too low to send value."})");
  EXPECT_EQ(text(frame::Era{}), "\"immortal\"");
  EXPECT_EQ(text(frame::Era::mortal(64, 42)), R"({"period":64,"phase":42})");
  EXPECT_EQ(text(frame::RuntimeCall{{0, 0, 4, 7}}),
            R"({"module":"System","call":"remark","arguments":{"remark":"0x07"}})");
}

}  // namespace
}  // namespace descent::cli
