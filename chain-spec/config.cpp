#include "chain-spec/descent_runtime.hpp"
#include "chain-spec/version.hpp"

namespace descent::chain_spec {
namespace {

// A block is executed within 400 ms of the reference machine, and executed twice (by its proposer,
// then by the others) within the block interval of a second.
constexpr Weight kMaxBlock{400 * kMillisecond, UINT64_MAX};
// Of that, what is left when evaluation's share and the hooks have theirs.
constexpr Weight kNormalShare{260 * kMillisecond, UINT64_MAX};
constexpr Weight kIdleShare{120 * kMillisecond, UINT64_MAX};

constexpr std::uint32_t kMebibyte = 1 << 20;
constexpr std::uint32_t kMaxLength = 5 * kMebibyte;
constexpr std::uint32_t kNormalLength = 4 * kMebibyte;

// The longest era of a signature that names a block: wallets ask for it.
constexpr BlockNumber kBlockHashCount = 2'400;
constexpr std::uint16_t kSs58Prefix = 42;

}  // namespace

modules::System::Config system_config(RuntimeVersion version) {
  using frame::WeightsPerClass;
  const Weight base = modules::system_weights::kBaseExtrinsic;
  const WeightsPerClass normal{base, kNormalShare - base, kNormalShare, Weight{}};
  const WeightsPerClass operational{base, kNormalShare - base, kMaxBlock - kIdleShare, Weight{}};
  const WeightsPerClass mandatory{base, std::nullopt, std::nullopt, std::nullopt};
  return {.version = std::move(version),
          .block_weights = {modules::system_weights::kBaseBlock,
                            kMaxBlock,
                            {normal, operational, mandatory}},
          .block_length = {{kNormalLength, kMaxLength, kMaxLength}},
          .idle_share = kIdleShare,
          .block_hash_count = kBlockHashCount,
          .ss58_prefix = kSs58Prefix};
}

namespace {

constexpr modules::staking::Perbill percent_of_percent(std::uint32_t n) { return {n * 100'000}; }

// From 2.5 % a year to 10 % where half of all tokens are at stake; from there on the excess over
// 2.5 % halves with every twentieth more.
constexpr modules::staking::CurvePoint kRewardCurve[] = {
    {percent_of_percent(0), percent_of_percent(250)},
    {percent_of_percent(5'000), percent_of_percent(1'000)},
    {percent_of_percent(5'500), percent_of_percent(625)},
    {percent_of_percent(6'000), {43'750'000}},
    {percent_of_percent(6'500), {34'375'000}},
    {percent_of_percent(7'000), {29'687'500}},
    {percent_of_percent(7'500), {27'343'750}},
    {percent_of_percent(8'000), {26'171'875}},
    {percent_of_percent(10'000), percent_of_percent(250)},
};

}  // namespace

// With sessions of an hour an era is 6 hours: stakes unbond in a week, and evidence, then
// governance, has three days each.
modules::Staking::Config staking_config() {
  return {.sessions_per_era = 6,
          .bonding_duration = 28,
          .slash_defer_duration = 13,
          .evidence_age = 12,
          .history_depth = 84,
          .curve = kRewardCurve};
}

RuntimeVersion descent_version() { return version_of<DescentRuntime>("descent"); }
RuntimeVersion dev_version() { return version_of<DevRuntime>("descent-dev"); }

DescentRuntime::DescentRuntime(frame::Frame& f, const RuntimeVersion& version)
    : frame{f}, system{{f, kSystem}, system_config(version)} {}
DescentRuntime::~DescentRuntime() = default;

DevRuntime::DevRuntime(frame::Frame& f) : DescentRuntime{f, dev_version()} {}
DevRuntime::~DevRuntime() = default;

}  // namespace descent::chain_spec
