#include "modules/parameters/parameters.hpp"

#include <algorithm>

#include "modules/origins/origins.hpp"

namespace descent::modules {

Result<> Parameters::check(const frame::ParameterKey& key, u128 value) const {
  const auto entry = frame().parameters->find(key);
  if (!entry) return fail(Error::UnknownParameter);
  if (!entry->parameter.admits(value)) return fail(Error::OutOfBounds);
  return {};
}

Result<> Parameters::apply(const frame::Origin& origin, const set_parameter& call) {
  using origins::Custom;
  const bool of_training = std::ranges::count(config.of_training, call.key.module) > 0;
  DESCENT_TRY(origins::ensure_root_or(
      origin, of_training ? Custom::TrainingRules : Custom::NetworkParameters));
  DESCENT_TRY(check(call.key, call.value));
  const auto entry = frame().parameters->find(call.key);
  const u128 before = changed.get(call.key).value_or(entry->parameter.initial);
  changed.insert(call.key, call.value);
  emit(Updated{call.key, before, call.value});
  return {};
}

std::vector<Parameters::Listed> Parameters::query(const Api::list&) const {
  std::vector<Listed> out;
  for (const auto& [module, key, row] : frame().parameters->list()) {
    out.push_back({std::string{module}, std::string{row.name}, key,
                   changed.get(key).value_or(row.initial), row.initial, row.least, row.most,
                   std::string{row.doc}});
  }
  return out;
}

frame::Problems Parameters::integrity() const {
  frame::Problems out;
  for (const auto& entry : frame().parameters->list()) {
    if (!entry.parameter.admits(entry.parameter.initial)) {
      out.push_back(std::string{entry.parameter.name} + " begins out of its bounds");
    }
  }
  return out;
}

frame::Problems Parameters::try_state() const {
  frame::Problems out;
  for (const auto& [key, value] : changed.entries()) {
    const auto entry = frame().parameters->find(key);
    if (!entry || !entry->parameter.admits(value)) out.push_back("a value is out of bounds");
  }
  return out;
}

void Parameters::set_genesis(const frame::ParameterKey& key, u128 value) {
  const auto entry = frame().parameters->find(key);
  DESCENT_ASSERT(entry && entry->parameter.admits(value));
  changed.insert(key, value);
}

}  // namespace descent::modules
