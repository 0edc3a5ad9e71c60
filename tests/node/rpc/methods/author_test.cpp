#include "tests/node/rpc/methods/served.hpp"

namespace descent::rpc {
namespace {

using testing::ElementsAre;

constexpr auto kWatch = "author_submitAndWatchExtrinsic";
constexpr auto kUpdate = "author_extrinsicUpdate";

struct Author : Served {
  /// Code, message and data of the refusal of `extrinsic`.
  std::string refused(const Bytes& extrinsic) {
    const Error error = refusal("author_submitExtrinsic", {wire(extrinsic)});
    return std::to_string(error.code) + " " + error.message + ": " +
           (error.data ? std::string{error.data->as_string()} : "");
  }
};

TEST_F(Author, a_submission_answers_the_hash_and_waits_in_the_pool) {
  EXPECT_EQ(text("author_submitExtrinsic", {wire(transfer(0))}),
            quoted(frame::extrinsic_hash(transfer(0))));
  EXPECT_EQ(result("author_pendingExtrinsics"), json::array{wire(transfer(0))});
}

TEST_F(Author, bytes_that_are_no_extrinsic_are_of_bad_format) {
  EXPECT_EQ(refusal("author_submitExtrinsic", {"0x10ff"}).code, 1001);
  EXPECT_EQ(refusal("author_submitExtrinsic", {"0xzz"}).code, kInvalidParams);
  EXPECT_EQ(refusal("author_submitExtrinsic").code, kInvalidParams);
}

TEST_F(Author, a_refusal_has_the_code_and_the_words_clients_match) {
  Bytes forged = transfer(0);
  forged.at(40) ^= 1;
  EXPECT_EQ(refused(forged), "1010 Invalid Transaction: Transaction has a bad signature");
  add({transfer(0)});
  EXPECT_EQ(refused(transfer(0)), "1010 Invalid Transaction: Transaction is outdated");
  const auto poor = service::sign(service::dev_key("Nobody"), chain->genesis_hash(), 0,
                                  service::transfer_to(bob.account(), 1));
  EXPECT_EQ(refused(poor),
            "1010 Invalid Transaction: "
            "Inability to pay some fees (e.g. account balance too low)");
}

TEST_F(Author, what_is_not_signed_is_of_unknown_validity) {
  const Bytes bare = chain->newest().inherents(chain->earliest_next()).front();
  const Error error = refusal("author_submitExtrinsic", {wire(bare)});
  EXPECT_EQ(error.code, 1011);
  EXPECT_EQ(error.message, "Unknown Transaction Validity");
}

TEST_F(Author, the_pools_own_refusals_have_their_codes) {
  result("author_submitExtrinsic", {wire(transfer(0))});
  EXPECT_EQ(refusal("author_submitExtrinsic", {wire(transfer(0))}).code, 1013);
  EXPECT_EQ(refusal("author_submitExtrinsic", {wire(transfer(0, 2 * kGrad))}).code, 1014);
  EXPECT_EQ(refusal("author_submitExtrinsic", {wire(transfer(5'000))}).code, 1021);
}

TEST_F(Author, a_watcher_is_told_ready_in_block_and_finalized) {
  const auto id = result(kWatch, {wire(transfer(0))});
  const auto hash = quoted(add({transfer(0)}));
  EXPECT_THAT(told(id, kUpdate), ElementsAre("\"ready\"", "{\"inBlock\":" + hash + "}",
                                             "{\"finalized\":" + hash + "}"));
  EXPECT_EQ(session.size(), 0u) << "the stream ends";
  EXPECT_EQ(watchers->size(), 0u);
}

TEST_F(Author, a_watcher_is_told_of_a_gap_and_of_a_replacement) {
  const auto later = result(kWatch, {wire(transfer(1))});
  const auto first = result(kWatch, {wire(transfer(0))});
  EXPECT_THAT(told(later, kUpdate), ElementsAre("\"future\"", "\"ready\""));
  const Bytes better = transfer(0, kGrad, kGrad);
  result("author_submitExtrinsic", {wire(better)});
  EXPECT_THAT(
      told(first, kUpdate),
      ElementsAre("\"ready\"", "{\"usurped\":" + quoted(frame::extrinsic_hash(better)) + "}"));
}

TEST_F(Author, a_watcher_is_told_when_it_became_invalid_or_was_dropped) {
  const auto id = result(kWatch, {wire(transfer(0))});
  add({transfer(0, 2 * kGrad)});
  EXPECT_THAT(told(id, kUpdate), ElementsAre("\"ready\"", "\"invalid\""));
  const auto other = result(kWatch, {wire(transfer(1))});
  watchers->on_event({frame::extrinsic_hash(transfer(1)), pool::Status::Dropped, {}});
  EXPECT_THAT(told(other, kUpdate), ElementsAre("\"ready\"", "\"dropped\""));
}

TEST_F(Author, a_refused_submission_leaves_no_watcher_and_no_subscription) {
  Bytes forged = transfer(0);
  forged.at(40) ^= 1;
  EXPECT_EQ(refusal(kWatch, {wire(forged)}).code, 1010);
  EXPECT_EQ(watchers->size(), 0u);
  const auto id = result(kWatch, {wire(transfer(0))});
  EXPECT_EQ(refusal(kWatch, {wire(transfer(0))}).code, 1013);
  EXPECT_EQ(watchers->size(), 1u) << "the first still watches";
  EXPECT_EQ(session.size(), 1u);
  EXPECT_THAT(told(id, kUpdate), ElementsAre("\"ready\""));
}

}  // namespace
}  // namespace descent::rpc
