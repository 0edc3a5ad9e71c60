#include "runtime/crypto/signature.hpp"
#include "runtime/scale/hex.hpp"
#include "tests/node/cli/kept_keys.hpp"

namespace descent::cli {
namespace {

struct KeySign : KeptKeys {
  bool is_of(const crypto::Keypair& key, std::string_view message) const {
    Bytes bytes{static_cast<std::uint8_t>(key.type())};
    append(bytes, *from_hex(json().at("signature").as_string()));
    return crypto::verify(*scale::decoded<MultiSignature>(bytes), as_view(message), key.account());
  }
};

TEST_F(KeySign, a_kept_key_signs_the_bytes_of_the_message) {
  ASSERT_EQ(opening({"key", "sign", "hello", "--key", "savings", "--json"}), 0) << err.str();
  EXPECT_TRUE(is_of(savings_key, "hello"));
  EXPECT_FALSE(is_of(savings_key, "hello\n"));
}

TEST_F(KeySign, every_kind_of_key_signs) {
  for (const auto type : crypto::kKeyTypes) {
    ASSERT_EQ(run({"key", "sign", "0x0102", "--hex", "--key", "//Alice", "--scheme",
                   std::string{name_of(type)}, "--json"}),
              0);
    EXPECT_TRUE(is_of(keystore::key_of("//Alice", type), "\x01\x02"));
  }
}

TEST_F(KeySign, a_wrong_password_is_exit_code_1) {
  EXPECT_EQ(on_keys({"key", "sign", "hello", "--key", "savings", "--password-file",
                     (folder / "wrong").string()}),
            1);
  EXPECT_TRUE(complained("the password is wrong"));
  EXPECT_EQ(out.str(), "");
}

TEST_F(KeySign, a_signer_and_a_message_are_needed) {
  EXPECT_EQ(run({"key", "sign", "hello"}), 2);
  EXPECT_TRUE(complained("who signs?"));
  EXPECT_EQ(run({"key", "sign", "--key", "//Alice"}), 2);
  EXPECT_TRUE(complained("which message?"));
}

}  // namespace
}  // namespace descent::cli
