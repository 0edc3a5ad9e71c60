#include "node/rpc/transport/params.hpp"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

namespace descent::rpc {
namespace {

Params params(std::string_view text) { return Params{json::parse(text).as_array()}; }

template <class T>
std::optional<T> read(std::string_view element) {
  const auto got = params("[" + std::string{element} + "]").get<T>(0, "it");
  return got ? std::optional<T>{*got} : std::nullopt;
}

TEST(Params, bytes_are_hex_with_or_without_a_prefix) {
  EXPECT_EQ(read<Bytes>(R"("0x0aFF")"), (Bytes{0x0a, 0xff}));
  EXPECT_EQ(read<Bytes>(R"("0aff")"), (Bytes{0x0a, 0xff}));
  EXPECT_EQ(read<Bytes>(R"("")"), Bytes{});
  EXPECT_EQ(read<Bytes>(R"("0x")"), Bytes{});
  for (const char* wrong : {R"("0x0")", R"("0xgg")", "10", "[]"})
    EXPECT_FALSE(read<Bytes>(wrong)) << wrong;
}

TEST(Params, a_hash_is_32_bytes) {
  const std::string digits(64, 'a');
  EXPECT_EQ(read<Hash>("\"0x" + digits + "\"")->bytes[31], 0xaa);
  EXPECT_TRUE(read<Hash>("\"" + digits + "\""));
  EXPECT_FALSE(read<Hash>("\"0x" + digits.substr(2) + "\""));
  EXPECT_FALSE(read<Hash>("\"0x" + digits + "aa\""));
}

TEST(Params, a_number_is_a_json_number_or_hex) {
  EXPECT_EQ(read<std::uint64_t>("0"), 0u);
  EXPECT_EQ(read<std::uint64_t>("18446744073709551615"), UINT64_MAX);
  EXPECT_EQ(read<std::uint64_t>(R"("0x2")"), 2u);
  EXPECT_EQ(read<std::uint64_t>(R"("0xffffffffffffffff")"), UINT64_MAX);
  for (const char* wrong : {"-1", "1.5", "1e3", "18446744073709551616", R"("0x")", R"("2")",
                            R"("0x10000000000000000")", R"("0x-2")", R"("0x2 ")", "true"})
    EXPECT_FALSE(read<std::uint64_t>(wrong)) << wrong;
  EXPECT_EQ(read<std::uint32_t>("4294967295"), UINT32_MAX);
  EXPECT_FALSE(read<std::uint32_t>("4294967296"));
}

TEST(Params, lists_strings_and_booleans_are_read) {
  EXPECT_EQ(read<std::vector<Bytes>>(R"(["0x01", "02"])"), (std::vector<Bytes>{{1}, {2}}));
  EXPECT_FALSE(read<std::vector<Bytes>>(R"(["0x01", null])"));
  EXPECT_FALSE(read<std::vector<Bytes>>(R"("0x01")"));
  EXPECT_EQ(read<std::string>(R"("a")"), "a");
  EXPECT_FALSE(read<std::string>("1"));
  EXPECT_EQ(read<bool>("true"), true);
  EXPECT_FALSE(read<bool>("0"));
}

TEST(Params, null_and_left_out_are_the_same) {
  for (const char* text : {"[1]", "[1, null]"}) {
    const auto found = params(text).find<Hash>(1, "at");
    ASSERT_TRUE(found);
    EXPECT_FALSE(*found);
    EXPECT_EQ(params(text).at(1), nullptr);
  }
}

TEST(Params, the_error_names_the_parameter_and_what_belongs_there) {
  const auto at = params(R"([1, "zz"])").find<Hash>(1, "at");
  ASSERT_FALSE(at);
  EXPECT_EQ(at.error().code, -32602);
  EXPECT_EQ(at.error().message,
            "Invalid params: parameter 2 (at) must be a hash of 32 bytes in hex; got string");
  const auto keys = params("[]").get<std::vector<Bytes>>(0, "keys");
  ASSERT_FALSE(keys);
  EXPECT_EQ(keys.error().message,
            "Invalid params: parameter 1 (keys) must be a list, each element bytes in hex; "
            "got nothing");
}

}  // namespace
}  // namespace descent::rpc
