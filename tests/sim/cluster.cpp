#include "tests/sim/cluster.hpp"

#include <algorithm>
#include <span>

#include "chain-spec/descent_runtime.hpp"
#include "chain-spec/genesis.hpp"
#include "runtime/crypto/hash.hpp"
#include "runtime/primitives/assert.hpp"

namespace descent::sim {
namespace {

namespace gossip = service::gossip;
using consensus::effect::ScheduleTimer;

constexpr Moment kStart = 1'700'000'000'000;
constexpr std::uint64_t kRestartMsMax = 1'500;
constexpr std::uint64_t kSplitMsMax = 3'000;
constexpr std::uint64_t kEventsMost = 4'000'000;

const chain_spec::ChainSpec& spec() {
  static const chain_spec::ChainSpec local = *chain_spec::preset("local");
  return local;
}
const chain_spec::RuntimeSet& rules() {
  static const chain_spec::RuntimeSet all;
  return all;
}

crypto::Keypair session_key(std::size_t machine) {
  const auto name = std::string{crypto::dev_accounts()[machine]};
  return *crypto::from_suri(crypto::KeyType::Ed25519, "//" + name);
}

}  // namespace

/// What a machine sees of the simulated world.
class Cluster::Edge final : public service::World {
 public:
  Edge(Cluster& cluster, std::size_t machine) : cluster_{cluster}, machine_{machine} {}

  Moment now() override { return kStart + cluster_.now_ms_; }
  void schedule(const ScheduleTimer& timer) override {
    const std::uint64_t ring = ++rings_[timer.timer];
    const std::uint64_t life = me().incarnation;
    cluster_.at(timer.delay_ms, [this, timer, ring, life] {
      if (me().incarnation != life || rings_[timer.timer] != ring) return;
      cluster_.on_machine(machine_, [&](auto& validator) { validator.elapsed(timer); });
    });
  }
  void cancel(consensus::Timer timer) override { ++rings_[timer]; }
  void broadcast(const gossip::Message& message, bool) override {
    for (std::size_t to = 0; to < cluster_.machines_.size(); ++to)
      if (to != machine_) cluster_.send(machine_, to, lies(to) ? other(message) : message);
  }
  void send(service::Peer to, const gossip::Message& message) override {
    cluster_.send(machine_, static_cast<std::size_t>(to), message);
  }
  std::optional<consensus::Signature> sign(const consensus::Vote& vote) override {
    return me().sign(vote, cluster_.genesis_hash());
  }
  std::optional<consensus::AuthorityId> self(const consensus::AuthoritySet&) override {
    return me().id();
  }
  void halt(const std::string& reason) override {
    cluster_.wrong("machine " + std::to_string(machine_) + " halts: " + reason);
    throw PowerCut{};
  }

 private:
  Machine& me() { return *cluster_.machines_[machine_]; }
  bool lies(std::size_t to) const { return machine_ < cluster_.options_.liars && to % 2 == 1; }
  /// The same vote, for nothing instead of a block.
  gossip::Message other(const gossip::Message& message) {
    const auto* said = std::get_if<gossip::Said>(&message);
    if (said == nullptr || !said->vote.block || said->vote.validator != me().id()) return message;
    auto vote = said->vote;
    vote.block.reset();
    const Hash& genesis = cluster_.genesis_hash();
    const MultiSignature signature = me().key.sign(scale::encoded(sign_bytes(genesis, vote)));
    vote.signature = std::get<multi_signature::Ed25519>(signature).value;
    return gossip::Said{vote};
  }

  Cluster& cluster_;
  const std::size_t machine_;
  std::map<consensus::Timer, std::uint64_t> rings_;
};

Cluster::Cluster(const Options& options) : options_{options}, dice_{options.seed} {
  DESCENT_ASSERT(options.machines <= crypto::dev_accounts().size());
  for (std::size_t i = 0; i < options_.machines; ++i) {
    const auto fate_of_write = [this](store::Sync sync) { return fate(sync); };
    machines_.push_back(std::make_unique<Machine>(session_key(i), fate_of_write));
    edges_.push_back(std::make_unique<Edge>(*this, i));
  }
}
Cluster::~Cluster() = default;

const Hash& Cluster::genesis_hash() {
  static const Hash hash =
      crypto::blake2b_256(scale::encoded(chain_spec::genesis_header(spec().genesis)));
  return hash;
}

// ---- Time -----------------------------------------------------------------------------------

void Cluster::at(std::uint64_t delay_ms, Event event) {
  events_.emplace(std::pair{now_ms_ + delay_ms, order_++}, std::move(event));
}

std::vector<std::string> Cluster::run() {
  for (std::size_t i = 0; i < machines_.size(); ++i) at(dice_.below(50), [this, i] { start(i); });
  for (std::uint64_t n = 0; n < options_.transfers; ++n)
    at((n + 1) * options_.faults_ms / (options_.transfers + 1), [this, n] { transfer(n); });
  if (options_.partitions) at(dice_.below(kSplitMsMax), [this] { split(); });
  const std::uint64_t end = options_.faults_ms + options_.calm_ms;
  for (std::uint64_t n = 0; n < kEventsMost && !events_.empty() && wrong_.empty(); ++n) {
    auto next = events_.extract(events_.begin());
    now_ms_ = next.key().first;
    if (now_ms_ > end) break;
    next.mapped()();
  }
  if (wrong_.empty()) check_end();
  return wrong_;
}

void Cluster::note(std::uint64_t what) { trace_ = Dice{trace_ ^ what ^ (now_ms_ << 20)}.next(); }

void Cluster::wrong(const std::string& what) {
  wrong_.push_back("seed " + std::to_string(options_.seed) + ", " + std::to_string(now_ms_) +
                   " ms: " + what);
}

// ---- Machines -------------------------------------------------------------------------------

void Cluster::start(std::size_t machine) {
  Machine& m = *machines_[machine];
  if (m.process) return;
  note(100 + machine);
  try {
    m.process.emplace(m.disk, spec(), rules(), *edges_[machine], service::Validator::Options{});
    m.process->chain->listen([this, machine](const auto& block) { committed(machine, block); });
    m.process->validator.start();
  } catch (const PowerCut&) {
    power_off(machine);
  }
}

void Cluster::on_machine(std::size_t machine,
                         const std::function<void(service::Validator&)>& work) {
  Machine& m = *machines_[machine];
  if (!m.process) return;
  try {
    work(m.process->validator);
  } catch (const PowerCut&) {
    power_off(machine);
  }
}

void Cluster::power_off(std::size_t machine) {
  Machine& m = *machines_[machine];
  note(200 + machine);
  ++power_cuts_;
  ++m.incarnation;
  m.process.reset();
  m.disk.lose_unsynced();
  at(1 + dice_.below(kRestartMsMax), [this, machine] { start(machine); });
}

Disk::Cut Cluster::fate(store::Sync) {
  if (!faulty() || now_ms_ == 0 || !dice_.one_in(options_.power_cut_one_in)) return Disk::Cut::No;
  return dice_.one_in(2) ? Disk::Cut::Before : Disk::Cut::After;
}

// ---- Network --------------------------------------------------------------------------------

void Cluster::send(std::size_t from, std::size_t to, const gossip::Message& message) {
  const Bytes bytes = scale::encoded(message);
  if (faulty() && dice_.one_in(options_.loss_one_in)) return;
  deliver(from, to, bytes);
  if (faulty() && dice_.one_in(options_.twice_one_in)) deliver(from, to, bytes);
}

void Cluster::deliver(std::size_t from, std::size_t to, const Bytes& message) {
  const std::uint64_t delay = 1 + dice_.below(faulty() ? options_.delay_ms_max : 10);
  at(delay, [this, from, to, message] {
    if (separated(from, to)) return;
    const auto decoded = gossip::decode(message);
    DESCENT_ASSERT(decoded);
    note(from * 16 + to);
    on_machine(to, [&](auto& validator) { validator.received(from, *decoded); });
  });
}

bool Cluster::separated(std::size_t a, std::size_t b) const {
  return apart_.contains(a) != apart_.contains(b);
}

void Cluster::split() {
  apart_.clear();
  if (!faulty()) return;
  if (dice_.one_in(2))
    for (std::size_t i = 0; i < machines_.size(); ++i)
      if (dice_.one_in(2)) apart_.insert(i);
  at(1 + dice_.below(kSplitMsMax), [this] { split(); });
}

// ---- Checks ---------------------------------------------------------------------------------

void Cluster::committed(std::size_t machine, const service::Chain::Committed& block) {
  const BlockNumber number = block.header.number;
  note(block.hash.bytes[0] * 256U + number);
  const auto [known, first] = final_.emplace(number, block.hash);
  if (!first && known->second != block.hash)
    wrong("machine " + std::to_string(machine) + " has another block " + std::to_string(number));
  if (first)
    for (const Bytes& extrinsic : block.body) look_at(extrinsic);
}

void Cluster::look_at(View extrinsic) {
  if (extrinsic[0] & 0x80) ++included_;
  constexpr std::size_t kBefore = 3;  // version, module, call
  if (extrinsic[0] & 0x80 || extrinsic[1] != chain_spec::kOffences) return;
  const auto lie = scale::decoded<consensus::Equivocation>(extrinsic.subspan(kBefore));
  DESCENT_ASSERT(lie);
  const auto& vote = lie->first;
  const auto liars = std::span{machines_}.first(options_.liars);
  const bool liar = std::ranges::any_of(
      liars, [&](const auto& machine) { return machine->id() == vote.validator; });
  if (!liar) wrong("an honest validator is reported");
  if (!reported_.emplace(vote.validator, vote.number, vote.round, vote.kind).second)
    wrong("a lie is reported twice");
}

/// To every pool that is up, as if it had been gossiped.
void Cluster::transfer(std::uint64_t nonce) {
  static const auto alice = *crypto::from_suri(crypto::KeyType::Sr25519, "//Alice");
  const modules::Balances::transfer_keep_alive call{.dest = machines_[0]->key.account(),
                                                    .value = kGrad};
  frame::RuntimeCall bytes{{chain_spec::kBalances, call.meta.index}};
  scale::encode(bytes.bytes, call);
  const RuntimeVersion version = chain_spec::dev_version();
  frame::Extra extra;
  std::get<frame::CheckNonce>(extra).nonce = static_cast<Nonce>(nonce);
  const Bytes payload = frame::signing_payload(
      bytes, extra,
      {version.spec_version, version.transaction_version, genesis_hash(), genesis_hash()});
  const Bytes extrinsic = frame::encode_extrinsic(
      {frame::Signature{alice.account(), alice.sign(payload), extra}, bytes});
  for (std::size_t i = 0; i < machines_.size(); ++i) {
    if (!machines_[i]->process) continue;
    if (machines_[i]->process->pool.submit(extrinsic))
      on_machine(i, [](auto& validator) { validator.work_arrived(); });
  }
}

BlockNumber Cluster::height() const {
  BlockNumber out = UINT32_MAX;
  for (const auto& m : machines_)
    out = std::min<BlockNumber>(out, m->process ? m->process->chain->head().number.value : 0);
  return out;
}

void Cluster::check_end() {
  const BlockNumber reached = final_.empty() ? 0 : final_.rbegin()->first;
  if (reached == 0) return wrong("nothing was decided");
  if (options_.liars > 0 && reported_.empty()) wrong("nobody noticed the lies");
  for (std::size_t i = 0; i < machines_.size(); ++i) {
    const auto& process = machines_[i]->process;
    const std::string who = "machine " + std::to_string(i);
    if (!process) {
      wrong(who + " is down");
      continue;
    }
    if (process->chain->head().number + 2 < reached)
      wrong(who + " is left behind at block " + std::to_string(process->chain->head().number));
    for (const auto& problem : process->chain->newest().try_state()) wrong(who + ": " + problem);
  }
}

}  // namespace descent::sim
