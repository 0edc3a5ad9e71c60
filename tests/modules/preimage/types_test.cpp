#include "modules/preimage/types.hpp"

#include <gtest/gtest.h>

#include "runtime/crypto/hash.hpp"

namespace descent::modules::preimage {
namespace {

const Bytes kData{'a', 'b', 'c'};
const Hash kHash = crypto::blake2b_256(kData);

// source  polkadot-sdk, substrate/frame/support/src/traits/preimages.rs, bounded_basic_works
TEST(BoundedCall, knows_its_hash_and_what_must_be_looked_up) {
  const BoundedCall inlined = bounded_call::Inline{kData};
  EXPECT_EQ(inlined.hash(), kHash);
  EXPECT_EQ(inlined.lookup_hash(), std::nullopt);
  EXPECT_EQ(inlined.lookup_len(), 0u);

  const BoundedCall legacy = bounded_call::Legacy{kHash};
  EXPECT_EQ(legacy.hash(), kHash);
  EXPECT_EQ(legacy.lookup_hash(), kHash);
  EXPECT_EQ(legacy.lookup_len(), kSizeMax);

  const BoundedCall lookup = bounded_call::Lookup{kHash, 3};
  EXPECT_EQ(lookup.hash(), kHash);
  EXPECT_EQ(lookup.lookup_hash(), kHash);
  EXPECT_EQ(lookup.lookup_len(), 3u);
}

// source  polkadot-sdk, the same file, bounded_size_is_correct
TEST(BoundedCall, takes_131_bytes_at_most) {
  EXPECT_EQ(scale::encoded(BoundedCall{bounded_call::Inline{Bytes(kInlineMax)}}).size(), 131u);
  EXPECT_EQ(scale::encoded(BoundedCall{bounded_call::Lookup{kHash, 3}}).size(), 37u);
  Bytes longer{1};
  scale::encode(longer, Bytes(kInlineMax + 1));
  EXPECT_EQ(scale::decoded<BoundedCall>(longer).error(), scale::Error::TooMany);
}

TEST(RequestStatus, is_laid_out_as_clients_read_it) {
  const Ticket ticket{AccountId{}, {5}};
  Bytes unrequested{0};
  append(unrequested, scale::encoded(AccountId{}));
  append(unrequested, scale::encoded(Balance{5}));
  append(unrequested, Bytes{9, 0, 0, 0});
  EXPECT_EQ(scale::encoded(RequestStatus{request_status::Unrequested{ticket, 9}}), unrequested);
  EXPECT_EQ(scale::encoded(RequestStatus{request_status::Requested{std::nullopt, 2, 9}}),
            (Bytes{1, 0, 2, 0, 0, 0, 1, 9, 0, 0, 0}));
}

}  // namespace
}  // namespace descent::modules::preimage
