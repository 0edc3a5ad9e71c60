#pragma once
// From the tables a module declares to the parts of its metadata.
#include "runtime/frame/metadata/encode.hpp"
#include "runtime/frame/metadata/registry.hpp"
#include "runtime/frame/pallet.hpp"
#include "runtime/frame/runtime_api.hpp"

namespace descent::frame::metadata {

/// "pallet_balances::pallet::Call" for module "Balances".
std::string module_path(std::string_view module, std::string_view type);

template <class Handle>
StorageEntry describe_entry(Registry& registry, std::string_view doc) {
  StorageEntry out{.name = Handle::item, .optional = Handle::optional, .doc = doc};
  if constexpr (requires { typename Handle::Key; }) {
    [&]<class... H>(std::tuple<H...>*) {
      out.hashers = {H::metadata_index...};
    }(static_cast<typename Handle::Hashers*>(nullptr));
    out.key = registry.id<typename Handle::Key>();
  }
  out.value = registry.id<typename Handle::Value>();
  if constexpr (Handle::optional)
    out.fallback = {0};
  else
    out.fallback = scale::encoded(typename Handle::Value{});
  return out;
}

template <class M>
std::vector<StorageEntry> describe_storage(Registry& registry) {
  std::vector<StorageEntry> out;
  const auto add = [&]<class H>(const StorageRow<M, H>& row) {
    out.push_back(describe_entry<H>(registry, row.doc));
  };
  std::apply([&](const auto&... row) { (add(row), ...); }, M::storage);
  return out;
}

template <class M, class... C>
std::optional<TypeId> describe_calls(Registry& registry, Calls<C...>) {
  if constexpr (sizeof...(C) == 0) return std::nullopt;
  std::vector<Variant> out;
  ((void)out.push_back({short_type_name<C>(), C::meta.index, registry.fields<C>(), C::meta.doc}),
   ...);
  return registry.add({module_path(M::name, "Call"), {}, variant_def(out)});
}

template <class M, class... E>
std::optional<TypeId> describe_events(Registry& registry, Events<E...>) {
  if constexpr (sizeof...(E) == 0) return std::nullopt;
  std::vector<Variant> out;
  ((void)out.push_back({short_type_name<E>(), E::event_index, registry.fields<E>(), E::doc}), ...);
  return registry.add({module_path(M::name, "Event"), {}, variant_def(out)});
}

template <class M>
std::optional<TypeId> describe_errors(Registry& registry) {
  if constexpr (requires { M::errors; }) {
    std::vector<Variant> out;
    for (const auto& row : M::errors) {
      out.push_back({name_of(row.error), static_cast<std::uint8_t>(row.error), {}, row.doc});
    }
    return registry.add({module_path(M::name, "Error"), {}, variant_def(out)});
  } else {
    return std::nullopt;
  }
}

template <class M>
std::vector<ConstantEntry> describe_constants(Registry& registry, const M& module) {
  std::vector<ConstantEntry> out;
  if constexpr (requires { module.constants(); }) {
    const auto add = [&]<class T>(const Constant<T>& c) {
      out.push_back({c.name, registry.id<T>(), scale::encoded(c.value), c.doc});
    };
    std::apply([&](const auto&... c) { (add(c), ...); }, module.constants());
  }
  return out;
}

template <class M>
Module describe_module(Registry& registry, const M& module) {
  Module out{.name = M::name, .index = module.index()};
  if constexpr (requires { M::storage; }) out.storage = describe_storage<M>(registry);
  if constexpr (requires { typename M::Call; })
    out.calls = describe_calls<M>(registry, typename M::Call{});
  if constexpr (requires { typename M::Event; })
    out.events = describe_events<M>(registry, typename M::Event{});
  out.constants = describe_constants(registry, module);
  out.errors = describe_errors<M>(registry);
  if constexpr (requires { M::doc; }) out.doc = M::doc;
  return out;
}

template <class... M>
Api describe_api(Registry& registry, std::string_view name, std::string_view doc, Methods<M...>) {
  Api out{.name = name, .methods = {}, .doc = doc};
  ((void)out.methods.push_back(
       {short_type_name<M>(), registry.fields<M>(), registry.id<typename M::Output>(), M::doc}),
   ...);
  return out;
}

template <HostsApi H>
Api describe_api(Registry& registry) {
  return describe_api(registry, H::Api::api_name, H::Api::doc, typename H::Api::Methods{});
}

}  // namespace descent::frame::metadata
