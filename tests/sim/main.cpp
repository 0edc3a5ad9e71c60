// descent-sim: runs of the simulator by their seeds.
#include <CLI/CLI.hpp>
#include <iostream>

#include "tests/sim/sweep.hpp"

namespace {

using namespace descent::sim;

const std::map<std::string, LiarKind> kKinds{{"equivocating", LiarKind::Equivocating},
                                             {"amnesiac", LiarKind::Amnesiac},
                                             {"silent", LiarKind::Silent},
                                             {"lying", LiarKind::Lying}};
const std::map<std::string, When> kWhen{
    {"never", When::Never}, {"sometimes", When::Sometimes}, {"always", When::Always}};

void describe(CLI::App& app, Options& options) {
  app.add_option("--machines", options.machines, "validators, 1 to 100")
      ->check(CLI::Range(std::size_t{1}, kMachinesMax))
      ->capture_default_str();
  app.add_option("--liars", options.liars, "machines that depart from the rules, less than a third")
      ->capture_default_str();
  app.add_option("--liar", options.liar, "their kind; drawn if it is not named")
      ->transform(CLI::CheckedTransformer(kKinds));
  app.add_option("--disk", options.disk, "whether disks are full, or slow")
      ->transform(CLI::CheckedTransformer(kWhen));
  app.add_option("--skew", options.skew, "whether clocks are wrong")
      ->transform(CLI::CheckedTransformer(kWhen));
  app.add_option("--scattered", options.scattered, "whether pools differ")
      ->transform(CLI::CheckedTransformer(kWhen));
  app.add_option("--outbound", options.outbound, "others a machine connects to; 0: all to all")
      ->capture_default_str();
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{
      "Simulates networks of validators under faults.\n\n"
      "  descent-sim --seed 42                  replays a run and prints its trace\n"
      "  descent-sim --seeds 1000               runs seeds 0 to 999\n"
      "  descent-sim --first 500 --seeds 1000   goes on from seed 500\n"
      "  descent-sim --machines 7 --liars 2 --liar amnesiac"};
  std::optional<std::uint64_t> seed;
  std::uint64_t seeds = 100;
  Sweep what;
  Options options;
  app.add_option("--seed", seed, "one run");
  app.add_option("--seeds", seeds, "run the seeds below this one")->capture_default_str();
  app.add_option("--first", what.first, "from this one on")->capture_default_str();
  app.add_flag("--quiet", what.quiet, "no progress");
  describe(app, options);
  CLI11_PARSE(app, argc, argv);
  if (options.liars > liars_max(options.machines)) {
    std::cerr << "of " << options.machines << " machines at most " << liars_max(options.machines)
              << " may lie\n";
    return 2;
  }
  options = sized(options);
  if (seed) {
    options.seed = *seed;
    return replay(options) == 0 ? 0 : 1;
  }
  what.runs = seeds - std::min(seeds, what.first);
  const std::uint64_t failed = sweep(options, what);
  std::cout << what.runs - failed << " passed, " << failed << " failed\n";
  return failed == 0 ? 0 : 1;
}
