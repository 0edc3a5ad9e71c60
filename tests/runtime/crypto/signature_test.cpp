#include "runtime/crypto/signature.hpp"

#include <gtest/gtest.h>

#include "runtime/crypto/hash.hpp"
#include "runtime/crypto/keypair.hpp"
#include "tests/runtime/crypto/golden.hpp"

namespace descent::crypto {
namespace {

struct Signed {
  MultiSignature signature;
  Bytes message;
  AccountId signer;
};

/// An extrinsic that polkadot-js signed as //Alice. The file shortens the long payloads: they are a
/// remark of 300 bytes 0xab and what follows the call in the transfer of the same era, and what is
/// signed is their hash.
Signed signed_extrinsic(const boost::json::value& row, const boost::json::array& all) {
  Bytes payload;
  if (row.at("signedBytesAreHash").as_bool()) {
    payload = bytes_of("0000b104");
    payload.insert(payload.end(), 300, 0xab);
    for (const auto& other : all)
      if (other.at("era") == row.at("era") && !other.at("signedBytesAreHash").as_bool()) {
        const Bytes transfer = bytes_in(other.at("payload"));
        append(payload, View{transfer}.subspan(bytes_in(other.at("call")).size()));
        break;
      }
    EXPECT_EQ(payload.size(), row.at("payloadLen").as_int64());
    const Hash digest = blake2b_256(payload);
    payload.assign(digest.bytes.begin(), digest.bytes.end());
  } else {
    payload = bytes_in(row.at("payload"));
  }
  const std::string text = text_of(row.at("signature"));  // a remark may follow the digits
  const auto signature = scale::decoded<MultiSignature>(bytes_of(text.substr(0, text.find(' '))));
  constexpr std::string_view kNames[] = {"ed25519", "sr25519", "ecdsa"};
  EXPECT_EQ(row.at("type").as_string(), kNames[signature->index()]);
  const auto type = static_cast<KeyType>(signature->index());
  return {*signature, payload, from_suri(type, "//Alice")->account()};
}

std::vector<Signed> signed_extrinsics() {
  const auto vectors = golden("wire.json");
  const auto& all = vectors.at("extrinsics").as_array();
  std::vector<Signed> out;
  for (const auto& row : all) out.push_back(signed_extrinsic(row, all));
  return out;
}

TEST(Signature, what_polkadot_js_signed_is_accepted) {
  const auto all = signed_extrinsics();
  EXPECT_EQ(all.size(), 12U);
  for (const auto& s : all) EXPECT_TRUE(verify(s.signature, s.message, s.signer));
}

TEST(Signature, one_altered_bit_anywhere_is_refused) {
  for (const auto& s : signed_extrinsics()) {
    const Bytes encoded = scale::encoded(s.signature);
    for (std::size_t bit = 8; bit < 8 * encoded.size(); bit += 7) {
      const auto altered = scale::decoded<MultiSignature>(with_bit_flipped(encoded, bit));
      ASSERT_TRUE(altered);
      EXPECT_FALSE(verify(*altered, s.message, s.signer)) << bit;
    }
    for (std::size_t bit = 0; bit < 8 * s.message.size(); bit += 61)
      EXPECT_FALSE(verify(s.signature, with_bit_flipped(s.message, bit), s.signer)) << bit;
    for (std::size_t bit = 0; bit < 256; bit += 17) {
      const AccountId other{with_bit_flipped(s.signer.id, bit)};
      EXPECT_FALSE(verify(s.signature, s.message, other)) << bit;
    }
  }
}

TEST(Signature, a_signature_of_one_kind_is_none_of_another) {
  const Bytes message = counting(20);
  const auto ed = from_suri(KeyType::Ed25519, "//Alice");
  const auto sr = from_suri(KeyType::Sr25519, "//Alice");
  const auto by_ed = std::get<multi_signature::Ed25519>(ed->sign(message)).value;
  const auto by_sr = std::get<multi_signature::Sr25519>(sr->sign(message)).value;
  EXPECT_FALSE(verify(multi_signature::Sr25519{by_ed}, message, ed->account()));
  EXPECT_FALSE(verify(multi_signature::Ed25519{by_sr}, message, sr->account()));
}

TEST(Signature, zeros_sign_nothing) {
  for (const AccountId& signer : {AccountId{}, AccountId{{1}}}) {
    EXPECT_FALSE(verify(multi_signature::Ed25519{}, counting(1), signer));
    EXPECT_FALSE(verify(multi_signature::Sr25519{}, counting(1), signer));
    EXPECT_FALSE(verify(multi_signature::Ecdsa{}, counting(1), signer));
  }
}

}  // namespace
}  // namespace descent::crypto
