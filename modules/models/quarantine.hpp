#pragma once
// Taking a model out of use, by vote.
#include "modules/models/records.hpp"
#include "runtime/frame/call.hpp"

namespace descent::modules {
class Models;
}

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

// ---- Events ---------------------------------------------------------------------------------

struct ModelQuarantined {
  static constexpr std::uint8_t event_index = 7;
  static constexpr std::string_view doc =
      "A model was taken out of use: nobody runs, forks or trains it; its task has ended.";
  ModelId model{};
  Reason reason{};
  DESCENT_FIELDS(model, reason)
};
struct ModelReleased {
  static constexpr std::uint8_t event_index = 8;
  static constexpr std::string_view doc = "A model may be used again.";
  ModelId model{};
  DESCENT_FIELDS(model)
};
struct DeregisteredByVote {
  static constexpr std::uint8_t event_index = 9;
  static constexpr std::string_view doc =
      "A model was deregistered by vote; the records of its versions stay.";
  ModelId model{};
  Reason reason{};
  DESCENT_FIELDS(model, reason)
};

// ---- Calls ----------------------------------------------------------------------------------

struct quarantine {
  static constexpr frame::CallMeta meta{
      .index = 6,
      .doc =
          "Take a model out of use: no inference by extrinsic, no fork, no task; one that is "
          "open ends with all deposits returned. Root, or by vote on the track of models."};
  ModelId model{};
  Reason reason{};
  DESCENT_FIELDS(model, reason)
  Weight weight(const Models& m) const;
};
struct release {
  static constexpr frame::CallMeta meta{
      .index = 7, .doc = "Let a model be used again. Root, or by vote on the track of models."};
  ModelId model{};
  DESCENT_FIELDS(model)
  Weight weight() const;
};
struct force_deregister {
  static constexpr frame::CallMeta meta{
      .index = 8,
      .doc =
          "Deregister somebody's model, as its owner would. Root, or by vote on the track of "
          "models."};
  ModelId model{};
  Reason reason{};
  DESCENT_FIELDS(model, reason)
  Weight weight(const Models& m) const;
};

}  // namespace descent::modules::models
