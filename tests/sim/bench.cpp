// Figures of a simulated network: how long a decision takes in delays of the network, what it
// sends, and how much faster than time an idle one runs.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "tests/sim/cluster.hpp"

namespace descent::sim {
namespace {

constexpr std::uint64_t kDelayMs = 100;
constexpr std::uint64_t kIdleMs = 600'000;

/// No faults, a constant delay, and transfers all the time.
Options busy(std::size_t machines, std::size_t outbound) {
  Options out;
  out.machines = machines;
  out.faults_ms = machines > 16 ? 4'000 : 20'000;  // transfers come while faults would last
  out.calm_ms = 5'000;
  out.transfers = out.faults_ms / 20;
  out.uneven = out.disk = out.skew = out.rough = out.scattered = When::Never;
  out.loss_one_in = out.twice_one_in = out.power_cut_one_in = 0;
  out.partitions = false;
  out.delay_ms_min = out.delay_ms_max = out.calm_delay_ms_max = kDelayMs;
  out.outbound = outbound;
  return out;
}

double part(std::uint64_t a, std::uint64_t b) {
  return static_cast<double>(a) / static_cast<double>(std::max<std::uint64_t>(b, 1));
}

void end_if_wrong(Cluster& cluster) {
  for (const auto& line : cluster.run()) {
    std::printf("%s\n", line.c_str());
    std::exit(1);
  }
}

void measure(std::size_t machines, std::size_t outbound) {
  Cluster cluster{busy(machines, outbound)};
  end_if_wrong(cluster);
  auto took = cluster.figures().decision_ms;
  std::ranges::sort(took);
  const auto at = [&](std::size_t percent) {
    return took.empty() ? 0.0 : part(took[(took.size() - 1) * percent / 100], 3 * kDelayMs);
  };
  const std::uint64_t blocks = machines * cluster.figures().block_bytes;
  std::printf(
      "%3zu validators, %s: %u blocks; proposal to decision, in three delays: p50 %.2f, p99 %.2f "
      "(aim 1.5); bytes sent by a node beside those of the blocks: in blocks %.2f (aim 0.3), in "
      "all "
      "%.1f\n",
      machines, outbound == 0 ? "all to all" : "8 outbound", cluster.height(), at(50), at(99),
      part(cluster.sent().block_bytes, blocks), part(cluster.sent().bytes, blocks));
  std::fflush(stdout);
}

void measure_idle() {
  Options options = busy(4, 0);
  options.faults_ms = options.transfers = 0;
  options.calm_ms = kIdleMs;
  Cluster cluster{options};
  const auto start = std::chrono::steady_clock::now();
  end_if_wrong(cluster);
  const std::chrono::duration<double, std::milli> real = std::chrono::steady_clock::now() - start;
  std::printf("4 validators, idle: %.0f times as fast as time (aim 500), %u blocks\n",
              static_cast<double>(kIdleMs) / real.count(), cluster.height());
}

}  // namespace
}  // namespace descent::sim

int main() {
  for (const std::size_t machines : {4U, 16U, 64U, 100U}) descent::sim::measure(machines, 0);
  for (const std::size_t machines : {64U, 100U}) descent::sim::measure(machines, 8);
  descent::sim::measure_idle();
}
