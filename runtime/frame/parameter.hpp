#pragma once
// Values that governance may change. A module declares its own as rows of `parameters`; the module
// `Parameters` keeps those that were changed and refuses what is out of bounds.
#include "runtime/frame/frame.hpp"

namespace descent::frame {

struct ParameterValues {
  u128 initial;
  u128 least;  ///< any value from `least` to `most` leaves the chain able to go on
  u128 most;

  constexpr bool admits(u128 value) const { return least <= value && value <= most; }
};

struct Parameter : ParameterValues {
  std::uint8_t index;  ///< in its module; written down, never reused
  std::string_view name;
  std::string_view doc;  ///< with the unit

  constexpr Parameter(std::uint8_t at, std::string_view named, const ParameterValues& values,
                      std::string_view told)
      : ParameterValues{values}, index{at}, name{named}, doc{told} {}
};

/// Which parameter of which module.
struct ParameterKey {
  std::uint8_t module{};
  std::uint8_t index{};
  DESCENT_FIELDS(module, index)
  friend bool operator==(const ParameterKey&, const ParameterKey&) = default;
};

/// A parameter as the runtime lists it.
struct ParameterEntry {
  std::string_view module_name;
  ParameterKey key;
  Parameter parameter;
};

/// Every parameter of the runtime.
class ParameterTable {
 public:
  virtual ~ParameterTable() = default;
  virtual std::vector<ParameterEntry> list() const = 0;
  std::optional<ParameterEntry> find(const ParameterKey& key) const;
};

template <class R>
class RuntimeParameters final : public ParameterTable {
 public:
  explicit RuntimeParameters(const R& runtime) : runtime_{runtime} {}

  std::vector<ParameterEntry> list() const override {
    std::vector<ParameterEntry> out;
    const auto add = [&]<class M>(const M& module) {
      if constexpr (requires { M::parameters; }) {
        for (const auto& row : M::parameters) {
          out.push_back({M::name, {module.index(), row.index}, row});
        }
      }
    };
    std::apply([&](auto... member) { (add(runtime_.*member), ...); }, R::pallets);
    return out;
  }

 private:
  const R& runtime_;
};

}  // namespace descent::frame
