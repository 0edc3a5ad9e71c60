#include "chain-spec/descent_runtime.hpp"
#include "chain-spec/rules.hpp"
#include "chain-spec/rules_of.hpp"

namespace descent::chain_spec {

std::unique_ptr<frame::Runtime> make_descent_rules() {
  return std::make_unique<RulesOf<DescentRuntime>>();
}

}  // namespace descent::chain_spec

template class descent::frame::RuntimeDispatcher<descent::chain_spec::DescentRuntime>;
