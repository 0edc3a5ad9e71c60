#include "modules/blobs/blobs.hpp"

#include "tests/modules/blobs/upload.hpp"

namespace descent::modules {
namespace {

class BlobsTest : public testing::Test {
 protected:
  Chain chain;
  Blobs& blobs = chain.runtime().blobs;
  const Bytes content = random_content(2 * kChunkBytes + 100);
  const Hash root = blob_root(content);

  DispatchError error(Blobs::Error e) { return error_of(blobs, e); }
  u128 value(const frame::Parameter& row) { return chain.runtime().parameters.get(blobs, row); }
  Balance deposit() {
    return value(Blobs::kDepositBase) + value(Blobs::kDepositPerByte) * content.size();
  }
  void begin() { EXPECT_DONE(chain.call(kAlice, blobs, begin_of(content))); }
  void store(std::uint32_t index) {
    EXPECT_DONE(chain.call(kAlice, blobs, store_of(content, index)));
  }
  std::size_t pieces() {
    return static_cast<std::size_t>(std::ranges::count_if(
        chain.frame().blobs.changes(), [](const auto& entry) { return entry.second.has_value(); }));
  }
};

TEST_F(BlobsTest, what_was_stored_is_read) {
  upload(chain, kAlice, content);
  EXPECT_EQ(blobs.read(root), content);
  EXPECT_EQ(blobs.info(root)->stored, 3u);
  EXPECT_TRUE(chain.emitted(blobs, Blobs::Completed{root}));
}

TEST_F(BlobsTest, a_chunks_key_is_the_root_and_its_index_in_big_endian) {
  upload(chain, kAlice, content);
  Bytes key{root.bytes.begin(), root.bytes.end()};
  append(key, Bytes{0, 0, 0, 2});
  const Bytes* chunk = chain.frame().blobs.get(key);
  ASSERT_NE(chunk, nullptr);
  EXPECT_EQ(chunk->size(), 100u);
}

TEST_F(BlobsTest, an_incomplete_blob_is_not_read) {
  begin();
  store(0);
  EXPECT_EQ(blobs.read(root), std::nullopt);
}

TEST_F(BlobsTest, beginning_holds_a_deposit_by_size) {
  begin();
  EXPECT_EQ(chain.reserved(kAlice), deposit());
  EXPECT_EQ(chain.free(kAlice), kEndowment - deposit());
  EXPECT_TRUE(chain.emitted(blobs, Blobs::Begun{root, kAlice, content.size()}));
}

TEST_F(BlobsTest, an_account_that_cannot_pay_the_deposit_begins_nothing) {
  chain.set(blobs, Blobs::kDepositBase, kEndowment);
  EXPECT_REFUSED(chain.call(kAlice, blobs, begin_of(content)), TokenError::FundsUnavailable);
}

TEST_F(BlobsTest, a_length_of_zero_or_above_the_limit_is_refused) {
  auto call = begin_of(content);
  call.length = 0;
  EXPECT_REFUSED(chain.call(kAlice, blobs, call), error(Blobs::Error::BadLength));
  call.length = Blobs::kBytesMax + 1;
  EXPECT_REFUSED(chain.call(kAlice, blobs, call), error(Blobs::Error::BadLength));
  chain.set(blobs, Blobs::kBlobBytesMax, 1 << 20);
  EXPECT_REFUSED(chain.call(kAlice, blobs, begin_of(content)), error(Blobs::Error::BadLength));
}

TEST_F(BlobsTest, a_length_that_promises_other_chunks_than_named_is_refused) {
  auto call = begin_of(content);
  call.length = 4 * kChunkBytes;
  EXPECT_REFUSED(chain.call(kAlice, blobs, call), error(Blobs::Error::WrongChunkCount));
}

TEST_F(BlobsTest, a_root_of_other_chunks_or_another_length_is_refused) {
  auto call = begin_of(content);
  call.chunks[1].bytes[0] ^= 1;
  EXPECT_REFUSED(chain.call(kAlice, blobs, call), error(Blobs::Error::WrongRoot));
  call = begin_of(content);
  call.length = content.size() + 1;
  EXPECT_REFUSED(chain.call(kAlice, blobs, call), error(Blobs::Error::WrongRoot));
}

TEST_F(BlobsTest, more_chunk_hashes_than_the_largest_blob_has_do_not_decode) {
  Blobs::begin call{.root = root, .length = 1, .chunks = {}};
  call.chunks.resize(Blobs::kChunksMax + 1);
  EXPECT_FALSE(chain.dispatcher().info(frame::call_of(blobs, call).bytes));
}

TEST_F(BlobsTest, a_chunk_above_its_size_does_not_decode) {
  Blobs::store call{.root = root, .index = 0, .chunk = {}};
  call.chunk.resize(kChunkBytes + 1);
  EXPECT_FALSE(chain.dispatcher().info(frame::call_of(blobs, call).bytes));
}

TEST_F(BlobsTest, a_root_is_begun_once) {
  begin();
  EXPECT_REFUSED(chain.call(kBob, blobs, begin_of(content)), error(Blobs::Error::AlreadyBegun));
}

TEST_F(BlobsTest, a_chunk_must_have_the_hash_that_was_named) {
  begin();
  auto call = store_of(content, 1);
  call.chunk[17] ^= 1;
  EXPECT_REFUSED(chain.call(kAlice, blobs, call), error(Blobs::Error::WrongChunkHash));
  call = store_of(content, 1);
  call.index = 0;
  EXPECT_REFUSED(chain.call(kAlice, blobs, call), error(Blobs::Error::WrongChunkHash));
}

TEST_F(BlobsTest, a_chunk_must_have_the_length_of_its_place) {
  begin();
  auto call = store_of(content, 0);
  call.chunk.pop_back();
  EXPECT_REFUSED(chain.call(kAlice, blobs, call), error(Blobs::Error::WrongChunkLength));
  call = store_of(content, 2);
  call.chunk.push_back(0);
  EXPECT_REFUSED(chain.call(kAlice, blobs, call), error(Blobs::Error::WrongChunkLength));
}

TEST_F(BlobsTest, a_chunk_behind_the_end_is_refused) {
  begin();
  auto call = store_of(content, 2);
  call.index = 3;
  EXPECT_REFUSED(chain.call(kAlice, blobs, call), error(Blobs::Error::NoSuchChunk));
}

TEST_F(BlobsTest, a_chunk_of_what_nobody_began_is_refused) {
  EXPECT_REFUSED(chain.call(kAlice, blobs, store_of(content, 0)), error(Blobs::Error::UnknownBlob));
}

TEST_F(BlobsTest, a_chunk_is_stored_once_also_when_all_are) {
  begin();
  store(1);
  EXPECT_REFUSED(chain.call(kAlice, blobs, store_of(content, 1)),
                 error(Blobs::Error::AlreadyStored));
  store(0);
  store(2);
  EXPECT_REFUSED(chain.call(kAlice, blobs, store_of(content, 0)),
                 error(Blobs::Error::AlreadyStored));
}

TEST_F(BlobsTest, an_interrupted_upload_goes_on_with_what_is_missing) {
  begin();
  EXPECT_EQ(blobs.query(Blobs::Api::missing{root}), (std::vector<std::uint32_t>{0, 1, 2}));
  store(1);
  chain.advance(5);
  EXPECT_EQ(blobs.query(Blobs::Api::missing{root}), (std::vector<std::uint32_t>{0, 2}));
  EXPECT_DONE(chain.call(kBob, blobs, store_of(content, 2)));
  EXPECT_DONE(chain.call(kBob, blobs, store_of(content, 0)));
  EXPECT_EQ(blobs.query(Blobs::Api::missing{root}), std::vector<std::uint32_t>{});
  EXPECT_EQ(blobs.read(root), content);
  EXPECT_EQ(blobs.info(root)->owner, kAlice);
}

TEST_F(BlobsTest, nothing_is_known_of_a_root_that_was_not_begun) {
  EXPECT_EQ(blobs.query(Blobs::Api::missing{root}), std::nullopt);
  EXPECT_FALSE(blobs.query(Blobs::Api::blob{root}));
  EXPECT_EQ(blobs.query(Blobs::Api::chunk{root, 0}), std::nullopt);
  EXPECT_EQ(blobs.first_stored(root), std::nullopt);
}

TEST_F(BlobsTest, the_api_gives_stored_chunks_alone) {
  begin();
  store(2);
  EXPECT_EQ(blobs.query(Blobs::Api::chunk{root, 2})->size(), 100u);
  EXPECT_EQ(blobs.query(Blobs::Api::chunk{root, 1}), std::nullopt);
}

TEST_F(BlobsTest, the_first_stored_block_is_the_earliest_of_any_chunk) {
  begin();
  EXPECT_EQ(blobs.first_stored(root), std::nullopt);
  chain.advance(3);
  store(2);
  const BlockNumber first = chain.frame().number;
  chain.advance(2);
  store(0);
  store(1);
  EXPECT_EQ(blobs.first_stored(root), first);
}

TEST_F(BlobsTest, an_incomplete_upload_leaves_at_its_deadline_for_a_fee_that_is_burned) {
  chain.set(blobs, Blobs::kUploadBlocks, 10);
  begin();
  store(0);
  const Balance issued = chain.issuance();
  chain.advance(10);
  EXPECT_TRUE(blobs.info(root));
  chain.advance();
  EXPECT_FALSE(blobs.info(root));
  EXPECT_EQ(pieces(), 0u);
  const Balance fee = value(Blobs::kFailedUploadFee);
  EXPECT_EQ(chain.free(kAlice), kEndowment - fee);
  EXPECT_EQ(chain.reserved(kAlice), 0u);
  EXPECT_EQ(chain.issuance(), issued - fee);
}

TEST_F(BlobsTest, the_fee_of_a_failed_upload_is_at_most_its_deposit) {
  chain.set(blobs, Blobs::kFailedUploadFee, kEndowment);
  begin();
  EXPECT_DONE(chain.call(kAlice, blobs, Blobs::remove{root}));
  EXPECT_EQ(chain.free(kAlice), kEndowment - deposit());
  EXPECT_TRUE(chain.emitted(blobs, Blobs::Removed{root, deposit()}));
}

TEST_F(BlobsTest, a_complete_blob_leaves_after_its_retention_and_returns_the_whole_deposit) {
  chain.set(blobs, Blobs::kRetentionBlocks, 20);
  begin();
  chain.advance(4);
  for (const std::uint32_t i : {0u, 1u, 2u}) store(i);
  chain.advance(20);
  EXPECT_TRUE(blobs.info(root));
  chain.advance();
  EXPECT_FALSE(blobs.info(root));
  EXPECT_EQ(pieces(), 0u);
  EXPECT_EQ(chain.free(kAlice), kEndowment);
}

TEST_F(BlobsTest, a_blob_that_is_referred_to_stays_and_has_its_retention_afterwards) {
  chain.set(blobs, Blobs::kRetentionBlocks, 20);
  upload(chain, kAlice, content);
  EXPECT_DONE(blobs.reference(root));
  EXPECT_DONE(blobs.reference(root));
  chain.advance(50);
  blobs.release(root);
  chain.advance(50);
  EXPECT_EQ(blobs.read(root), content);
  blobs.release(root);
  chain.advance(20);
  EXPECT_TRUE(blobs.info(root));
  chain.advance();
  EXPECT_FALSE(blobs.info(root));
}

TEST_F(BlobsTest, only_complete_blobs_are_referred_to) {
  EXPECT_REFUSED(blobs.reference(root), error(Blobs::Error::UnknownBlob));
  begin();
  EXPECT_REFUSED(blobs.reference(root), error(Blobs::Error::NotComplete));
}

TEST_F(BlobsTest, the_owner_removes_a_blob_that_nothing_refers_to) {
  upload(chain, kAlice, content);
  EXPECT_REFUSED(chain.call(kBob, blobs, Blobs::remove{root}), error(Blobs::Error::NotOwner));
  EXPECT_DONE(blobs.reference(root));
  EXPECT_REFUSED(chain.call(kAlice, blobs, Blobs::remove{root}), error(Blobs::Error::Referenced));
  blobs.release(root);
  EXPECT_DONE(chain.call(kAlice, blobs, Blobs::remove{root}));
  EXPECT_EQ(chain.free(kAlice), kEndowment);
  EXPECT_REFUSED(chain.call(kAlice, blobs, Blobs::remove{root}), error(Blobs::Error::UnknownBlob));
}

TEST_F(BlobsTest, computed_content_is_stored_referred_to_and_owned_by_nobody) {
  EXPECT_EQ(blobs.write(content), root);
  EXPECT_EQ(chain.problems(), "");
  EXPECT_EQ(blobs.read(root), content);
  EXPECT_EQ(blobs.info(root)->references, 1u);
  EXPECT_EQ(blobs.info(root)->owner, std::nullopt);
  EXPECT_REFUSED(chain.call(kAlice, blobs, Blobs::remove{root}), error(Blobs::Error::NotOwner));
  blobs.release(root);
  chain.set(blobs, Blobs::kRetentionBlocks, 10);
  EXPECT_EQ(chain.problems(), "");
}

TEST_F(BlobsTest, computed_content_that_exists_gains_a_reference) {
  upload(chain, kAlice, content);
  blobs.write(content);
  blobs.write(content);
  EXPECT_EQ(blobs.info(root)->references, 2u);
  EXPECT_EQ(blobs.info(root)->owner, kAlice);
  EXPECT_EQ(chain.problems(), "");
}

TEST_F(BlobsTest, computed_content_completes_an_upload_of_the_same) {
  begin();
  chain.advance();
  store(1);
  const BlockNumber first = chain.frame().number;
  chain.advance();
  blobs.write(content);
  EXPECT_EQ(chain.problems(), "");
  EXPECT_EQ(blobs.read(root), content);
  EXPECT_EQ(blobs.first_stored(root), first);
  EXPECT_EQ(chain.reserved(kAlice), deposit());
}

TEST_F(BlobsTest, a_rolled_back_chunk_is_gone) {
  begin();
  chain.frame().checkpoint();
  store(0);
  chain.frame().rollback();
  EXPECT_EQ(pieces(), 0u);
  EXPECT_EQ(chain.problems(), "");
}

TEST_F(BlobsTest, leaving_stops_at_the_weight_it_is_given_and_goes_on_later) {
  chain.set(blobs, Blobs::kUploadBlocks, 10);
  for (std::uint64_t seed = 0; seed < 5; ++seed)
    EXPECT_DONE(chain.call(kAlice, blobs, begin_of(random_content(10, seed))));
  chain.advance(9);
  const BlockNumber due = chain.frame().number + 1;
  const Weight two{250 * kMicrosecond, 0};  // a look and a removal take 105 microseconds each
  const Weight used = blobs.on_idle(due, two);
  EXPECT_TRUE(fits(used, two));
  EXPECT_EQ(chain.problems(), "");
  const auto left = blobs.blobs.entries().size();
  EXPECT_GT(left, 0u);
  EXPECT_LT(left, 5u);
  EXPECT_EQ(blobs.on_idle(due, Weight{}), Weight{});
  EXPECT_EQ(blobs.blobs.entries().size(), left);
  chain.advance(2);
  EXPECT_EQ(blobs.blobs.entries().size(), 0u);
  EXPECT_EQ(chain.reserved(kAlice), 0u);
}

TEST_F(BlobsTest, an_unsigned_call_is_refused) {
  EXPECT_REFUSED(chain.call(frame::Origin{frame::origin::Root{}}, blobs, begin_of(content)),
                 DispatchError::bad_origin());
}

TEST_F(BlobsTest, every_parameter_works_at_its_bounds) {
  const auto key = [&](const frame::Parameter& row) {
    return frame::ParameterKey{blobs.index(), row.index};
  };
  for (const auto& row : Blobs::parameters) {
    for (const u128 bound : {row.least, row.most}) {
      Chain other;
      other.runtime().parameters.set_genesis(key(row), bound);
      const auto begun = other.call(kAlice, other.runtime().blobs, begin_of(content));
      if (begun) {
        EXPECT_DONE(other.call(kAlice, other.runtime().blobs, store_of(content, 2)));
        EXPECT_DONE(other.call(kAlice, other.runtime().blobs, Blobs::remove{root}));
      } else {
        EXPECT_NE(begun.error(), DispatchError{ArithmeticError::Overflow}) << row.name;
      }
    }
  }
}

}  // namespace
}  // namespace descent::modules
