#include "node/keystore/key_file.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <random>

#include "tests/node/keystore/folder.hpp"

namespace descent::keystore {
namespace {

namespace json = boost::json;

json::array rows_of_wallets() {
  return json::parse(content(DESCENT_SOURCE_DIR "/tests/golden/key_files.json"))
      .at("rows")
      .as_array();
}
std::string text_in(const json::value& row, std::string_view name) {
  return std::string{row.at(name).as_string()};
}

struct File : testing::Test {
  const crypto::Keypair key = key_of("//Alice");
  const KeyFile file = *lock(key, "pw", "savings", 1'700'000'000'000, kCheap);
  std::string text = to_text(file);

  /// The file with one part replaced.
  std::string with(const std::string& old, const std::string& instead) const {
    const auto at = text.find(old);
    EXPECT_NE(at, text.npos) << old;
    return std::string{text}.replace(at, old.size(), instead);
  }
  static ErrorKind refusal(std::string_view of) {
    const auto parsed = parse_key_file(of);
    EXPECT_FALSE(parsed) << of;
    return parsed ? ErrorKind::Io : parsed.error().kind;
  }
};

TEST_F(File, comes_back_from_its_text) {
  const auto again = parse_key_file(text);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->type, crypto::KeyType::Sr25519);
  EXPECT_EQ(again->address, "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY");
  EXPECT_EQ(again->account, key.account());
  EXPECT_EQ(again->name, "savings");
  EXPECT_EQ(again->created, 1'700'000'000'000U);
  EXPECT_EQ(unlock(*again, "pw")->account(), key.account());
}

TEST_F(File, every_kind_of_key_opens_with_its_password_only) {
  for (const auto type : crypto::kKeyTypes) {
    const auto pair = key_of("//Bob//1", type);
    const auto again = *parse_key_file(to_text(*lock(pair, "pw", "", 0, kCheap)));
    EXPECT_EQ(again.account, pair.account());
    EXPECT_EQ(unlock(again, "pw")->public_key(), pair.public_key());
    EXPECT_EQ(unlock(again, "wp").error().kind, ErrorKind::WrongPassword);
  }
}

TEST(WalletFile, opens_to_the_key_the_wallet_put_in) {
  const auto rows = rows_of_wallets();
  ASSERT_EQ(rows.size(), 9U);
  for (const auto& row : rows) {
    const auto file = parse_key_file(text_in(row, "file"));
    ASSERT_TRUE(file) << row;
    EXPECT_EQ(file->name, "of a wallet");
    EXPECT_EQ(name_of(file->type), text_in(row, "type"));
    const auto key = unlock(*file, text_in(row, "password"));
    ASSERT_TRUE(key) << row << key.error().text;
    const auto expected = key_of(text_in(row, "suri"), file->type);
    EXPECT_EQ(key->public_key(), expected.public_key());
    EXPECT_EQ(file->account, expected.account());
  }
}

TEST_F(File, a_new_file_takes_the_work_that_wallets_take_today) {
  const auto costly = *lock(key, "pw", "", 0);
  const View cost = View{costly.sealed}.subspan(32, 12);
  EXPECT_EQ(Bytes(cost.begin(), cost.end()), (Bytes{0, 0, 2, 0, 1, 0, 0, 0, 8, 0, 0, 0}));
  EXPECT_TRUE(unlock(costly, "pw"));
}

TEST_F(File, of_another_address_than_its_secret_is_refused_once_open) {
  const auto other = parse_key_file(with("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY",
                                         "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty"));
  ASSERT_TRUE(other);
  const auto key_of_it = unlock(*other, "pw");
  ASSERT_FALSE(key_of_it);
  EXPECT_EQ(key_of_it.error().kind, ErrorKind::WrongAddress);
  EXPECT_NE(key_of_it.error().text.find("5Grwva"), std::string::npos);
}

TEST_F(File, of_another_version_encryption_or_kind_is_unsupported) {
  for (const auto* version : {"\"4\"", "\"2\"", "3", "null", "\"\""})
    EXPECT_EQ(refusal(with("\"version\":\"3\"", "\"version\":" + std::string{version})),
              ErrorKind::Unsupported);
  EXPECT_EQ(refusal(with("[\"scrypt\",\"xsalsa20-poly1305\"]", "[\"none\"]")),
            ErrorKind::Unsupported);
  EXPECT_EQ(refusal(with("\"sr25519\"", "\"ethereum\"")), ErrorKind::Unsupported);
  EXPECT_EQ(refusal(with("[\"pkcs8\",\"sr25519\"]", "\"pkcs8\"")), ErrorKind::Unsupported);
}

TEST_F(File, that_is_none_is_damaged) {
  for (const auto* none : {"", "{", "null", "[]", "{}", "\"text\"", "{\"encoding\":3}x"})
    EXPECT_EQ(refusal(none), ErrorKind::Damaged) << none;
  EXPECT_EQ(refusal(with("\"encoded\":\"", "\"encoded\":\"*")), ErrorKind::Damaged);
  EXPECT_EQ(refusal(with("\"address\":\"5", "\"address\":\"4")), ErrorKind::Damaged);
  EXPECT_EQ(refusal(std::string(200, '[')), ErrorKind::Damaged);
  EXPECT_EQ(refusal(with("\"encoded\"", "\"not_encoded\"")), ErrorKind::Damaged);
}

TEST_F(File, that_is_huge_is_not_even_read) {
  EXPECT_EQ(refusal(text + std::string(kKeyFileBytesMax, ' ')), ErrorKind::TooLarge);
}

/// What an attacker or a bad disk may do: each byte becomes each of several others.
TEST_F(File, with_any_byte_altered_is_refused_or_opens_to_the_same_key) {
  int refused = 0, opened = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (const int change : {0x01, 0x02, 0x04, 0x20, 0x80, 0xff}) {
      std::string altered = text;
      altered[at] = static_cast<char>(altered[at] ^ change);
      const auto parsed = parse_key_file(altered);
      const auto pair = parsed ? unlock(*parsed, "pw") : Kept<crypto::Keypair>{parsed.error()};
      pair ? ++opened : ++refused;
      if (pair) {
        EXPECT_EQ(*pair->to_wallet_bytes(), *key.to_wallet_bytes()) << at;
      } else {
        EXPECT_NE(pair.error().text, "");
      }
    }
  }
  EXPECT_GT(refused, 4 * opened) << "only the name, the date and unknown words may change";
}

TEST_F(File, with_bytes_lost_doubled_or_put_in_is_refused_or_opens_to_the_same_key) {
  std::mt19937_64 random{11};
  int refused = 0;
  for (int round = 0; round < 2'000; ++round) {
    std::string altered = text;
    for (auto times = 1 + random() % 4; times > 0 && !altered.empty(); --times) {
      const std::size_t at = random() % altered.size(), size = random() % 40;
      switch (random() % 4) {
        case 0: altered.erase(at, size); break;
        case 1: altered.insert(at, altered.substr(at, size)); break;
        case 2: altered.insert(at, 1, static_cast<char>(random())); break;
        default: altered.resize(at);
      }
    }
    const auto parsed = parse_key_file(altered);
    const auto pair = parsed ? unlock(*parsed, "pw") : Kept<crypto::Keypair>{parsed.error()};
    refused += pair ? 0 : 1;
    if (pair) {
      EXPECT_EQ(*pair->to_wallet_bytes(), *key.to_wallet_bytes());
    }
  }
  EXPECT_GT(refused, 1'500);
}

}  // namespace
}  // namespace descent::keystore
