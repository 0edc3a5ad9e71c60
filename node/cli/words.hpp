#pragma once
// What bytes of the runtime mean: the words that depend on which modules the chain is made of.
#include <boost/json/value.hpp>
#include <string>

#include "runtime/frame/hold_reason.hpp"
#include "runtime/primitives/dispatch_error.hpp"

namespace descent::cli {

/// For whom values are written: programs take balances in base units, people in GRAD.
enum class Audience : std::uint8_t { Program, Person };

class Words {
 public:
  virtual ~Words() = default;
  /// {"module", "call", "arguments"}; hex of bytes that are no call of this runtime.
  virtual boost::json::value call(View bytes, Audience audience) const = 0;
  /// {"module", "event", "fields"}; hex of bytes that are no event of this runtime.
  virtual boost::json::value event(View bytes, Audience audience) const = 0;
  /// "Training.Deposit".
  virtual std::string hold_reason(const frame::HoldReason& reason) const = 0;
  /// "Balances.InsufficientBalance: Balance too low to send value."
  virtual std::string module_error(const ModuleError& error) const = 0;
};

}  // namespace descent::cli
