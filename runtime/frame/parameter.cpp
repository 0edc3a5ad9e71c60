#include "runtime/frame/parameter.hpp"

namespace descent::frame {

std::optional<ParameterEntry> ParameterTable::find(const ParameterKey& key) const {
  for (const auto& entry : list()) {
    if (entry.key == key) return entry;
  }
  return std::nullopt;
}

}  // namespace descent::frame
