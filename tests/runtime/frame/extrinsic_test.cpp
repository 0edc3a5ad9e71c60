#include "runtime/frame/extrinsic.hpp"

#include <gtest/gtest.h>

#include "runtime/crypto/signature.hpp"
#include "tests/runtime/trie/golden.hpp"

namespace descent::frame {
namespace {

/// A runtime whose call is whatever is left.
class AnyCall : public scale::NestedCodec {
 public:
  void skip(scale::Reader& in) const override { in.take(in.rest().size()); }
};

Hash filled(std::uint8_t byte) {
  Hash out;
  out.bytes.fill(byte);
  return out;
}

class ExtrinsicTest : public testing::Test {
 protected:
  const boost::json::value golden = trie::read_golden("wire.json");
  /// Those that the file holds whole: it abbreviates what is longer than 256 bytes.
  const boost::json::array rows = [this] {
    boost::json::array whole;
    for (const auto& row : golden.at("extrinsics").as_array()) {
      if (!row.at("signedBytesAreHash").as_bool()) whole.push_back(row);
    }
    return whole;
  }();
  const AnyCall calls{};

  /// The bytes without the length in front.
  static Bytes body(const boost::json::value& row) {
    return *scale::decoded<Bytes>(trie::bytes_of(row.at("extrinsic")));
  }
  /// What the vectors sign: immortal eras name the genesis block, mortal ones another.
  static Bytes payload(const Extrinsic& x) {
    const bool immortal = x.signature->era().is_immortal();
    return signing_payload(x.call, x.signature->extra,
                           {100, 1, filled(0x42), filled(immortal ? 0x42 : 0x24)});
  }
};

TEST_F(ExtrinsicTest, decodes_those_of_polkadot_js_and_encodes_them_again) {
  for (const auto& row : rows) {
    const auto x = decode_extrinsic(body(row), calls);
    ASSERT_TRUE(x);
    EXPECT_EQ(x->call.bytes, trie::bytes_of(row.at("call")));
    EXPECT_EQ(scale::encoded(x->signature->era()), trie::bytes_of(row.at("era")));
    EXPECT_EQ(x->signature->nonce(), 7u);
    EXPECT_EQ(x->signature->tip(), 5u);
    EXPECT_EQ(encode_extrinsic(*x), body(row));
  }
}

TEST_F(ExtrinsicTest, signs_the_payload_itself_up_to_256_bytes_and_else_its_hash) {
  for (const auto& row : rows) {
    const Bytes message = payload(*decode_extrinsic(body(row), calls));
    EXPECT_EQ(message, trie::bytes_of(row.at("payload")));
  }
  const RuntimeCall call{Bytes(256 - scale::encoded(Extra{}).size() - 72)};
  EXPECT_EQ(signing_payload(call, {}, {}).size(), 256u);
  const RuntimeCall longer{Bytes(call.bytes.size() + 1)};
  EXPECT_EQ(signing_payload(longer, {}, {}).size(), 32u);
}

TEST_F(ExtrinsicTest, the_payload_is_what_their_keys_signed) {
  for (const auto& row : rows) {
    const auto x = decode_extrinsic(body(row), calls);
    const auto& who = std::get<multi_address::Id>(x->signature->address).value;
    EXPECT_TRUE(crypto::verify(x->signature->signature, payload(*x), who));
  }
}

TEST_F(ExtrinsicTest, is_named_by_the_hash_of_its_bytes_with_their_length) {
  for (const auto& row : rows) EXPECT_EQ(extrinsic_hash(body(row)), trie::hash_of(row.at("hash")));
}

TEST_F(ExtrinsicTest, an_inherent_carries_its_call_alone) {
  const auto x = decode_extrinsic(Bytes{4, 1, 0, 9}, calls);
  ASSERT_TRUE(x);
  EXPECT_FALSE(x->signature);
  EXPECT_EQ(x->call.bytes, (Bytes{1, 0, 9}));
  EXPECT_EQ(encode_extrinsic(*x), (Bytes{4, 1, 0, 9}));
}

TEST_F(ExtrinsicTest, refuses_other_versions) {
  EXPECT_EQ(decode_extrinsic(Bytes{5, 0, 0}, calls).error(), scale::Error::UnknownVariant);
  EXPECT_EQ(decode_extrinsic(Bytes{0x85, 0, 0}, calls).error(), scale::Error::UnknownVariant);
  EXPECT_FALSE(decode_extrinsic({}, calls));
}

TEST_F(ExtrinsicTest, refuses_every_cut_of_a_signed_one_before_its_call) {
  const Bytes whole = body(rows[0]);
  const std::size_t call = trie::bytes_of(rows[0].at("call")).size();
  for (std::size_t n = 0; n < whole.size() - call; ++n)
    EXPECT_FALSE(decode_extrinsic(View{whole}.first(n), calls)) << n;
}

TEST(Extra, is_named_in_order) {
  std::apply([](const auto&... one) { EXPECT_TRUE((fields_in_order(one) && ...)); }, Extra{});
  EXPECT_TRUE(fields_in_order(Signature{}));
  EXPECT_TRUE(fields_in_order(EventRecord{}));
}

}  // namespace
}  // namespace descent::frame
