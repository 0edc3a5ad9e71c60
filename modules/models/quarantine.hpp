#pragma once
// Taking a model out of use, by vote.
#include "modules/models/records.hpp"
#include "runtime/primitives/weight.hpp"

namespace descent::modules::models {

/// Why a model is taken out of use. The values are on the wire; written down, never reused.
enum class Reason : std::uint8_t {
  Harmful,     ///< it does harm where it is used
  Backdoored,  ///< it was trained to fail on purpose
  Unlicensed,  ///< its weights or data belong to somebody who did not agree
  Unlawful,    ///< what it was made for, or of, is forbidden
  Defective,   ///< it does not do what its owner says
  Other,
  kCount
};

struct Quarantine {
  Reason reason{};
  BlockNumber since{};
  DESCENT_FIELDS(reason, since)
  friend bool operator==(const Quarantine&, const Quarantine&) = default;
};

/// Whose work on a model ends with its quarantine.
class Watcher {
 public:
  virtual ~Watcher() = default;
  /// Of what it then does at most.
  virtual Weight quarantine_weight() const = 0;
  virtual void quarantined(ModelId model) = 0;
};

}  // namespace descent::modules::models
