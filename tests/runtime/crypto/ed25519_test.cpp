#include "runtime/crypto/ed25519.hpp"

#include <gtest/gtest.h>
#include <sodium.h>

#include "runtime/crypto/cryptopp.hpp"
#include "tests/runtime/crypto/golden.hpp"

namespace descent::crypto {
namespace {

using Number = std::array<std::uint8_t, 32>;

ed25519::Signature joined(View r, View s) {
  Bytes out{r.begin(), r.end()};
  append(out, s);
  return array_of<64>(out);
}

/// libsodium 1.0.18 has the same strict rule: the oracle.
bool sodium_accepts(const ed25519::Signature& signature, View message, const Number& key) {
  return crypto_sign_verify_detached(signature.data(), message.data(), message.size(),
                                     key.data()) == 0;
}

struct Rfc8032 {
  const char *seed, *key, *message, *signature;
};
constexpr Rfc8032 kRfc8032[] = {
    {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9"
     "b46bd25bf5f0595bbe24655141438e7a100b"},
    {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f1"
     "1d8c387b2eaeb4302aeeb00d291612bb0c00"},
    {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
     "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984d"
     "c6594a7c15e9716ed28dc027beceea1ec40a"}};

TEST(Ed25519, agrees_with_rfc_8032) {
  for (const auto& row : kRfc8032) {
    const auto seed = array_of<32>(std::string_view{row.seed});
    const auto message = bytes_of(row.message);
    const auto signature = array_of<64>(std::string_view{row.signature});
    EXPECT_EQ(to_hex(ed25519::public_key(seed)), row.key);
    EXPECT_EQ(ed25519::sign(seed, message), signature);
    EXPECT_TRUE(ed25519::verify(signature, message, ed25519::public_key(seed)));
  }
}

TEST(Ed25519, the_edge_cases_are_refused_and_their_base_is_not) {
  const auto vectors = golden("ed25519_edge.json");
  const auto accepts = [](const boost::json::value& row) {
    const std::string text = text_of(row.at("message"));
    const Bytes message = text == "any" ? Bytes{1, 2, 3} : bytes_of(text);
    return ed25519::verify(joined(bytes_in(row.at("R")), bytes_in(row.at("S"))), message,
                           array_of<32>(bytes_in(row.at("A"))));
  };
  EXPECT_TRUE(accepts(vectors.at("valid")));
  EXPECT_EQ(vectors.at("reject").as_array().size(), 4U);
  for (const auto& row : vectors.at("reject").as_array()) EXPECT_FALSE(accepts(row)) << row;
}

TEST(Ed25519, adding_the_order_to_s_makes_no_second_signature) {
  std::mt19937_64 random{1};
  for (int i = 0; i < 20; ++i) {
    const auto seed = array_of<32>(random_bytes(random, 32));
    const Bytes message = random_bytes(random, 50);
    const auto signature = ed25519::sign(seed, message);
    const std::span<const std::uint8_t, 64> both{signature};
    const auto key = ed25519::public_key(seed);
    ASSERT_TRUE(ed25519::verify(signature, message, key));
    EXPECT_FALSE(
        ed25519::verify(joined(both.first<32>(), plus_order(both.last<32>())), message, key));
  }
}

TEST(Ed25519, any_altered_bit_is_refused) {
  const auto seed = array_of<32>(counting(32));
  const Bytes message = counting(5);
  const auto key = ed25519::public_key(seed);
  const auto signature = ed25519::sign(seed, message);
  for (std::size_t bit = 0; bit < 512; ++bit)
    EXPECT_FALSE(ed25519::verify(with_bit_flipped(signature, bit), message, key));
  for (std::size_t bit = 0; bit < 256; ++bit)
    EXPECT_FALSE(ed25519::verify(signature, message, with_bit_flipped(key, bit)));
  for (std::size_t bit = 0; bit < 40; ++bit)
    EXPECT_FALSE(ed25519::verify(signature, with_bit_flipped(message, bit), key));
}

/// Encodings at the borders: y = 0, 1, p - 2 .. 2^255 - 1 and those of order 8, with both signs.
std::vector<Number> odd_points() {
  std::vector<Number> out = {
      {},
      {1},
      array_of<32>("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
      array_of<32>("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")};
  Number high;
  high.fill(0xff);
  high[31] = 0x7f;
  for (unsigned low = 0xeb; low <= 0xff; ++low) {
    high[0] = static_cast<std::uint8_t>(low);
    out.push_back(high);
  }
  for (std::size_t i = out.size(); i-- > 0;) out.push_back(with_bit_flipped(out[i], 255));
  return out;
}

TEST(Ed25519, odd_points_and_scalars_are_judged_as_by_libsodium) {
  const auto seed = array_of<32>(counting(32));
  const Bytes message = counting(7);
  const auto good = ed25519::sign(seed, message);
  const std::span<const std::uint8_t, 64> both{good};
  auto points = odd_points();
  const std::vector<Number> scalars = {
      {}, {1}, plus_order(Number{}), array_of<32>(View{both.last<32>()})};
  for (const auto& s : scalars)
    for (const auto& point : points) {
      const auto key = ed25519::public_key(seed);
      EXPECT_FALSE(ed25519::verify(joined(point, s), message, key));
      EXPECT_EQ(ed25519::verify(joined(point, s), message, point),
                sodium_accepts(joined(point, s), message, point));
      EXPECT_EQ(ed25519::verify(joined(both.first<32>(), s), message, point),
                sodium_accepts(joined(both.first<32>(), s), message, point));
    }
}

/// The scalar k of the equation s B = R + k A.
Number challenge(const Number& r, const Number& key, View message) {
  Bytes hashed{r.begin(), r.end()};
  append(hashed, key);
  append(hashed, message);
  std::array<std::uint8_t, 64> wide{};
  crypto_hash_sha512(wide.data(), hashed.data(), hashed.size());
  Number k;
  crypto_core_ed25519_scalar_reduce(k.data(), wide.data());
  return k;
}

Number base_multiple(const Number& scalar) {
  Number out;
  EXPECT_EQ(crypto_scalarmult_ed25519_base_noclamp(out.data(), scalar.data()), 0);
  return out;
}

TEST(Ed25519, the_identity_is_refused_as_the_key_alone_and_as_the_point_alone) {
  const Number identity{1}, secret{7, 1};
  const Bytes message = counting(7);
  const Number point = base_multiple(secret);
  const auto under_identity = joined(point, secret);
  EXPECT_TRUE(cryptopp::ed25519_verify_loose(under_identity, message, identity));
  EXPECT_FALSE(ed25519::verify(under_identity, message, identity));

  Number s = challenge(identity, point, message);
  crypto_core_ed25519_scalar_mul(s.data(), s.data(), secret.data());
  EXPECT_TRUE(cryptopp::ed25519_verify_loose(joined(identity, s), message, point));
  EXPECT_FALSE(ed25519::verify(joined(identity, s), message, point));
}

/// A signature under a key that is not in the prime-order group: A = a B + T, T of order 8. It
/// holds without the cofactor only if the hash happens to be a multiple of 8.
TEST(Ed25519, keys_of_mixed_order_are_judged_without_the_cofactor) {
  const auto torsion =
      array_of<32>("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a");
  const Number a{7, 1}, r{9, 2};
  Number key = base_multiple(a);
  const Number point = base_multiple(r);
  ASSERT_EQ(crypto_core_ed25519_add(key.data(), key.data(), torsion.data()), 0);
  int accepted = 0;
  for (std::uint8_t i = 0; i < 128; ++i) {
    Number s = challenge(point, key, Bytes{i});
    crypto_core_ed25519_scalar_mul(s.data(), s.data(), a.data());
    crypto_core_ed25519_scalar_add(s.data(), s.data(), r.data());
    const bool accepts = ed25519::verify(joined(point, s), Bytes{i}, key);
    EXPECT_EQ(accepts, sodium_accepts(joined(point, s), Bytes{i}, key));
    accepted += accepts;
  }
  EXPECT_GT(accepted, 4);
  EXPECT_LT(accepted, 40);
}

}  // namespace
}  // namespace descent::crypto
