#include "tests/modules/referenda/assembly.hpp"

template class descent::frame::RuntimeDispatcher<descent::modules::AssemblyRuntime>;

namespace descent::modules {

Assembly::Assembly() {
  for (std::uint8_t n = 1; n <= 6; ++n)
    EXPECT_TRUE(runtime().balances.mint_into(account(n), 100 * kGrad));
  EXPECT_TRUE(runtime().balances.mint_into(kPurse, 100 * kGrad));
  advance();
}

frame::RuntimeCall Assembly::set_balance(const AccountId& who) {
  return frame::call_of(runtime().balances, Balances::force_set_balance{
                                                .who = multi_address::Id{who}, .new_free = kGrad});
}

referenda::BoundedCall Assembly::bounded(const frame::RuntimeCall& call) {
  return preimage::bounded_call::Inline{call.bytes};
}

}  // namespace descent::modules
