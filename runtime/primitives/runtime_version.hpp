#pragma once
// Which rules a block was made by.
// source  polkadot-sdk, substrate/primitives/version/src/lib.rs
#include "runtime/primitives/types.hpp"

namespace descent {

using ApiId = std::array<std::uint8_t, 8>;  ///< blake2b-64 of the runtime API's name

struct RuntimeVersion {
  static constexpr std::string_view type_path = "sp_version::RuntimeVersion";
  std::string spec_name;
  std::string impl_name;
  std::uint32_t authoring_version{};
  std::uint32_t spec_version{};  ///< bumped by any change of rules or metadata
  std::uint32_t impl_version{};
  std::vector<std::pair<ApiId, std::uint32_t>> apis;
  std::uint32_t transaction_version{};  ///< bumped when the encoding of a call changes
  std::uint8_t system_version{};        ///< 2: state trie and extrinsics root of layout V1
  DESCENT_FIELDS(spec_name, impl_name, authoring_version, spec_version, impl_version, apis,
                 transaction_version, system_version)
};

}  // namespace descent
