#include "consensus/bft/bft.hpp"

#include <gmock/gmock.h>

#include "tests/consensus/bft/cluster.hpp"
#include "tests/consensus/bft/table.hpp"

namespace descent::consensus::testing {
namespace {

using ::testing::IsEmpty;

TEST(Bft, before_its_first_height_it_does_nothing) {
  Bft engine;
  EXPECT_THAT(engine.step(input::WorkArrived{}), IsEmpty());
  EXPECT_THAT(engine.step(input::TimeoutElapsed{Timer::Pace, 0, 0}), IsEmpty());
  EXPECT_THAT(engine.step(input::VoteReceived{vote_of('A', VoteKind::Prevote, 0, 'X')}), IsEmpty());
}

TEST(Bft, alone_it_decides_what_it_builds) {
  Bft engine;
  auto start = table_height('A');
  start.authorities = authorities({5});
  (void)engine.step(start);
  (void)engine.step(input::TimeoutElapsed{Timer::Pace, kTableNumber, 0});
  Effects last;
  std::uint64_t records = 0;
  last = engine.step(input::ValueBuilt{kTableNumber, block_named('X'), 0});
  for (const auto kind : {VoteKind::Proposal, VoteKind::Prevote, VoteKind::Precommit}) {
    (void)engine.step(input::RecordDurable{records++});
    last = engine.step(input::VoteSigned{vote_of('A', kind, 0, 'X')});
  }
  const auto& decision = std::get<effect::Decide>(last.back());
  EXPECT_EQ(decision.block, block_named('X'));
  EXPECT_TRUE(check(*decision.certificate, start.authorities, kGenesis, verify));
}

TEST(Bft, the_certificate_of_a_decision_holds_the_precommits_for_it) {
  Bft engine;
  (void)engine.step(table_height('D'));
  (void)engine.step(input::TimeoutElapsed{Timer::Pace, kTableNumber, 0});
  Effects last;
  std::uint64_t batch = 0;
  for (const char who : {'C', 'A', 'B'}) {
    (void)engine.step(input::VoteReceived{vote_of(who, VoteKind::Precommit, 0, 'X')});
    last = engine.step(input::SignaturesChecked{batch++, {true}});
  }
  last = engine.step(input::ValueChecked{kTableNumber, 0, block_named('X'), Verdict::Valid});
  const auto& decision = std::get<effect::Decide>(last.back());
  ASSERT_EQ(decision.certificate->signatures.size(), 3u);
  EXPECT_EQ(decision.certificate->signatures[0].signer, 0);
  EXPECT_TRUE(check(*decision.certificate, authorities({1, 1, 1, 1}), kGenesis, verify));
}

TEST(Bft, a_block_from_a_peer_is_decided_when_its_certificate_and_itself_are_good) {
  Table d{'D'};
  CommitCertificate certificate{.number = kTableNumber, .round = 40, .block = block_named('X')};
  for (const char who : {'A', 'B', 'C'})
    certificate.signatures.push_back({static_cast<AuthorityIndex>(who - 'A'),
                                      vote_of(who, VoteKind::Precommit, 40, 'X').signature});
  auto forged = certificate;
  forged.signatures[1].signature[5] ^= 1;
  EXPECT_EQ(d.feed(input::SyncBlock{forged}), "");
  EXPECT_EQ(d.feed(input::SyncBlock{certificate}), "decide X");
}

TEST(Bft, a_certificate_for_a_block_that_is_invalid_here_stops_the_node) {
  Table d{'D'};
  CommitCertificate certificate{.number = kTableNumber, .round = 1, .block = block_named('Z')};
  for (const char who : {'A', 'B', 'C'})
    certificate.signatures.push_back({static_cast<AuthorityIndex>(who - 'A'),
                                      vote_of(who, VoteKind::Precommit, 1, 'Z').signature});
  EXPECT_EQ(d.feed(input::SyncBlock{certificate}), "halt Z");
}

TEST(Bft, who_has_no_key_of_the_set_follows_in_silence) {
  Table d{'D'};
  auto start = table_height('D');
  start.self.reset();
  (void)d.feed(start);
  (void)d.feed(input::TimeoutElapsed{Timer::Pace, kTableNumber, 0});
  d.play(R"(
    A proposal 0 X    |                              | 0 prevote - -
    A prevote 0 X     |                              | 0 prevote - -
    B prevote 0 X     |                              | 0 prevote - -
    C prevote 0 X     |                              | 0 precommit X@0 X@0
    A precommit 0 X   |                              | 0 precommit X@0 X@0
    B precommit 0 X   |                              | 0 precommit X@0 X@0
    C precommit 0 X   | decide X                     | 0 decided X@0 X@0
  )");
}

// ---- Anything a stranger may send -----------------------------------------------------------

/// One engine among four, whose node answers everything, and a stranger who holds the keys of the
/// other three and sends what comes to mind.
class Mischief {
 public:
  explicit Mischief(std::uint64_t seed) : dice_{seed} { (void)engine_.step(table_height('D')); }

  void step() {
    const Input input = next_input();
    const bft::State before = engine_.state();
    const Effects effects = engine_.step(input);
    const Bytes bytes = scale::encoded(before);
    const auto back = scale::decoded<bft::State>(bytes);
    ASSERT_TRUE(back);
    ASSERT_EQ(*back, before);
    Bft restored{*back};
    ASSERT_EQ(restored.step(input), effects);
    ASSERT_EQ(restored.state(), engine_.state());
    for (const auto& effect : effects) std::visit([&](const auto& what) { on(what); }, effect);
  }

  const bft::State& state() const { return engine_.state(); }
  std::size_t decided() const { return decided_; }

 private:
  Input next_input() {
    if (!answers_.empty() && !dice_.one_in(4)) {
      Input input = answers_.front();
      answers_.pop_front();
      return input;
    }
    if (dice_.one_in(8)) return timeout();
    if (dice_.one_in(30)) return certificate();
    return input::VoteReceived{vote()};
  }

  BlockNumber number() {
    const auto off = dice_.below(12);
    return off < 9 ? engine_.state().number
                   : static_cast<BlockNumber>(engine_.state().number + off - 10);
  }

  Round round() {
    if (dice_.one_in(20)) return static_cast<Round>(dice_.next());
    return static_cast<Round>(engine_.state().round + dice_.below(4) - 1);
  }

  std::optional<Hash> block() {
    if (dice_.one_in(8)) return std::nullopt;
    return block_named("XXXYZ"[dice_.below(5)]);
  }

  Vote vote() {
    Vote out{.number = number(),
             .round = round(),
             .kind = std::min(static_cast<VoteKind>(dice_.below(5)), VoteKind::Precommit),
             .block = block(),
             .valid_round = std::nullopt,
             .validator = person((4 + dice_.below(4)) % 5)};  // not ours
    if (dice_.one_in(6)) out.valid_round = round();
    out = signed_vote(out);
    if (dice_.one_in(10)) out.signature[dice_.below(64)] ^= 1;
    return out;
  }

  Input timeout() {
    return input::TimeoutElapsed{static_cast<Timer>(dice_.below(6)), number(), round()};
  }

  Input certificate() {
    CommitCertificate out{.number = number(), .round = round(), .block = block().value_or(Hash{})};
    for (auto n = dice_.below(6); n > 0; --n)
      out.signatures.push_back({static_cast<AuthorityIndex>(dice_.below(5)), {}});
    return input::SyncBlock{out};
  }

  void on(const effect::Append& append) {
    answers_.push_back(input::RecordDurable{append.sequence});
  }
  void on(const effect::Sign& sign) {
    const auto [before, first] =
        said_.emplace(std::tuple{sign.vote.number, sign.vote.round, sign.vote.kind}, sign.vote);
    EXPECT_EQ(before->second, sign.vote);
    answers_.push_back(input::VoteSigned{signed_vote(sign.vote)});
  }
  void on(const effect::VerifyBatch& verify) {
    input::SignaturesChecked checked{verify.batch, {}};
    for (const auto& vote : verify.votes) checked.valid.push_back(is_signed(vote));
    answers_.push_back(checked);
  }
  void on(const effect::CheckValue& check) {
    const bool good = check.block != block_named('Z');
    answers_.push_back(input::ValueChecked{check.number, check.round, check.block,
                                           good ? Verdict::Valid : Verdict::Invalid});
  }
  void on(const effect::BuildValue& build) {
    answers_.push_back(input::ValueBuilt{build.number, block_named('X'), build.round});
  }
  void on(const effect::Decide& decide) {
    ++decided_;
    EXPECT_TRUE(check(*decide.certificate, authorities({1, 1, 1, 1}), kGenesis, verify));
    start_height(decide.number);
  }
  void on(const effect::Halt& halt) { start_height(halt.number); }
  void on(const effect::ReportEvidence& report) {
    const auto& [first, second] = report.equivocation;
    EXPECT_TRUE(is_equivocation(first, second) && is_signed(first) && is_signed(second));
    EXPECT_NE(first.validator, person(3));
  }
  void on(const effect::ScheduleTimer&) {}
  void on(const effect::CancelTimer&) {}
  void on(const effect::Broadcast& broadcast) { EXPECT_TRUE(is_signed(broadcast.vote)); }
  void on(const effect::RequestSync&) {}

  void start_height(BlockNumber head) {
    auto next = table_height('D');
    next.number = head;
    answers_.push_back(next);
  }

  Dice dice_;
  Bft engine_;
  std::deque<Input> answers_;
  std::map<std::tuple<BlockNumber, Round, VoteKind>, Vote> said_;
  std::size_t decided_ = 0;
};

/// Votes of one authority that may be remembered at once.
constexpr std::size_t kRoundsMax = bft::kRoundsBackMax + 1 + bft::kRoundsAheadMax + 2;

std::size_t votes_kept(const bft::State& state) {
  std::size_t count = 0;
  for (const auto& [round, votes] : state.votes.rounds)
    for (const auto& kind : votes.by_kind)
      for (const auto& [from, said] : kind) count += said.size();
  return count;
}

TEST(Bft, whatever_strangers_send_it_stays_bounded_and_a_snapshot_goes_on_like_the_original) {
  std::size_t decided = 0;
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    Mischief mischief{seed};
    for (int i = 0; i < 400 && !HasFatalFailure(); ++i) mischief.step();
    const auto& state = mischief.state();
    EXPECT_LE(votes_kept(state), 4 * kRoundsMax * 3 * bft::kBlocksMax);
    EXPECT_LE(state.unsigned_votes.size(), bft::kUnsignedMax);
    EXPECT_LE(state.unchecked.size(), bft::kUncheckedMax);
    EXPECT_LE(state.said.size(), 3 * (bft::kRoundsBackMax + 1));
    decided += mischief.decided();
  }
  EXPECT_GE(decided, 5u) << "the stranger is too dull to test anything";
}

}  // namespace
}  // namespace descent::consensus::testing
