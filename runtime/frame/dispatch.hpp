#pragma once
// Finds the module and the call a RuntimeCall names, among those of runtime R.
#include "runtime/frame/pallet.hpp"

namespace descent::frame {

/// REQUIRES of R: `static constexpr auto pallets`, a tuple of pointers to its module members.
template <class R>
class RuntimeDispatcher final : public Dispatcher {
 public:
  explicit RuntimeDispatcher(R& runtime, Frame& frame) : runtime_{runtime}, frame_{frame} {
    frame_.dispatcher = this;
  }

  void skip(scale::Reader& in) const override {
    read(in, [](auto&, const auto&) {});
  }

  Expected<DispatchInfo, scale::Error> info(View call) const override {
    scale::Reader in{call, this};
    DispatchInfo out;
    read(in, [&]<class M, class C>(const M& module, const C& c) {
      out = {weight_of(module, c), C::meta.dispatch_class, C::meta.pays_fee};
    });
    if (!in.done()) return in.error();
    return out;
  }

  Result<Weight> dispatch(const Origin& origin, View call) override {
    scale::Reader in{call, this};
    Result<Weight> out = DispatchError{dispatch_error::Other{}};
    if (depth_++ == 0) ++frame_.dispatches;
    frame_.checkpoint();
    read(in, [&](auto& module, const auto& c) {
      if (in.done()) out = run(module, origin, c);
    });
    if (out)
      frame_.commit();
    else
      frame_.rollback();
    --depth_;
    return out;
  }

 private:
  /// Decodes one call and hands it, with its module, to `use`, unless `in` failed.
  template <class Use>
  void read(scale::Reader& in, Use&& use) const {
    const auto index = in.byte();
    const bool found = std::apply(
        [&](auto... member) { return (read_from(runtime_.*member, index, in, use) || ...); },
        R::pallets);
    if (!found) in.fail(scale::Error::UnknownVariant);
  }

  template <class M, class Use>
  static bool read_from(M& module, std::uint8_t index, scale::Reader& in, Use& use) {
    if (module.index() != index) return false;
    if constexpr (requires { typename M::Call; }) {
      return visit_call(typename M::Call{}, in.byte(), [&]<class C>(std::type_identity<C>) {
        static_assert(Handles<M, C>, "a call needs meta, weight and an apply in its module");
        C call{};
        scale::decode(in, call);
        if (in.ok()) use(module, call);
      });
    } else {
      return false;
    }
  }

  R& runtime_;
  Frame& frame_;
  unsigned depth_ = 0;  ///< of calls that others dispatched
};

}  // namespace descent::frame
