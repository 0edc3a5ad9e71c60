#include "runtime/trie/source.hpp"

#include <gtest/gtest.h>

#include "runtime/crypto/hash.hpp"
#include "tests/runtime/trie/tries.hpp"

namespace descent::trie {
namespace {

TEST(ReadRecord, gives_the_record_its_parent_names_and_no_other) {
  Records records;
  records.records[{1, 2}] = {7, 7};
  const Hash hash = crypto::blake2b_256(Bytes{7, 7});
  EXPECT_EQ(*read_record(records, Nibbles{1, 2}, hash), (Bytes{7, 7}));
  EXPECT_EQ(read_record(records, Nibbles{1, 2}, Hash{}).error(), Error::BadNode);
  EXPECT_EQ(read_record(records, Nibbles{1}, hash).error(), Error::MissingNode);
}

}  // namespace
}  // namespace descent::trie
