// descent-sim: runs of the simulator by their seeds.
#include <CLI/CLI.hpp>
#include <iostream>

#include "tests/sim/cluster.hpp"

int main(int argc, char** argv) {
  CLI::App app{
      "Simulates networks of validators under faults.\n\n"
      "  descent-sim --seed 42          replays a run and prints its trace\n"
      "  descent-sim --seeds 1000       runs seeds 0 to 999"};
  std::optional<std::uint64_t> seed;
  std::uint64_t seeds = 100;
  descent::sim::Options options;
  app.add_option("--seed", seed, "one run");
  app.add_option("--seeds", seeds, "so many runs, from seed 0")->capture_default_str();
  app.add_option("--machines", options.machines, "1 to 6")
      ->check(CLI::Range(1, 6))
      ->capture_default_str();
  app.add_option("--liars", options.liars, "machines that contradict themselves")
      ->check(CLI::Range(0, 1))
      ->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  const std::uint64_t first = seed.value_or(0);
  const std::uint64_t end = seed ? *seed + 1 : seeds;
  std::uint64_t failed = 0;
  for (options.seed = first; options.seed < end; ++options.seed) {
    descent::sim::Cluster cluster{options};
    const auto wrong = cluster.run();
    for (const auto& line : wrong) std::cout << line << '\n';
    if (!wrong.empty()) ++failed;
    if (seed)
      std::cout << "height " << cluster.height() << ", transfers " << cluster.transfers_included()
                << ", reports " << cluster.reports() << ", power cuts " << cluster.power_cuts()
                << ", trace " << cluster.trace() << '\n';
  }
  std::cout << end - first - failed << " passed, " << failed << " failed\n";
  return failed == 0 ? 0 : 1;
}
