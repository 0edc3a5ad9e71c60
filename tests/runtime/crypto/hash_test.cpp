#include "runtime/crypto/hash.hpp"

#include <gtest/gtest.h>

#include "tests/runtime/crypto/golden.hpp"

namespace descent::crypto {
namespace {

// Python's hashlib, where RFC 7693 and FIPS 180-4 do not list them.
TEST(Hash, blake2b_of_abc) {
  const View abc = as_view("abc");
  EXPECT_EQ(to_hex(blake2b_64(abc)), "d8bb14d833d59559");
  EXPECT_EQ(to_hex(blake2b_128(abc)), "cf4ab791c62b8d2b2109c90275287816");
  EXPECT_EQ(to_hex(blake2b_256(abc).bytes),
            "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
  EXPECT_EQ(to_hex(blake2b_512(abc)),
            "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
            "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923");
}

TEST(Hash, blake2b_of_nothing) {
  EXPECT_EQ(to_hex(blake2b_64({})), "e4a6a0577479b2b4");
  EXPECT_EQ(to_hex(blake2b_128({})), "cae66941d9efbd404e4d88758ea67670");
  EXPECT_EQ(to_hex(blake2b_256({}).bytes),
            "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
}

TEST(Hash, blake2b_of_many_blocks) {
  const Bytes message = counting(1000);
  EXPECT_EQ(to_hex(blake2b_64(message)), "669ca836a838577f");
  EXPECT_EQ(to_hex(blake2b_128(message)), "bca120dfd89cd95d82898473a5b01c90");
  EXPECT_EQ(to_hex(blake2b_256(message).bytes),
            "b372d0608f720c8c3dd41e9c8eecb10143b41abe520b616607e754bf79c08331");
}

TEST(Hash, pieces_hash_as_the_whole) {
  std::mt19937_64 random{64};
  for (int i = 0; i < 50; ++i) {
    const Bytes message = random_bytes(random, random() % 600);
    Blake2b256 hash;
    for (View rest = message; !rest.empty();) {
      const std::size_t size = 1 + random() % rest.size();
      hash.update(rest.first(size));
      hash.update({});
      rest = rest.subspan(size);
    }
    EXPECT_EQ(hash.finish(), blake2b_256(message));
  }
}

TEST(Hash, a_copy_of_a_running_hash_goes_its_own_way) {
  Blake2b256 one;
  one.update(as_view("ab"));
  Blake2b256 other = one;
  one.update(as_view("c"));
  other.update(as_view("d"));
  EXPECT_EQ(one.finish(), blake2b_256(as_view("abc")));
  EXPECT_EQ(other.finish(), blake2b_256(as_view("abd")));
}

TEST(Hash, the_ids_of_runtime_apis_are_blake2b_64) {
  const auto vectors = golden("wire.json");
  ASSERT_EQ(vectors.at("apiIds").as_object().size(), 13U);
  for (const auto& [name, id] : vectors.at("apiIds").as_object())
    EXPECT_EQ(to_0x(blake2b_64(as_view(std::string{name}))), text_of(id)) << name;
}

std::string item_key(std::string_view module, std::string_view item) {
  return to_0x(twox_128(as_view(module))) + to_hex(twox_128(as_view(item)));
}

TEST(Hash, storage_keys_are_made_of_these_hashes) {
  const auto vectors = golden("wire.json");
  const auto key = [&](const char* name) { return text_of(vectors.at("storageKeys").at(name)); };
  EXPECT_EQ(item_key("System", "Events"), key("System.Events"));
  EXPECT_EQ(item_key("System", "Number"), key("System.Number"));
  EXPECT_EQ(item_key("Timestamp", "Now"), key("Timestamp.Now"));
  EXPECT_EQ(item_key("Balances", "TotalIssuance"), key("Balances.TotalIssuance"));
  const Bytes alice = bytes_of("d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d");
  EXPECT_EQ(item_key("System", "Account") + to_hex(blake2b_128(alice)) + to_hex(alice),
            key("System.Account(//Alice sr25519)"));
  EXPECT_EQ(item_key("System", "BlockHash") + to_hex(twox_64(Bytes(4))) + "00000000",
            key("System.BlockHash(0)"));
}

TEST(Hash, twox_counts_its_seeds_from_zero) {
  // The seeds 0 to 3 in order; the first two are known from storage keys.
  EXPECT_EQ(to_hex(twox_256({})),
            "99e9d85137db46ef4bbea33613baafd56f963c64b1f3685a4eb4abd67ff6203a");
  EXPECT_EQ(to_hex(twox_128({})), "99e9d85137db46ef4bbea33613baafd5");
  EXPECT_EQ(to_hex(twox_64({})), "99e9d85137db46ef");
}

TEST(Hash, sha2_of_abc) {
  EXPECT_EQ(to_hex(sha2_256(as_view("abc"))),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(to_hex(sha2_512(as_view("abc"))),
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
            "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
}

}  // namespace
}  // namespace descent::crypto
