#include "tests/modules/training/story.hpp"

namespace descent::modules {
namespace {

using training::Error;

/// What becomes of revealing `update`.
Result<> reveal_of(Story& s, const Bytes& update) {
  s.open(s.terms());
  const Hash sealed =
      training::commitment(blob_root(update), Story::salt(0), party(0), s.id, s.task().round);
  EXPECT_DONE(s.commit(0, sealed));
  s.until(training::Phase::Reveal);
  return s.reveal(0, s.upload(party(0), update));
}

void refused(Error error, auto change) {
  Story s;
  graph::Update update = step_of(graph::content_hash(linear()), 100, 0);
  change(update);
  EXPECT_REFUSED(reveal_of(s, scale::encoded(update)), error_of(s.training(), error));
}

TEST(Reveal, each_broken_update_is_refused_by_name) {
  using graph::Sparse;
  refused(Error::UpdateOfAnotherBase, [](auto& u) { u.base.bytes[0] ^= 1; });
  refused(Error::UpdateMalformed, [](auto& u) { u.version = 2; });
  refused(Error::UpdateIsEmpty, [](auto& u) { u.tensors.clear(); });
  refused(Error::UpdateBadTensor, [](auto& u) { u.tensors[0].tensor = 2; });
  refused(Error::UpdateBadTensor, [](auto& u) { u.tensors.push_back(u.tensors[0]); });
  refused(Error::UpdateBadExponent, [](auto& u) { u.tensors[0].exponent = 5; });
  refused(Error::UpdateBadExponent, [](auto& u) { u.tensors[0].exponent = -45; });
  refused(Error::UpdateBadCount, [](auto& u) {
    u.tensors[0].values = graph::Dense<std::int8_t>{{1, 2, 3}};
  });
  refused(Error::UpdateBadPosition, [](auto& u) {
    u.tensors[0].values = Sparse<std::int8_t>{{1, 1}, {1, 2}};
  });
  refused(Error::UpdateBadPosition, [](auto& u) {
    u.tensors[0].values = Sparse<std::int8_t>{{4}, {1}};
  });
}

TEST(Reveal, bytes_that_are_no_update_are_refused) {
  Story s;
  EXPECT_REFUSED(reveal_of(s, Bytes{1, 2, 3}), error_of(s.training(), Error::UpdateMalformed));
}

TEST(Reveal, a_commitment_binds_account_salt_task_round_and_blob) {
  Story s;
  s.open(s.terms());
  const Bytes update = s.honest(100);
  EXPECT_DONE(s.commit(0, s.seal(0, update)));
  EXPECT_DONE(s.commit(1, s.seal(0, update)));  // a copied commitment
  s.until(training::Phase::Reveal);
  const Hash root = s.upload(party(0), update);
  const auto wrong = error_of(s.training(), Error::WrongCommitment);
  EXPECT_REFUSED(s.call(party(1), s.training(), Training::reveal{s.id, 0, root, Story::salt(0)}),
                 wrong);
  EXPECT_REFUSED(s.call(party(0), s.training(), Training::reveal{s.id, 0, root, Story::salt(1)}),
                 wrong);
  EXPECT_REFUSED(s.reveal(0, s.upload(party(0), s.honest(101))), wrong);
  EXPECT_REFUSED(s.reveal(2, root), error_of(s.training(), Error::NotCommitted));
  EXPECT_DONE(s.reveal(0, root));
  EXPECT_REFUSED(s.reveal(0, root), error_of(s.training(), Error::AlreadyRevealed));
}

TEST(Reveal, a_blob_must_be_complete) {
  Story s;
  s.open(s.terms());
  const Bytes update = s.honest(100);
  EXPECT_DONE(s.commit(0, s.seal(0, update)));
  EXPECT_REFUSED(s.reveal(0, blob_root(update)), error_of(s.training(), Error::NotNow));
  s.until(training::Phase::Reveal);
  EXPECT_REFUSED(s.reveal(0, blob_root(update)), error_of(s.training(), Error::UnknownBlob));
}

TEST(Reveal, chunks_stored_before_commitments_closed_are_refused) {
  Story s;
  s.open(s.terms());
  const Bytes update = s.honest(100);
  EXPECT_DONE(s.commit(0, s.seal(0, update)));
  const Hash root = s.upload(party(0), update);
  s.until(training::Phase::Reveal);
  EXPECT_REFUSED(s.reveal(0, root), error_of(s.training(), Error::StoredTooEarly));
}

TEST(Reveal, the_weight_grows_with_the_update) {
  Story s;
  s.open(s.terms());
  const Bytes update = s.honest(100);
  const Training::reveal call{s.id, 0, blob_root(update), {}};
  const auto unknown = call.weight(s.training());
  s.upload(party(0), update);
  EXPECT_GT(call.weight(s.training()).ref_time.value, unknown.ref_time.value);
}

}  // namespace
}  // namespace descent::modules
