#pragma once
// Estimated upper bounds on the reference machine; not measured.
#include "modules/balances/balances.hpp"
#include "modules/system/system.hpp"
#include "modules/treasury/types.hpp"

namespace descent::modules::treasury_weights {

inline constexpr std::uint64_t kRecord = 2 * system_weights::kRead + 4 * system_weights::kWrite;

inline constexpr Weight kSpend{kRecord, 0};
inline constexpr Weight kRemove{kRecord, 0};
inline constexpr Weight kCheckStatus{kRecord, 0};
inline constexpr Weight kPayout = Weight{kRecord, 0} + balances_weights::kTransfer;

/// Every block looks at what spend period it is in; its end pays what was approved.
inline constexpr Weight kBlock{system_weights::kRead, 0};
constexpr Weight spend_period(std::size_t approvals) {
  return Weight{kRecord, 0} + balances_weights::kBurn + kPayout * approvals;
}

}  // namespace descent::modules::treasury_weights
