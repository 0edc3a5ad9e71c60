#include "tests/sim/cluster.hpp"

#include <algorithm>

#include "tests/sim/edge.hpp"

namespace descent::sim {
namespace {

constexpr std::uint64_t kRestartMsMax = 1'500;
constexpr std::uint64_t kFollowMs = 10'000;
constexpr std::uint64_t kEventsMost = 4'000'000;  ///< of a small network

}  // namespace

// The order of what is drawn here is part of what a seed means.
Cluster::Cluster(const Options& options)
    : dice_{options.seed},
      options_{drawn(options, dice_)},
      founding_{founding(options.machines, happens(options.uneven, dice_))},
      network_{options_, dice_, time_,
               [this](std::size_t from, std::size_t to, const Network::Delivered& parcel) {
                 delivered(from, to, parcel);
               }},
      checks_{founding_, machines_, [this](const std::string& what) { wrong(what); }} {
  for (std::size_t i = 0; i < options_.machines; ++i) {
    machines_.push_back(std::make_unique<Machine>(
        founding_.keys[i], [this, i](store::Sync sync) { return fate(i, sync); }));
    edges_.push_back(std::make_unique<Edge>(*this, i));
  }
  choose_liars();
  choose_faults();
}
Cluster::~Cluster() = default;

// ---- The run --------------------------------------------------------------------------------

std::vector<std::string> Cluster::run() {
  for (std::size_t i = 0; i < machines_.size(); ++i)
    time_.at(dice_.below(50), [this, i] { start(i); });
  for (std::uint64_t n = 0; n < options_.transfers; ++n)
    time_.at((n + 1) * options_.faults_ms / (options_.transfers + 1), [this, n] { transfer(n); });
  network_.begin_to_split();
  time_.at(options_.faults_ms, [this] { begin_calm_if_all_are_up(); });
  const std::uint64_t most = kEventsMost * std::max<std::size_t>(1, options_.machines / 4);
  std::uint64_t events = 0;
  while (wrong_.empty() && time_.step(end_ms()))
    if (++events > most) wrong("so much happens that there is no end to it");
  for (const auto& m : machines_)
    if (m->process) figures_.fetched += m->process->peer.fetched();
  if (wrong_.empty() && !calm_since_ms_) wrong("not everybody came back");
  if (wrong_.empty()) checks_.on_end();
  return wrong_;
}

/// Nobody is judged before the time for progress is over, or the others could follow.
std::uint64_t Cluster::end_ms() const {
  const std::uint64_t end = options_.faults_ms + options_.calm_ms;
  if (!figures_.recovery_ms) return std::max(end, progress_due_ms_ + 1);
  return std::max(end, *calm_since_ms_ + *figures_.recovery_ms + kFollowMs);
}

void Cluster::note(std::uint64_t what) {
  trace_ = Dice{trace_ ^ what ^ (time_.now_ms() << 20)}.next();
}

void Cluster::wrong(const std::string& what) {
  wrong_.push_back("seed " + std::to_string(options_.seed) + ", " + std::to_string(time_.now_ms()) +
                   " ms: " + what);
}

BlockNumber Cluster::height() const {
  BlockNumber out = UINT32_MAX;
  for (const auto& m : machines_)
    out = std::min<BlockNumber>(out, m->process ? m->process->chain->head().number.value : 0);
  return out;
}

// ---- Machines -------------------------------------------------------------------------------

std::uint64_t Cluster::local_ms(std::size_t machine) const {
  return std::max(time_.now_ms(), machines_[machine]->busy_until_ms);
}

/// Another one in each life, as connections have.
network::PeerNumber Cluster::number_of(std::size_t machine) const {
  return machine + machines_.size() * machines_[machine]->incarnation;
}

void Cluster::start(std::size_t machine) {
  if (machines_[machine]->process) return;
  note(100 + machine);
  guarded(machine, [&] { open(machine); });
  if (!machines_[machine]->process) return;
  tick(machine, machines_[machine]->incarnation);
  begin_calm_if_all_are_up();
}

void Cluster::open(std::size_t machine) {
  Machine& m = *machines_[machine];
  auto engine = m.liar ? m.liar->engine() : std::make_unique<consensus::Bft>();
  Edge& edge = *edges_[machine];
  m.process.emplace(m.disk, founding_, std::move(engine), edge, edge, verifier_);
  m.process->chain->listen([this, machine](const auto& block) { committed(machine, block); });
  checks_.on_start(machine);
  for (const std::size_t other : network_.neighbours(machine)) {
    auto& there = machines_[other]->process;
    if (!there) continue;
    m.process->peer.joined(number_of(other), there->chain->head().number);
    there->peer.joined(number_of(machine), m.process->chain->head().number);
  }
  m.process->validator.start();
}

void Cluster::on_machine(std::size_t machine, const std::function<void(Process&)>& work) {
  Machine& m = *machines_[machine];
  if (!m.process) return;
  if (m.busy_until_ms <= time_.now_ms()) return guarded(machine, [&] { work(*m.process); });
  time_.at(m.busy_until_ms - time_.now_ms(), [this, machine, work, life = m.incarnation] {
    if (machines_[machine]->incarnation == life) on_machine(machine, work);
  });
}

void Cluster::guarded(std::size_t machine, const std::function<void()>& work) {
  Machine& m = *machines_[machine];
  try {
    work();
  } catch (const PowerCut&) {
    ++figures_.power_cuts;
    go_down(machine);
    m.disk.lose_unsynced();
  } catch (const Halted& halted) {
    ++figures_.halts;
    if (!m.disk.has_failed())
      wrong("machine " + std::to_string(machine) + ": " + halted.error.text);
    go_down(machine);
  }
}

void Cluster::go_down(std::size_t machine) {
  Machine& m = *machines_[machine];
  note(200 + machine);
  for (const std::size_t other : network_.neighbours(machine))
    if (auto& there = machines_[other]->process) there->peer.gone(number_of(machine));
  if (m.process) figures_.fetched += m.process->peer.fetched();
  ++m.incarnation;
  m.process.reset();
  m.busy_until_ms = 0;
  time_.at(1 + dice_.below(kRestartMsMax), [this, machine] { start(machine); });
}

void Cluster::tick(std::size_t machine, std::uint64_t incarnation) {
  if (machines_[machine]->incarnation != incarnation) return;
  on_machine(machine, [](Process& process) { process.peer.tick(); });
  time_.at(Peer::kTickMs, [this, machine, incarnation] { tick(machine, incarnation); });
}

void Cluster::delivered(std::size_t from, std::size_t to, const Network::Delivered& parcel) {
  note(from * 256 + to);
  Machine& m = *machines_[to];
  const auto ends = parcel->ends.value_or(Parcel::Ends{number_of(from), number_of(to)});
  if (!m.process || ends.to != number_of(to)) return;
  if (m.liar != nullptr && !m.liar->hears(parcel->letter)) return;
  on_machine(to,
             [ends, parcel](Process& process) { process.peer.hear(ends.from, parcel->letter); });
}

void Cluster::committed(std::size_t machine, const service::Chain::Committed& block) {
  note(block.hash.bytes[0] * 256U + block.header.number.value);
  const bool first = checks_.on_commit(machine, block);
  if (first) figures_.block_bytes += scale::encoded(Block{block.header, block.body}).size();
  const auto proposed = proposed_ms_.find(block.hash);
  if (proposed != proposed_ms_.end())
    figures_.decision_ms.push_back(local_ms(machine) - proposed->second);
  if (first && calm_since_ms_ && block.header.number.value == calm_height_ + 1)
    figures_.recovery_ms = time_.now_ms() - *calm_since_ms_;
}

}  // namespace descent::sim
