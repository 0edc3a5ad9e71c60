// What goes wrong, and how long it may take until all is well again.
#include <algorithm>

#include "chain-spec/descent_runtime.hpp"
#include "runtime/primitives/assert.hpp"
#include "tests/sim/edge.hpp"

namespace descent::sim {
namespace {

constexpr std::uint64_t kSlowMsMax = 300;
constexpr std::uint64_t kFullMsMax = 2'500;
constexpr std::uint64_t kUnaskedMsMax = 700;
constexpr std::uint64_t kScatterMsMax = 400;
constexpr std::uint64_t kSpreadMs = 150;    ///< TransactionRelay::kSpread
constexpr std::uint64_t kSkewMs = 4'000;    ///< of anybody, while faults last
constexpr std::uint64_t kCalmSkewMs = 200;  ///< of most, after that
constexpr std::uint64_t kFarSkewMs = 3'600'000;
constexpr std::uint64_t kPrecisionMs = 500;  ///< by which a block may be early: validator.hpp
constexpr std::uint64_t kSlackMs = 300;      ///< messages on their way, blocks asked for
constexpr std::uint64_t kCatchUpMs = 4'000;  ///< somebody is asked, and somebody else

std::int64_t either_way(Dice& dice, std::uint64_t most) {
  return static_cast<std::int64_t>(dice.below(2 * most + 1)) - static_cast<std::int64_t>(most);
}

/// What a round takes at most, from its number on.
std::uint64_t round_ms(const consensus::Timing& timing, std::uint64_t round) {
  return timing.propose_ms + timing.prevote_ms + timing.precommit_ms + 3 * timing.growth_ms * round;
}

}  // namespace

// ---- What is drawn --------------------------------------------------------------------------

/// As many as are wanted and have less than a third of the power together.
void Cluster::choose_liars() {
  std::uint64_t total = 0, lying = 0;
  for (const auto power : founding_.powers) total += power;
  const std::size_t from = dice_.below(machines_.size());
  std::size_t left = options_.liars;
  for (std::size_t i = 0; i < machines_.size() && left > 0; ++i) {
    const std::size_t who = (from + i) % machines_.size();
    if (3 * (lying + founding_.powers[who]) >= total) continue;
    lying += founding_.powers[who];
    --left;
    const auto drawn = kLiarKinds[dice_.below(kLiarKinds.size())];
    Machine& m = *machines_[who];
    m.liar = make_liar(options_.liar.value_or(drawn),
                       {founding_, who, dice_, twins_, m.signed_places,
                        [&m]() { return m.process ? m.process->chain.get() : nullptr; },
                        [&m]() { return m.process ? &m.process->pool : nullptr; },
                        [this, who] { return edges_[who]->now(); }});
    time_.at(dice_.below(kUnaskedMsMax), [this, who] { speak_unasked(who); });
  }
}

void Cluster::choose_faults() {
  scattered_ = happens(options_.scattered, dice_);
  if (happens(options_.disk, dice_) && options_.faults_ms > 0) {
    for (const auto& m : machines_)
      if (dice_.one_in(2)) m->slow_ms = 1 + dice_.below(kSlowMsMax);
    time_.at(dice_.below(kFullMsMax), [this] { fill_a_disk(); });
  }
  if (!happens(options_.skew, dice_)) return;
  skew_ms_max_ = kSkewMs + kPrecisionMs;
  for (const auto& m : machines_) m->skew_ms = either_way(dice_, kSkewMs);
  time_.at(options_.faults_ms, [this] { set_clocks(); });
}

/// Who stays wrong for good takes part in nothing: with the liars, less than a third.
void Cluster::set_clocks() {
  std::uint64_t total = 0, useless = 0;
  for (std::size_t i = 0; i < machines_.size(); ++i) {
    total += founding_.powers[i];
    if (!machines_[i]->is_honest()) useless += founding_.powers[i];
  }
  for (std::size_t i = 0; i < machines_.size(); ++i) {
    Machine& m = *machines_[i];
    const std::uint64_t with = useless + (m.is_honest() ? founding_.powers[i] : 0);
    m.far_skewed = m.is_honest() && 3 * with < total && dice_.one_in(2);
    if (m.far_skewed) useless = with;
    m.skew_ms = either_way(dice_, m.far_skewed ? kFarSkewMs : kCalmSkewMs);
  }
}

// ---- What happens ---------------------------------------------------------------------------

Disk::Fate Cluster::fate(std::size_t machine, store::Sync sync) {
  Machine& m = *machines_[machine];
  const std::uint64_t now = time_.now_ms();
  if (!faulty() || now == 0) return Disk::Fate::Done;
  if (now < m.full_until_ms) return Disk::Fate::Full;
  if (m.slow_ms > 0 && sync == store::Sync::Yes) {
    ++figures_.slow_writes;
    m.busy_until_ms = local_ms(machine) + 1 + dice_.below(m.slow_ms);
  }
  if (!dice_.one_in(options_.power_cut_one_in)) return Disk::Fate::Done;
  return dice_.one_in(2) ? Disk::Fate::CutBefore : Disk::Fate::CutAfter;
}

void Cluster::fill_a_disk() {
  if (!faulty()) return;
  auto& full_until_ms = machines_[dice_.below(machines_.size())]->full_until_ms;
  full_until_ms = time_.now_ms() + 1 + dice_.below(kFullMsMax);
  time_.at(1 + dice_.below(kFullMsMax), [this] { fill_a_disk(); });
}

void Cluster::speak_unasked(std::size_t machine) {
  on_machine(machine, [this, machine](Process&) {
    for (const Letter& letter : machines_[machine]->liar->unasked())
      for (const std::size_t to : network_.neighbours(machine))
        network_.send(machine, to, parcel_of(letter), 0);
  });
  time_.at(1 + dice_.below(kUnaskedMsMax), [this, machine] { speak_unasked(machine); });
}

void Cluster::transfer(std::uint64_t nonce) {
  static const auto alice = *crypto::from_suri(crypto::KeyType::Sr25519, "//Alice");
  const modules::Balances::transfer_keep_alive call{.dest = founding_.stashes[0], .value = kGrad};
  frame::RuntimeCall bytes{{chain_spec::kBalances, call.meta.index}};
  scale::encode(bytes.bytes, call);
  const RuntimeVersion version = chain_spec::dev_version();
  frame::Extra extra;
  std::get<frame::CheckNonce>(extra).nonce = static_cast<Nonce>(nonce);
  const Bytes payload = frame::signing_payload(
      bytes, extra, {version.spec_version, version.transaction_version, genesis(), genesis()});
  const Bytes extrinsic = frame::encode_extrinsic(
      {frame::Signature{alice.account(), alice.sign(payload), extra}, bytes});
  give(extrinsic);
}

/// To every pool that is up, as if it had been gossiped.
void Cluster::give(const Bytes& extrinsic) {
  given_ms_.emplace(frame::extrinsic_hash(extrinsic), time_.now_ms());
  for (std::size_t i = 0; i < machines_.size(); ++i)
    time_.at(scattered_ ? dice_.below(kScatterMsMax) : 0, [this, i, extrinsic] {
      on_machine(i, [extrinsic](Process& process) {
        if (process.pool.submit(extrinsic)) process.validator.work_arrived();
      });
    });
}

/// As a node guesses it: by time, and so wrongly now and then.
bool Cluster::is_common(const Hash& transaction) const {
  if (!scattered_) return true;
  const auto given = given_ms_.find(transaction);
  return given != given_ms_.end() && given->second + kSpreadMs <= time_.now_ms();
}

// ---- When all is well again -----------------------------------------------------------------

void Cluster::begin_calm_if_all_are_up() {
  const auto is_up = [](const auto& machine) { return machine->process.has_value(); };
  if (faulty() || calm_since_ms_ || !std::ranges::all_of(machines_, is_up)) return;
  calm_since_ms_ = time_.now_ms();
  calm_height_ = checks_.reached();
  expect_progress();
}

/// Rounds until somebody proposes who can, and whom all can follow.
std::uint64_t Cluster::rounds_needed() const {
  std::uint64_t out = 2;
  bool locked = false;
  for (const auto& m : machines_) {
    const auto* state = m->process->state();
    if (!m->is_honest() || m->far_skewed) ++out;
    if (m->is_honest() && state != nullptr && state->locked) locked = true;
  }
  return locked ? out + machines_.size() : out;
}

/// The next block is due when the clocks and the idle time allow, and what was said is said again.
void Cluster::expect_progress() {
  const consensus::Timing timing;
  std::uint64_t round = 0;
  for (const auto& m : machines_)
    if (const auto* state = m->process->state())
      round = std::max<std::uint64_t>(round, state->round);
  // Clocks that were ahead leave the chain in the future; rounds pass in vain until it is present.
  for (std::uint64_t spent = 0; spent < skew_ms_max_; ++round)
    spent += timing.precommit_ms + timing.growth_ms * round;
  const std::uint64_t begin = timing.idle_ms + 2 * timing.retransmit_ms + skew_ms_max_ + kSlackMs;
  std::uint64_t wait = begin;
  if (height() < calm_height_) wait += kCatchUpMs;
  for (std::uint64_t i = 0; i < rounds_needed(); ++i) wait += round_ms(timing, round + i);
  figures_.two_rounds_ms = begin + round_ms(timing, round) + round_ms(timing, round + 1);
  progress_due_ms_ = time_.now_ms() + wait;
  time_.at(wait, [this] {
    if (checks_.reached() <= calm_height_) wrong("nothing was decided since the faults stopped");
  });
}

}  // namespace descent::sim
