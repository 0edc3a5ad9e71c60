#include "tests/consensus/bft/explorer.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>

#include "runtime/primitives/assert.hpp"
#include "tests/consensus/bft/table.hpp"

namespace descent::consensus::testing {
namespace {

constexpr std::size_t kPlaces = 4;

char name(std::size_t place) { return static_cast<char>('A' + place); }

std::optional<Hash> block_of(std::uint32_t says) {
  if (says == 1) return std::nullopt;
  return block_named(says == 2 ? 'A' : 'B');
}

/// Runs an engine whose node answers everything at once.
struct Run {
  Bft engine;
  std::deque<Input> inputs;
  std::optional<Hash> decided;
  std::map<bft::Slot, Vote> signs{};

  void feed(const std::vector<Input>& all) {
    for (const auto& input : all) {
      inputs.push_back(input);
      while (!inputs.empty()) {
        const Input next = inputs.front();
        inputs.pop_front();
        for (const auto& effect : engine.step(next))
          std::visit([&](const auto& what) { on(what); }, effect);
      }
    }
  }
  void on(const effect::Append& append) { inputs.push_back(input::RecordDurable{append.sequence}); }
  void on(const effect::Sign& sign) {
    const auto said = engine.state().said.find({sign.vote.round, sign.vote.kind});
    if (said != engine.state().said.end()) {
      EXPECT_EQ(said->second.block, sign.vote.block) << "contradicts itself";
    }
    inputs.push_back(input::VoteSigned{signed_vote(sign.vote)});
  }
  void on(const effect::VerifyBatch& verify) {
    inputs.push_back(
        input::SignaturesChecked{verify.batch, std::vector<bool>(verify.votes.size(), true)});
  }
  void on(const effect::CheckValue& check) {
    inputs.push_back(input::ValueChecked{check.number, check.round, check.block, Verdict::Valid});
  }
  void on(const effect::Decide& decide) { decided = decide.block; }
  void on(const effect::ScheduleTimer&) {}
  void on(const effect::CancelTimer&) {}
  void on(const effect::BuildValue&) {}
  void on(const effect::Broadcast&) {}
  void on(const effect::ReportEvidence&) {}
  void on(const effect::RequestSync&) {}
  void on(const effect::Halt&) { ADD_FAILURE() << "halts"; }
};

/// What is left when all that was heard is forgotten.
bft::State stripped(bft::State state) {
  state.votes = {};
  state.once = {};
  state.checks.clear();
  state.ahead.clear();
  state.next_height.clear();
  state.next_sequence = 0;
  state.next_batch = 0;
  bft::seek(state.proposers, state.authorities, state.number);
  return state;
}

input::TimeoutElapsed timeout(Timer timer, Round round) { return {timer, kTableNumber, round}; }

}  // namespace

Explorer::Explorer(std::set<std::size_t> liars, Round rounds)
    : liars_{std::move(liars)}, rounds_{rounds} {
  for (std::size_t place = 0; place < kPlaces; ++place)
    if (!liars_.contains(place)) honest_.push_back(place);
}

Explorer::Id Explorer::intern(Local local) {
  Bytes key = scale::encoded(local.state);
  scale::encode(key, local.decided);
  const auto [at, is_new] = ids_.emplace(std::move(key), static_cast<Id>(locals_.size()));
  if (!is_new) return at->second;
  DESCENT_ASSERT(locals_.size() < 0xffff);
  local.voice = voices_.emplace(local.state.said, static_cast<Id>(voices_.size())).first->second;
  locals_.push_back(std::move(local));
  return at->second;
}

std::optional<Explorer::Id> Explorer::run(Id from, const std::vector<Input>& inputs) {
  Run run{Bft{locals_[from].state}, {}, locals_[from].decided};
  run.feed(inputs);
  const bft::State& state = run.engine.state();
  if (state.round >= rounds_) return std::nullopt;
  return intern({stripped(state), run.decided, 0});
}

std::optional<Explorer::Id> Explorer::crash(Id from) {
  const bft::State& state = locals_[from].state;
  auto again = table_height(name(*state.self));
  for (auto [slot, vote] : state.said) {
    vote.signature = {};
    again.log.push_back({vote, {}});
  }
  return run(from, {again, timeout(Timer::Pace, 0)});
}

Explorer::Says Explorer::says(Id id, Round round, VoteKind kind) const {
  const auto& said = locals_[id].state.said;
  const auto at = said.find({round, kind});
  if (at == said.end()) return kNothing;
  if (!at->second.block) return kNil;
  return at->second.block == block_named('A') ? kA : kB;
}

Explorer::Says Explorer::says(Joint joint, std::size_t place, Round round, VoteKind kind) const {
  for (std::size_t i = 0; i < honest_.size(); ++i)
    if (honest_[i] == place) return says(part(joint, i), round, kind);
  return kAnything;
}

/// What a node does without hearing anybody: it builds, it waits too long, it crashes.
void Explorer::alone(Id from, std::set<Id>& out) {
  const auto [at, is_new] = alone_.try_emplace(from);
  if (is_new) {
    const Round round = locals_[from].state.round;
    std::set<Id> found;
    const auto add = [&](const std::optional<Id>& to) {
      if (to) found.insert(*to);
    };
    for (const char block : {'A', 'B'})
      add(run(from, {input::ValueBuilt{kTableNumber, block_named(block), round}}));
    for (const auto timer : {Timer::Propose, Timer::Prevote, Timer::Precommit})
      add(run(from, {timeout(timer, round)}));
    if (locals_[from].state.step != bft::Step::Decided) add(crash(from));
    at->second = std::move(found);
  }
  out.insert(at->second.begin(), at->second.end());
}

/// Every set of votes of one place that can reach the node, each behind `before`.
/// tag   stands for `before` in the memory of what was computed
const std::set<Explorer::Id>& Explorer::deliveries(Id from, Round round, VoteKind kind,
                                                   const std::vector<Says>& all,
                                                   const std::vector<Input>& before,
                                                   std::uint32_t tag) {
  Key key{from, round, static_cast<std::uint32_t>(kind), tag};
  key.insert(key.end(), all.begin(), all.end());
  const auto [at, is_new] = deliveries_.try_emplace(key);
  if (!is_new) return at->second;
  std::set<Id> found;
  std::vector<std::uint32_t> chosen(all.size(), kNothing);
  const std::function<void(std::size_t)> choose = [&](std::size_t place) {
    if (place < all.size()) {
      for (std::uint32_t what = kNothing; what <= kB; ++what) {
        if (what != kNothing && what != all[place] && all[place] != kAnything) continue;
        chosen[place] = what;
        choose(place + 1);
      }
      return;
    }
    Key run_key{from, round, static_cast<std::uint32_t>(kind), tag};
    run_key.insert(run_key.end(), chosen.begin(), chosen.end());
    const auto [memo, fresh] = runs_.try_emplace(run_key);
    if (fresh) {
      std::vector<Input> inputs = before;
      for (std::size_t who = 0; who < chosen.size(); ++who) {
        if (chosen[who] == kNothing) continue;
        const auto block = block_of(chosen[who]);
        inputs.push_back(input::VoteReceived{
            vote_of(name(who), kind, round, block ? static_cast<char>(block->bytes[0]) : '\0')});
      }
      const auto to = run(from, inputs);
      runs_[run_key] = to;
    }
    if (const auto to = runs_[run_key]) found.insert(*to);
  };
  choose(0);
  return deliveries_[key] = std::move(found);
}

void Explorer::hear(Joint joint, std::size_t honest, Round round, VoteKind kind,
                    const std::vector<Input>& before, std::uint32_t tag, std::set<Id>& out) {
  std::vector<Says> all;
  for (std::size_t place = 0; place < kPlaces; ++place)
    all.push_back(says(joint, place, round, kind));
  const auto& to = deliveries(part(joint, honest), round, kind, all, before, tag);
  out.insert(to.begin(), to.end());
}

void Explorer::hear_proposal(Joint joint, std::size_t honest, const Vote& proposal,
                             std::set<Id>& out) {
  const std::vector<Input> before{input::VoteReceived{proposal}};
  const Round appeal = proposal.valid_round.value_or(rounds_);
  const std::uint32_t tag =
      1 + (proposal.block == block_named('A') ? 0u : 1u) + 2 * appeal + 100 * proposal.round;
  hear(joint, honest, proposal.valid_round.value_or(proposal.round), VoteKind::Prevote, before, tag,
       out);
}

/// The proposal of the node's round: what its proposer said, or anything a liar may propose.
void Explorer::hear_proposal(Joint joint, std::size_t honest, std::set<Id>& out) {
  const Round round = locals_[part(joint, honest)].state.round;
  const std::size_t place = round % kPlaces;  // they propose in order
  for (std::size_t i = 0; i < honest_.size(); ++i) {
    if (honest_[i] != place) continue;
    const auto& said = locals_[part(joint, i)].state.said;
    const auto at = said.find({round, VoteKind::Proposal});
    if (at != said.end()) hear_proposal(joint, honest, Vote{at->second}, out);
    return;
  }
  for (const char block : {'A', 'B'}) {
    hear_proposal(joint, honest, vote_of(name(place), VoteKind::Proposal, round, block), out);
    for (Round appeal = 0; appeal < round; ++appeal)
      hear_proposal(joint, honest, vote_of(name(place), VoteKind::Proposal, round, block, appeal),
                    out);
  }
}

Explorer::Joint Explorer::with(Joint joint, std::size_t honest, Id id) {
  const auto shift = 16 * honest;
  return (joint & ~(Joint{0xffff} << shift)) | Joint{id} << shift;
}

std::set<Explorer::Id> Explorer::compute_successors(Joint joint, std::size_t honest) {
  std::set<Id> out;
  const Id from = part(joint, honest);
  if (locals_[from].state.step == bft::Step::Decided) return out;
  const Round round = locals_[from].state.round;
  alone(from, out);
  if (locals_[from].state.step == bft::Step::Propose) hear_proposal(joint, honest, out);
  hear(joint, honest, round, VoteKind::Prevote, {}, 0, out);
  for (Round any = 0; any < rounds_; ++any)
    hear(joint, honest, any, VoteKind::Precommit, {}, 0, out);
  out.erase(from);
  return out;
}

/// They depend on the node's state and on what the others said, not on what else they are.
const std::vector<Explorer::Id>& Explorer::successors(Joint joint, std::size_t honest) {
  Joint key = joint;
  for (std::size_t i = 0; i < honest_.size(); ++i)
    if (i != honest) key = with(key, i, locals_[part(joint, i)].voice);
  const auto [at, is_new] = successors_[honest].try_emplace(key);
  if (is_new) {
    const auto out = compute_successors(joint, honest);
    at->second.assign(out.begin(), out.end());
  }
  return at->second;
}

void Explorer::look_at(Joint joint, Outcome& outcome) const {
  const std::optional<Hash>* one = nullptr;
  for (std::size_t i = 0; i < honest_.size(); ++i) {
    const auto& decided = locals_[part(joint, i)].decided;
    if (!decided) continue;
    outcome.disagreement = outcome.disagreement || (one != nullptr && *one != decided);
    one = &decided;
  }
  if (one != nullptr) outcome.decided.insert(**one);
}

Explorer::Outcome Explorer::explore(std::size_t states_max) {
  Joint first = 0;
  for (std::size_t i = 0; i < honest_.size(); ++i) {
    Table table{name(honest_[i])};
    first = with(first, i, intern({stripped(table.engine().state()), std::nullopt, 0}));
  }
  Outcome outcome;
  std::vector<Joint> seen;
  std::vector<Joint> frontier{first};
  while (!frontier.empty() && seen.size() < states_max) {
    std::vector<Joint> next;
    for (const Joint joint : frontier) {
      look_at(joint, outcome);
      for (std::size_t i = 0; i < honest_.size(); ++i)
        for (const auto id : successors(joint, i)) next.push_back(with(joint, i, id));
    }
    std::vector<Joint> all;
    std::set_union(seen.begin(), seen.end(), frontier.begin(), frontier.end(),
                   std::back_inserter(all));
    seen = std::move(all);
    std::sort(next.begin(), next.end());
    next.erase(std::unique(next.begin(), next.end()), next.end());
    frontier.clear();
    std::set_difference(next.begin(), next.end(), seen.begin(), seen.end(),
                        std::back_inserter(frontier));
  }
  outcome.states = seen.size();
  outcome.complete = frontier.empty();
  outcome.local_states = locals_.size();
  return outcome;
}

}  // namespace descent::consensus::testing
