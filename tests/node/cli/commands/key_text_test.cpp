#include "node/cli/commands/key_text.hpp"

#include "node/cli/to_json.hpp"
#include "tests/node/cli/kept_keys.hpp"

namespace descent::cli {
namespace {

struct Shown : testing::Test {
  Console console;
  World world{console.in, console.out, console.err, false, {}};
  Globals globals;
  Session session{world, globals};
  KeyText text = text_of(keystore::key_of("//Alice", crypto::KeyType::Ecdsa));
};

TEST_F(Shown, a_key_has_only_the_lines_that_are_known) {
  show_key(session, text);
  EXPECT_TRUE(console.printed("scheme      ecdsa"));
  for (const auto* absent : {"secret", "phrase", "name"}) EXPECT_FALSE(console.printed(absent));
}

TEST_F(Shown, a_secret_is_shown_with_a_warning) {
  text.seed = "0xabc";
  text.phrase = "zoo zoo";
  text.name = "savings";
  show_key(session, text);
  EXPECT_TRUE(console.printed("0xabc  (whoever knows it"));
  EXPECT_TRUE(console.printed("zoo zoo  (whoever knows it"));
  EXPECT_TRUE(console.printed("savings\n"));
  globals.json = true;
  console.out.str("");
  show_key(session, text);
  EXPECT_FALSE(console.printed("whoever"));
  EXPECT_TRUE(console.printed("\"secretPhrase\":\"zoo zoo\""));
}

TEST_F(Shown, a_closed_file_shows_what_its_open_key_does) {
  for (const auto type : crypto::kKeyTypes) {
    const auto key = keystore::key_of("//Alice", type);
    const auto closed =
        text_of("n", *keystore::lock(key, "secret", "another", 0, keystore::kCheap));
    EXPECT_EQ(closed.name, "n");
    EXPECT_EQ(closed.public_key, text_of(key).public_key);
    EXPECT_EQ(closed.account, text_of(key).account);
    EXPECT_EQ(closed.scheme, text_of(key).scheme);
  }
}

TEST(DateOf, is_the_day_in_utc) {
  EXPECT_EQ(date_of(0), "");
  EXPECT_EQ(date_of(86'399'999), "1970-01-01");
  EXPECT_EQ(date_of(1'700'000'000'000), "2023-11-14");
  EXPECT_EQ(date_of(UINT64_MAX).size() < 32, true);
}

}  // namespace
}  // namespace descent::cli
