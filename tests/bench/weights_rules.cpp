#include "tests/bench/weights_chain.hpp"

namespace descent::bench {

using modules::Parameters;
using modules::Session;
using modules::Sudo;
using modules::Utility;

/// What calls around other calls take themselves, and the rules of the chain.
void weigh_rules(WeightChain& chain) {
  chain.rest();
  constexpr std::size_t kMany = 1'000;
  const auto remark = [](Runtime& r) {
    return frame::call_of(r.system, modules::System::remark{});
  };

  u128 length = 100;
  const auto parameter = [&](Runtime& r) {
    const frame::ParameterKey key{chain_spec::kSession, Session::kSessionLength.index};
    return call_root(r, r.parameters, Parameters::set_parameter{key, ++length});
  };
  chain.measure("parameters set_parameter", kMany, {}, parameter);

  chain.measure("utility batch of 1,000 remarks", 1, {}, [&](Runtime& r) {
    Utility::batch batch;
    for (std::size_t i = 0; i < kMany; ++i) batch.calls.push_back(remark(r));
    return call(r, chain.fresh(), r.utility, batch);
  });
  chain.measure("utility as_derivative(remark)", kMany, {}, [&](Runtime& r) {
    return call(r, chain.fresh(), r.utility, Utility::as_derivative{1, remark(r)});
  });
  chain.measure("sudo sudo(remark)", kMany, {},
                [&](Runtime& r) { return call(r, stranger(0), r.sudo, Sudo::sudo{remark(r)}); });
}

}  // namespace descent::bench
