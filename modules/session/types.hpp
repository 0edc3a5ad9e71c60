#pragma once
// What Session keeps.
#include "runtime/primitives/authority.hpp"
#include "runtime/primitives/header.hpp"

namespace descent::modules::session {

using SessionIndex = std::uint32_t;
using SetId = std::uint64_t;

/// Of digest items that the engine and the runtime exchange.
inline constexpr EngineId kEngineId{'D', 'S', 'C', '1'};
/// Blocks from the one that decides on a set to the first that the set decides on: the block
/// between them is being agreed on already.
inline constexpr BlockNumber kDelay = 2;

inline constexpr std::size_t kValidatorsMax = consensus::kAuthoritiesMax;

/// Who a validator is to others.
struct SessionKeys {
  static constexpr std::string_view type_path = "descent_runtime::SessionKeys";
  consensus::AuthorityId consensus;
  DESCENT_FIELDS(consensus)
  friend bool operator==(const SessionKeys&, const SessionKeys&) = default;
};

/// Names the kind of a key in `KeyOwner`.
struct KeyTypeId {
  static constexpr std::string_view type_path = "sp_core::crypto::KeyTypeId";
  static constexpr bool unnamed = true;
  std::array<std::uint8_t, 4> id{};
  DESCENT_FIELDS(id)
};
/// Of the key that votes: to operators, in keystores, and on the chain.
inline constexpr std::string_view kKeyName = "dsc1";
inline constexpr KeyTypeId kKeyType{{std::uint8_t{kKeyName[0]}, std::uint8_t{kKeyName[1]},
                                     std::uint8_t{kKeyName[2]}, std::uint8_t{kKeyName[3]}}};

/// A validator with the key and the power it has in a session.
struct Member {
  AccountId validator;
  consensus::AuthorityId key;
  std::uint64_t power{};
  DESCENT_FIELDS(validator, key, power)
  friend bool operator==(const Member&, const Member&) = default;
};
using Members = Bounded<Member, kValidatorsMax>;

/// The set that decides on blocks from number `since` on, until the next one does.
struct SetRecord {
  BlockNumber since{};
  SessionIndex session{};  ///< of the block that decided on it
  Members members;         ///< by key, ascending
  DESCENT_FIELDS(since, session, members)

  const Member* find(const consensus::AuthorityId& key) const;
  consensus::AuthoritySet authorities() const;
};

/// The oldest and the newest set that is kept; none if there is none at all.
struct SetRange {
  SetId oldest{};
  SetId newest{};
  DESCENT_FIELDS(oldest, newest)
};

/// What a digest item of `kEngineId` says: who decides on blocks from number `since` on.
struct SetChange {
  static constexpr std::string_view type_path = "descent_consensus::SetChange";
  BlockNumber since{};
  consensus::AuthoritySet authorities;
  DESCENT_FIELDS(since, authorities)
};

/// A validator and its power, as the election decided.
struct Elected {
  AccountId validator;
  std::uint64_t power{};
};

}  // namespace descent::modules::session
