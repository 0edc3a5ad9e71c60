#include "runtime/frame/metadata/runtime_types.hpp"

#include <deque>

namespace descent::frame::metadata {
namespace {

/// "Mortal1" and so on live as long as the program: metadata refers to names by view.
std::string_view mortal_name(std::uint8_t i) {
  static const auto names = [] {
    std::deque<std::string> out;
    for (int n = 0; n < 256; ++n) out.push_back("Mortal" + std::to_string(n));
    return out;
  }();
  return names[i];
}

template <class E>
Extension extension(Registry& registry, std::string_view identifier) {
  return {identifier, registry.id<E>(), registry.id<typename E::Implicit>()};
}

template <class... E>
std::vector<Extension> extensions(Registry& registry, std::tuple<E...>*) {
  return {extension<E>(registry, short_type_name<E>())...};
}

}  // namespace

Type Custom<Era>::describe(Registry& registry) {
  std::vector<Variant> variants{{"Immortal", 0, {}, ""}};
  const Field second = registry.field<std::uint8_t>("");
  for (int i = 1; i < 256; ++i) {
    const auto index = static_cast<std::uint8_t>(i);
    variants.push_back({mortal_name(index), index, {second}, ""});
  }
  return {"sp_runtime::generic::era::Era", {}, variant_def(variants)};
}

Type Custom<OpaqueExtrinsic>::describe(Registry& registry) {
  const std::vector<TypeParam> params{{"Address", registry.id<MultiAddress>()},
                                      {"Call", registry.id<RuntimeCall>()},
                                      {"Signature", registry.id<MultiSignature>()},
                                      {"Extra", registry.id<Extra>()}};
  return {"sp_runtime::generic::unchecked_extrinsic::UncheckedExtrinsic", params,
          composite_def({registry.field<Bytes>("")})};
}

Type Custom<MultiAddress>::describe(Registry& registry) {
  using namespace multi_address;
  const std::vector<TypeParam> params{{"AccountId", registry.id<AccountId>()},
                                      {"AccountIndex", registry.id<std::tuple<>>()}};
  return {std::string{MultiAddress::type_path}, params,
          variant_def({{"Id", 0, registry.fields<Id>(), ""},
                       {"Index", 1, registry.fields<Index>(), ""},
                       {"Raw", 2, registry.fields<Raw>(), ""},
                       {"Address32", 3, registry.fields<Address32>(), ""},
                       {"Address20", 4, registry.fields<Address20>(), ""}})};
}

Type Custom<EventRecord>::describe(Registry& registry) {
  const std::vector<TypeParam> params{{"E", registry.id<RuntimeEvent>()},
                                      {"T", registry.id<Hash>()}};
  return {std::string{EventRecord::type_path}, params,
          composite_def(registry.fields<EventRecord>())};
}

Extrinsic describe_extrinsic(Registry& registry) {
  return {registry.id<OpaqueExtrinsic>(), registry.id<MultiAddress>(),
          registry.id<RuntimeCall>(),     registry.id<MultiSignature>(),
          registry.id<Extra>(),           extensions(registry, static_cast<Extra*>(nullptr))};
}

void OuterEnums::add(const Module& module) {
  const auto push = [&](std::vector<Variant>& to, const std::optional<TypeId>& type) {
    if (type) to.push_back({module.name, module.index, {{"", *type, ""}}, ""});
  };
  push(calls, module.calls);
  push(events, module.events);
  push(errors, module.errors);
}

}  // namespace descent::frame::metadata
