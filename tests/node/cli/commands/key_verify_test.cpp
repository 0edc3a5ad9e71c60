#include "runtime/scale/hex.hpp"
#include "tests/node/cli/kept_keys.hpp"

namespace descent::cli {
namespace {

struct KeyVerify : KeptKeys {
  std::string signed_by(const std::string& from, const std::string& scheme = "sr25519") {
    EXPECT_EQ(opening({"key", "sign", "hello", "--key", from, "--scheme", scheme, "--json"}), 0);
    return std::string{json().at("signature").as_string()};
  }
  int check(const std::string& signature, const std::string& account,
            const std::string& message = "hello") {
    return on_keys({"key", "verify", message, "--signature", signature, "--account", account});
  }
};

TEST_F(KeyVerify, knows_what_the_account_signed_and_what_not) {
  const auto signature = signed_by("savings");
  EXPECT_EQ(check(signature, "savings"), 0);
  EXPECT_TRUE(printed("signed it (sr25519)"));
  EXPECT_EQ(check(signature, "savings", "hallo"), 1);
  EXPECT_EQ(check(signature, "//Alice"), 1);
  EXPECT_TRUE(complained("did not sign this"));
}

TEST_F(KeyVerify, finds_the_scheme_by_itself) {
  for (const auto* scheme : {"sr25519", "ed25519", "ecdsa"}) {
    const auto signature = signed_by("//Alice", scheme);
    const auto type = static_cast<int>(std::string{scheme} == "sr25519") +
                      2 * static_cast<int>(std::string{scheme} == "ecdsa");
    const auto account =
        to_0x(keystore::key_of("//Alice", static_cast<crypto::KeyType>(type)).account().id);
    EXPECT_EQ(check(signature, account), 0) << scheme;
    EXPECT_TRUE(printed(scheme));
    EXPECT_EQ(check("0x0" + std::to_string(type) + signature.substr(2), account), 0) << scheme;
  }
}

TEST_F(KeyVerify, what_is_no_signature_is_a_wrong_line) {
  EXPECT_EQ(check("0x12", "//Alice"), 2);
  EXPECT_EQ(check("zz", "//Alice"), 2);
  EXPECT_EQ(check("0x" + std::string(128, '0'), "nobody"), 2);
}

}  // namespace
}  // namespace descent::cli
