#pragma once
/// # Parameters
/// The governable values of all modules: typed, bounded, and read from state by everyone alike.
///
/// Invariant: every value kept is within the bounds its module declares.
#include "runtime/frame/pallet.hpp"
#include "runtime/frame/parameter.hpp"
#include "runtime/frame/runtime_api.hpp"

namespace descent::modules {

class Parameters : public frame::Pallet<Parameters> {
 public:
  static constexpr std::string_view name = "Parameters";
  static constexpr std::string_view doc = "Values that governance may change, within bounds.";

  // ---- Config -------------------------------------------------------------------------------
  struct Config {
    /// Indices of the modules whose parameters are rules of training; those of the others are the
    /// network's.
    std::span<const std::uint8_t> of_training = {};
  };
  const Config config;

  // ---- Storage ------------------------------------------------------------------------------
  frame::StorageMap<"Parameters", frame::Blake2_128Concat, frame::ParameterKey,
                    frame::Optional<u128>>
      changed{state(), name};

  static constexpr auto storage = std::tuple{
      frame::item(&Parameters::changed, "The values that differ from their initial ones."),
  };

  // ---- Events -------------------------------------------------------------------------------
  struct Updated {
    static constexpr std::uint8_t event_index = 0;
    static constexpr std::string_view doc = "A parameter was set.";
    frame::ParameterKey key;
    u128 old_value{};
    u128 new_value{};
    DESCENT_FIELDS(key, old_value, new_value)
  };
  using Event = frame::Events<Updated>;

  // ---- Errors -------------------------------------------------------------------------------
  enum class Error : std::uint8_t { UnknownParameter, OutOfBounds };
  static constexpr frame::ErrorRow<Error> errors[] = {
      {Error::UnknownParameter, "No module has a parameter of this key."},
      {Error::OutOfBounds,
       "The value is outside the bounds of the parameter; `ParametersApi_list` tells them."},
  };

  // ---- Calls --------------------------------------------------------------------------------
  struct set_parameter {
    static constexpr frame::CallMeta meta{.index = 0,
                                          .doc =
                                              "Set a parameter. Root, or by vote on the track of "
                                              "training rules or of network parameters."};
    frame::ParameterKey key;
    u128 value{};
    DESCENT_FIELDS(key, value)
    Weight weight() const { return {30 * kMicrosecond, 0}; }
  };
  Result<> apply(const frame::Origin&, const set_parameter&);

  using Call = frame::Calls<set_parameter>;

  // ---- Runtime API --------------------------------------------------------------------------
  struct Listed {
    std::string module;
    std::string name;
    frame::ParameterKey key;
    u128 value{};
    u128 initial{};
    u128 least{};
    u128 most{};
    std::string doc_;
    DESCENT_FIELDS(module, name, key, value, initial, least, most, doc_)
  };
  struct Api {
    static constexpr std::string_view api_name = "ParametersApi";
    static constexpr std::uint32_t api_version = 1;
    static constexpr std::string_view doc = "The governable values and their bounds.";

    struct list {
      static constexpr std::string_view doc = "Every parameter, its value and its bounds.";
      using Output = std::vector<Listed>;
      DESCENT_FIELDS()
    };
    using Methods = frame::Methods<list>;
  };
  std::vector<Listed> query(const Api::list&) const;

  // ---- Hooks and views ----------------------------------------------------------------------
  explicit Parameters(frame::Mount mount) : Parameters{mount, {}} {}
  Parameters(frame::Mount mount, Config c) : Pallet{mount}, config{c} {}
  frame::Problems integrity() const;
  frame::Problems try_state() const;

  /// The value of `row` of module `module`.
  template <class M>
  u128 get(const M& module, const frame::Parameter& row) const {
    return changed.get({module.index(), row.index}).value_or(row.initial);
  }
  /// Whether a call to set it would succeed, whoever asks with the right.
  /// errors  UnknownParameter, OutOfBounds
  Result<> check(const frame::ParameterKey& key, u128 value) const;
  /// Sets a value in genesis. REQUIRES it be within its bounds.
  void set_genesis(const frame::ParameterKey& key, u128 value);
};

}  // namespace descent::modules
