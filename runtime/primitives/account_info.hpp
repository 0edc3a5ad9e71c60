#pragma once
// What the chain keeps of an account, in the layout wallets read.
// source  polkadot-sdk, frame/system AccountInfo and frame/balances AccountData
#include "runtime/primitives/types.hpp"

namespace descent {

struct AccountData {
  static constexpr std::string_view type_path = "pallet_balances::types::AccountData";
  Balance free{};      ///< spendable, less what is frozen
  Balance reserved{};  ///< held for reasons listed in Balances.Holds
  Balance frozen{};    ///< of `free`, what may not be spent
  u128 flags{};        ///< the highest bit: uses today's accounting of references
  DESCENT_FIELDS(free, reserved, frozen, flags)
  friend bool operator==(const AccountData&, const AccountData&) = default;
};

struct AccountInfo {
  static constexpr std::string_view type_path = "frame_system::AccountInfo";
  Nonce nonce{};
  std::uint32_t consumers{};    ///< modules that need the account to stay
  std::uint32_t providers{};    ///< modules that keep it alive; none and it is removed
  std::uint32_t sufficients{};  ///< modules that keep it alive on their own account
  AccountData data;
  DESCENT_FIELDS(nonce, consumers, providers, sufficients, data)
  friend bool operator==(const AccountInfo&, const AccountInfo&) = default;
};

}  // namespace descent
