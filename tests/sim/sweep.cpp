#include "tests/sim/sweep.hpp"

#include <unistd.h>

#include <csignal>
#include <ctime>
#include <iomanip>
#include <iostream>

namespace descent::sim {
namespace {

/// The seed that is running: a signal handler can read nothing else.
volatile std::sig_atomic_t running = 0;

/// A broken invariant of the node ends the program: say where.
void on_abort(int) {
  char text[] = "seed 0000000000 aborted\n";
  auto seed = static_cast<unsigned>(running);
  for (std::size_t i = 14; i > 4; --i, seed /= 10) text[i] = static_cast<char>('0' + seed % 10);
  static_cast<void>(!::write(STDERR_FILENO, text, sizeof text - 1));
  std::signal(SIGABRT, SIG_DFL);
}

std::vector<std::string> run(Cluster& cluster, std::uint64_t seed) {
  running = static_cast<std::sig_atomic_t>(seed);
  std::signal(SIGABRT, on_abort);
  auto wrong = cluster.run();
  std::signal(SIGABRT, SIG_DFL);
  return wrong;
}

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// How the runs came back from their faults.
struct Recoveries {
  std::uint64_t all = 0, quick = 0;
  void add(const Figures& figures) {
    if (!figures.recovery_ms) return;
    ++all;
    if (*figures.recovery_ms <= figures.two_rounds_ms) ++quick;
  }
};

}  // namespace

Progress::Progress(std::uint64_t first, std::uint64_t runs, bool terminal)
    : first_{first}, runs_{runs}, terminal_{terminal} {}

std::string Progress::done(std::uint64_t failed) {
  ++done_;
  const bool is_twentieth = done_ * 20 / runs_ != (done_ - 1) * 20 / runs_;
  if (!terminal_ && !is_twentieth) return "";
  const std::string line = std::to_string(done_ * 100 / runs_) + " %, next is seed " +
                           std::to_string(first_ + done_) + ", " + std::to_string(failed) +
                           " failed";
  return terminal_ ? clear() + line : line + '\n';
}

std::uint64_t sweep(const Options& options, const Sweep& what) {
  Progress progress{what.first, what.runs, isatty(STDOUT_FILENO) == 1};
  Options each = options;
  std::uint64_t failed = 0;
  Recoveries recoveries;
  const double start = cpu_seconds();
  for (std::uint64_t n = 0; n < what.runs; ++n) {
    each.seed = what.first + n;
    Cluster cluster{each};
    const auto wrong = run(cluster, each.seed);
    recoveries.add(cluster.figures());
    if (!wrong.empty()) ++failed;
    if (!wrong.empty() && !what.quiet) std::cout << progress.clear();
    for (const auto& line : wrong) std::cout << line << '\n' << std::flush;
    if (!what.quiet) std::cout << progress.done(failed) << std::flush;
  }
  if (!what.quiet) std::cout << progress.clear();
  std::cout << std::fixed << std::setprecision(1)
            << static_cast<double>(what.runs) / (cpu_seconds() - start) << " seeds per CPU second; "
            << recoveries.quick << " of " << recoveries.all << " got on within two rounds\n";
  return failed;
}

std::uint64_t replay(const Options& options) {
  Cluster cluster{options};
  const auto wrong = run(cluster, options.seed);
  for (const auto& line : wrong) std::cout << line << '\n';
  const Figures& figures = cluster.figures();
  for (std::size_t i = 0; i < cluster.size(); ++i)
    if (const auto& liar = cluster.machine(i).liar)
      std::cout << "machine " << i << " lies"
                << (liar->is_punishable() ? ", and contradicts itself" : "") << '\n';
  std::cout << "height " << cluster.height() << ", transfers " << cluster.checks().transfers()
            << ", reports " << cluster.checks().reports() << ", power cuts " << figures.power_cuts
            << ", halts " << figures.halts << ", slow writes " << figures.slow_writes
            << ", blocks fetched " << figures.fetched << ", parts asked for " << figures.parts_asked
            << ", got on after " << figures.recovery_ms.value_or(0) << " ms, trace "
            << cluster.trace() << '\n';
  return wrong.empty() ? 0 : 1;
}

}  // namespace descent::sim
