#pragma once
// The types of the whole runtime: the outer enums, the extrinsic, and their descriptions.
#include "runtime/frame/extrinsic.hpp"
#include "runtime/frame/hold_reason.hpp"
#include "runtime/frame/metadata/describe.hpp"

namespace descent::frame::metadata {

/// 256 variants: Immortal, then Mortal1..Mortal255, each with the second byte.
template <>
struct Custom<Era> {
  static Type describe(Registry& registry);
};

/// Opaque bytes to the codec; its parameters tell wallets how to build one.
template <>
struct Custom<OpaqueExtrinsic> {
  static Type describe(Registry& registry);
};

template <>
struct Custom<MultiAddress> {
  static Type describe(Registry& registry);
};

template <>
struct Custom<EventRecord> {
  static Type describe(Registry& registry);
};

Extrinsic describe_extrinsic(Registry& registry);

/// The outer enums: one variant a module, its index the module's, its field the module's enum.
struct OuterEnums {
  std::vector<Variant> calls, events, errors, hold_reasons;
  void add(const Module& module);
};

/// Describes the modules of R at `runtime`, the frame's hosts and the extrinsic.
template <class R, class... Host>
Description describe_runtime(Registry& registry, const R& runtime) {
  Description out;
  registry.id<AccountId>();  // clients rely on its being type 0
  out.outer_call = registry.forward<RuntimeCall>();
  out.outer_event = registry.forward<RuntimeEvent>();
  registry.forward<HoldReason>();
  OuterEnums outer;
  const auto add = [&]<class M>(const M& module) {
    out.modules.push_back(describe_module(registry, module));
    outer.add(out.modules.back());
    if constexpr (requires { typename M::HoldReason; }) {
      const TypeId reasons = registry.id<typename M::HoldReason>();
      outer.hold_reasons.push_back({M::name, module.index(), {{"", reasons, ""}}, ""});
    }
  };
  std::apply([&](auto... member) { (add(runtime.*member), ...); }, R::pallets);
  registry.define<RuntimeCall>({"descent_runtime::RuntimeCall", {}, variant_def(outer.calls)});
  registry.define<RuntimeEvent>({"descent_runtime::RuntimeEvent", {}, variant_def(outer.events)});
  registry.define<HoldReason>(
      {"descent_runtime::RuntimeHoldReason", {}, variant_def(outer.hold_reasons)});
  out.outer_error = registry.add({"descent_runtime::RuntimeError", {}, variant_def(outer.errors)});
  out.extrinsic = describe_extrinsic(registry);
  out.runtime = registry.add({"descent_runtime::Runtime", {}, tuple_def({})});
  (out.apis.push_back(describe_api<Host>(registry)), ...);
  const auto add_api = [&]<class M>(const M&) {
    if constexpr (HostsApi<M>) out.apis.push_back(describe_api<M>(registry));
  };
  std::apply([&](auto... member) { (add_api(runtime.*member), ...); }, R::pallets);
  return out;
}

}  // namespace descent::frame::metadata
