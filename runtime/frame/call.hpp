#pragma once
// A call is a value: a struct whose fields are its arguments, with `meta` and `weight`. Its module
// runs it in `apply(origin, call)`.
#include "runtime/frame/frame.hpp"

namespace descent::frame {

struct CallMeta {
  std::uint8_t index;  ///< on the wire; written down, never reused
  std::string_view doc;
  DispatchClass dispatch_class = DispatchClass::Normal;
  Pays pays_fee = Pays::Yes;
};

/// A call of the whole runtime, kept in SCALE: module index, call index, arguments. How a module
/// such as `utility` holds a call it cannot name. Decoding one needs a reader with a NestedCodec.
struct RuntimeCall {
  static constexpr bool forwarded = true;  ///< metadata describes it once all modules are known
  Bytes bytes;
  friend bool operator==(const RuntimeCall&, const RuntimeCall&) = default;
};

/// What a call really took, when less than its weight: the rest is refunded.
struct Spent {
  Weight weight;
};

/// The weight of `call`: a plain `weight()`, or `weight(module)` where it depends on state.
template <class M, class C>
Weight weight_of(const M& module, const C& call) {
  if constexpr (requires { call.weight(module); })
    return call.weight(module);
  else
    return call.weight();
}

template <class M, class C>
concept Handles = Described<C> && requires(M& m, const C& call, const Origin& origin) {
  { C::meta } -> std::convertible_to<CallMeta>;
  { weight_of(m, call) } -> std::same_as<Weight>;
  m.apply(origin, call);
};

/// The calls of a module.
template <class... C>
struct Calls {
  static_assert(
      [] {
        [[maybe_unused]] std::array<int, 256> seen{};
        return ((seen[C::meta.index]++ == 0) && ...);
      }(),
      "two calls share an index");
};

/// Calls `visit(call type)` for the call of `index`; false if the module has none.
template <class... C, class Visit>
bool visit_call(Calls<C...>, std::uint8_t index, Visit&& visit) {
  const auto match = [&]<class Call>(std::type_identity<Call> type) {
    if (Call::meta.index != index) return false;
    visit(type);
    return true;
  };
  return (match(std::type_identity<C>{}) || ...);
}

/// Runs a call of module `m` and says what it took.
template <class M, class C>
Result<Weight> run(M& m, const Origin& origin, const C& call) {
  const Weight bound = weight_of(m, call);
  auto result = m.apply(origin, call);
  if (!result) return result.error();
  if constexpr (std::same_as<decltype(result), Result<Spent>>) {
    return fits(result->weight, bound) ? result->weight : bound;
  }
  return bound;
}

/// SCALE of a RuntimeCall: module index, call index, arguments.
template <class M, class C>
RuntimeCall call_of(const M& module, const C& call) {
  Bytes out{module.index(), C::meta.index};
  scale::encode(out, call);
  return {std::move(out)};
}

}  // namespace descent::frame

template <>
struct descent::scale::Codec<descent::frame::RuntimeCall> {
  static void encode(Bytes& out, const frame::RuntimeCall& call) { append(out, call.bytes); }
  static void decode(Reader& in, frame::RuntimeCall& call) {
    const View before = in.rest();
    in.enter();
    if (in.nested() == nullptr) in.fail(Error::UnknownVariant);
    if (in.ok()) in.nested()->skip(in);
    in.leave();
    const View read = before.first(before.size() - in.rest().size());
    call.bytes.assign(read.begin(), read.end());
  }
};
