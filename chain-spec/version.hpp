#pragma once
// The version a runtime of modules R bears, with the runtime APIs its modules host.
#include "runtime/frame/api_hosts.hpp"

namespace descent::chain_spec {

inline constexpr std::uint32_t kSpecVersion = 1;  ///< bump for any change of rules or metadata
inline constexpr std::uint32_t kTransactionVersion = 1;  ///< bump when a call's encoding changes
inline constexpr std::uint8_t kSystemVersion = 2;        ///< layout V1 for state and extrinsics

template <class R>
RuntimeVersion version_of(std::string_view spec_name) {
  RuntimeVersion out{std::string{spec_name}, "descent-native", 1, kSpecVersion, 1, {},
                     kTransactionVersion,    kSystemVersion};
  const auto add = [&]<class H>(std::type_identity<H>) {
    if constexpr (frame::HostsApi<H>)
      out.apis.emplace_back(frame::api_id(H::Api::api_name), H::Api::api_version);
  };
  add(std::type_identity<frame::CoreHost>{});
  add(std::type_identity<frame::MetadataHost>{});
  add(std::type_identity<frame::TransactionQueueHost>{});
  const auto add_member = [&]<class C, class M>(M C::*) { add(std::type_identity<M>{}); };
  std::apply([&](auto... member) { (add_member(member), ...); }, R::pallets);
  return out;
}

}  // namespace descent::chain_spec
