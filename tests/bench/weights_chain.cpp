#include "tests/bench/weights_chain.hpp"

#include <cstdio>
#include <cstdlib>
#include <thread>

namespace descent::bench {
namespace {

constexpr int kRepeats = 3;
/// After which the database has put in order what was prepared, and does not do so while measured.
constexpr std::chrono::milliseconds kCompaction{1'000};

std::vector<AccountId> accounts() {
  std::vector<AccountId> out;
  for (std::size_t i = 0; i < WeightChain::kAccounts; ++i) out.push_back(stranger(i));
  return out;
}

}  // namespace

void report(const std::string& name, double seconds, std::uint64_t ref_time) {
  const double charged = static_cast<double>(ref_time) / kMicrosecond;
  std::printf("%-58s measured %10.1f us  charged %10.1f us  ratio %.2f\n", name.c_str(),
              1e6 * seconds, charged, 1e6 * seconds / charged);
  std::fflush(stdout);  // a call that fails ends the program
}

Weight must(const Result<Weight>& result) {
  if (result) return *result;
  std::fprintf(stderr, "a call failed: %s\n", to_string(result.error()).c_str());
  std::abort();
}

WeightChain::WeightChain(const std::string& name, std::vector<chain_spec::GenesisStaker> validators)
    : disk_{name},
      chain_{open_chain(disk_.store(), spec_of(accounts(), std::move(validators)), rules_)} {
  rest();
}

double WeightChain::block(const Work& work, const std::optional<consensus::AuthorityId>& author) {
  Digest digest;
  if (author)
    digest.logs.emplace_back(
        digest_item::PreRuntime{modules::session::kEngineId, scale::encoded(*author)});
  const double start = processor_seconds();
  const auto fill = [&](frame::Execution& execution, std::vector<Bytes>&) {
    if (work) work(static_cast<frame::Executive<Runtime>&>(execution).runtime());
  };
  chain_->commit(*chain_->build(chain_->earliest_next(), fill, digest));
  return processor_seconds() - start;
}

Runtime& WeightChain::state() const {
  return static_cast<frame::Executive<Runtime>&>(chain_->newest()).runtime();
}

void WeightChain::rest() {
  constexpr int kBlocks = 100;
  std::vector<double> taken;
  for (int i = 0; i < kBlocks; ++i) taken.push_back(block());
  empty_ = median(taken);
}

void WeightChain::measure(const std::string& name, std::size_t count, const Work& prepare,
                          const One& one) {
  std::vector<double> taken;
  Weight charged;
  for (int repeat = 0; repeat < kRepeats; ++repeat) {
    if (prepare) {
      block(prepare);
      block();  // the database begins with the next write
      std::this_thread::sleep_for(kCompaction);
    }
    charged = {};
    const double whole = block([&](Runtime& runtime) {
      for (std::size_t i = 0; i < count; ++i) charged = charged + one(runtime);
    });
    taken.push_back((whole - empty_) / static_cast<double>(count));
  }
  report(name, median(taken), charged.ref_time / count);
}

}  // namespace descent::bench
