// The engine of one validator of four: whatever the others send, in whatever order the node
// answers, wherever it crashes. It never says two things in one place, nothing before it is
// durable, and decides what more than two thirds have signed.
#include "consensus/bft/bft.hpp"

#include <algorithm>

#include "consensus/bft/limits.hpp"
#include "tests/consensus/bft/people.hpp"
#include "tests/fuzz/targets.hpp"

namespace descent::fuzz {
namespace {

using namespace consensus;

constexpr std::size_t kPeople = 4;
constexpr std::size_t kStepsMax = 400;
constexpr std::size_t kAskedMax = 64;
constexpr std::size_t kTimers = static_cast<std::size_t>(Timer::kCount);
constexpr Hash kInvalid{{3}};

using Place = std::tuple<BlockNumber, Round, VoteKind>;

const AuthoritySet& people() {
  static const AuthoritySet set = testing::authorities({1, 1, 1, 1});
  return set;
}

/// The node of the engine: its disk, its signer, and what was asked of it and not answered yet.
class Node {
 public:
  Node() { start(); }

  void step(Input& in) {
    switch (in.below(10)) {
      case 0: return feed(input::VoteReceived{vote(in)});
      case 1: return stranger(in.piece());
      case 2: return feed(input::SyncBlock{certificate(in)});
      case 3: return timeout(in);
      case 4: return crash(in);
      case 5: return feed(input::WorkArrived{});
      default: return answer(in);
    }
  }

  void holds() const {
    const auto& state = engine_.state();
    require(
        state.unchecked.size() <= bft::kUncheckedMax &&
            state.votes.rounds.size() <= bft::kRoundsBackMax + kPeople * bft::kRoundsAheadMax + 3,
        "strangers make the engine remember so much and no more");
    const auto snapshot = scale::decoded<bft::State>(scale::encoded(state));
    require(snapshot && *snapshot == state, "a snapshot is the state");
  }

 private:
  // ---- What comes from outside ----

  /// A vote of another, mostly of this height, mostly well signed.
  Vote vote(Input& in) {
    Vote out;
    out.number = number_ + (in.below(8) == 7 ? 1 : 0);
    out.round = static_cast<Round>(in.below(3));
    out.kind = static_cast<VoteKind>(in.below(3));
    if (const auto name = in.below(4); name > 0)
      out.block = Hash{{static_cast<std::uint8_t>(name)}};
    if (const auto round = in.below(4); round > 0) out.valid_round = static_cast<Round>(round - 1);
    out.validator = testing::person(1 + in.below(kPeople - 1));
    out = testing::signed_vote(out);
    if (in.below(16) == 15) out.signature[0] ^= 1;
    return out;
  }
  void stranger(View bytes) {
    const auto read = scale::decoded<Vote>(bytes);
    if (read) feed(input::VoteReceived{*read});
  }
  CommitCertificate certificate(Input& in) {
    CommitCertificate out{number_, static_cast<Round>(in.below(3)), Hash{{in.byte()}}, {}};
    const unsigned signers = in.byte();
    for (AuthorityIndex i = 0; i < kPeople; ++i) {
      if ((signers >> i & 1) == 0) continue;
      Vote said{out.number, out.round, VoteKind::Precommit, out.block, {}, testing::person(i)};
      if ((signers >> i & 16) == 16) said.round += 1;
      out.signatures.push_back({i, testing::signed_vote(said).signature});
    }
    return out;
  }
  void timeout(Input& in) {
    const auto timer = static_cast<Timer>(in.below(kTimers));
    feed(input::TimeoutElapsed{timer, number_, static_cast<Round>(in.below(4))});
  }

  // ---- What the node does ----

  /// What was not durable is lost, or not.
  void crash(Input& in) {
    if (in.below(4) != 0) return;
    while (log_.size() > durable_ && in.below(2) == 0) log_.pop_back();
    durable_ = log_.size();
    for (std::size_t i = 0; i < log_.size(); ++i) log_[i].sequence = i;
    asked_.clear();
    decided_.erase(number_);
    engine_ = Bft{};
    start();
  }
  void start() {
    input::HeightStarted begin;
    begin.number = number_ - 1;
    begin.authorities = people();
    begin.self = testing::person(0);
    for (const auto& append : log_) begin.log.push_back(append.record);
    feed(begin);
  }

  void answer(Input& in) {
    if (asked_.empty()) return;
    const auto at = asked_.begin() + static_cast<std::ptrdiff_t>(in.below(asked_.size()));
    const Effect effect = *at;
    asked_.erase(at);
    const std::uint8_t how = in.byte();
    std::visit([&](const auto& asked) { answer(asked, how); }, effect);
  }
  void answer(const effect::BuildValue& asked, std::uint8_t how) {
    const auto name = static_cast<std::uint8_t>(how % 3);
    if (name == 0) return feed(input::BuildFailed{asked.number, asked.round});
    feed(input::ValueBuilt{asked.number, Hash{{name}}, asked.round});
  }
  void answer(const effect::CheckValue& asked, std::uint8_t how) {
    const auto good = how % 8 == 7 ? Verdict::Untimely : Verdict::Valid;
    const auto verdict = asked.block == kInvalid ? Verdict::Invalid : good;
    feed(input::ValueChecked{asked.number, asked.round, asked.block, verdict});
  }
  void answer(const effect::Append& asked, std::uint8_t) {
    while (durable_ < log_.size() && log_[durable_].sequence <= asked.sequence) ++durable_;
    feed(input::RecordDurable{asked.sequence});
  }
  void answer(const effect::Sign& asked, std::uint8_t) {
    feed(input::VoteSigned{testing::signed_vote(asked.vote)});
  }
  void answer(const effect::VerifyBatch& asked, std::uint8_t) {
    input::SignaturesChecked out{asked.batch, {}};
    for (const auto& vote : asked.votes) out.valid.push_back(testing::is_signed(vote));
    feed(out);
  }
  void answer(const effect::Decide&, std::uint8_t) {
    ++number_;
    log_.clear();
    durable_ = 0;
    start();
  }
  template <class Other>
  void answer(const Other&, std::uint8_t) {}

  // ---- What holds of what it does ----

  void feed(const consensus::Input& input) {
    for (auto& effect : engine_.step(input)) {
      std::visit([&](const auto& done) { check(done); }, effect);
      if (asked_.size() < kAskedMax) asked_.push_back(std::move(effect));
    }
  }
  void check(const effect::Append& append) {
    require(append.record.vote.number == number_, "what is recorded is of this height");
    log_.push_back(append);
  }
  void check(const effect::Sign& sign) {
    require(is_well_formed(sign.vote), "an honest validator could say it");
    const auto durable_end = log_.begin() + static_cast<std::ptrdiff_t>(durable_);
    require(std::find_if(log_.begin(), durable_end,
                         [&](auto& a) { return a.record.vote == sign.vote; }) != durable_end,
            "nothing is signed before it is durable");
    const Place place{sign.vote.number, sign.vote.round, sign.vote.kind};
    require(signed_.emplace(place, sign.vote).first->second == sign.vote,
            "nobody is told two things in one place");
  }
  void check(const effect::Broadcast& broadcast) {
    require(testing::is_signed(broadcast.vote), "what is said is signed");
  }
  void check(const effect::ReportEvidence& report) {
    const auto& [a, b] = report.equivocation;
    require(is_equivocation(a, b) && testing::is_signed(a) && testing::is_signed(b),
            "evidence is two signed votes that contradict each other");
    require(a.validator != testing::person(0), "nobody has evidence against us");
  }
  void check(const effect::Decide& decide) {
    require(decide.number == number_ && decide.block != kInvalid,
            "a good block of this height is decided");
    require(decided_.emplace(decide.number, decide.block).second, "a height is decided once");
    require(decide.certificate &&
                consensus::check(*decide.certificate, people(), testing::kGenesis, testing::verify),
            "more than two thirds stand behind what is decided");
  }
  template <class Other>
  void check(const Other&) {}

  Bft engine_;
  BlockNumber number_ = 5;
  std::vector<effect::Append> log_;  ///< of this height, in order
  std::size_t durable_ = 0;          ///< records that survive a crash
  Effects asked_;
  std::map<Place, Vote> signed_;
  std::map<BlockNumber, Hash> decided_;
};

}  // namespace

void bft_target(View input) {
  Input in{input};
  Node node;
  for (std::size_t i = 0; i < kStepsMax && !in.empty(); ++i) node.step(in);
  node.holds();
}

}  // namespace descent::fuzz
