#pragma once
// What every module is made of: where it is mounted, how it reports, how it describes itself.
#include "runtime/frame/call.hpp"
#include "runtime/frame/storage.hpp"
#include "runtime/primitives/address.hpp"

namespace descent::frame {

/// The place of a module in a runtime: its frame, and its index in calls, events and errors.
struct Mount {
  Frame& frame;
  std::uint8_t index;
};

/// The events of a module, each with a written `event_index` and `doc`.
template <class... E>
struct Events {
  static_assert(
      [] {
        [[maybe_unused]] std::array<int, 256> seen{};
        return ((seen[E::event_index]++ == 0) && ...);
      }(),
      "two events share an index");
  template <class X>
  static constexpr bool has = (std::same_as<X, E> || ...);
};

/// One row of a module's error table. The value of the enumerator is the index on the wire.
template <class E>
struct ErrorRow {
  E error;
  std::string_view doc;
};

/// One row of a module's storage table.
template <class M, class Handle>
struct StorageRow {
  Handle M::*member;
  std::string_view doc;
};
template <class M, class Handle>
constexpr StorageRow<M, Handle> item(Handle M::*member, std::string_view doc) {
  return {member, doc};
}

/// A constant of the metadata.
template <class T>
struct Constant {
  std::string_view name;
  T value;
  std::string_view doc;
};
template <class T>
Constant(const char*, T, const char*) -> Constant<T>;  // clang 14 cannot deduce an aggregate

/// What a check of constants or of state found wrong, in words; empty is right.
using Problems = std::vector<std::string>;

/// Base of a module. `Self` declares `name`, `Event`, `Error`, `Call`, `storage`, `errors`.
template <class Self>
class Pallet {
 public:
  std::uint8_t index() const { return mount_.index; }

 protected:
  explicit Pallet(Mount mount) : mount_{mount} {}
  Pallet(const Pallet&) = delete;
  Pallet& operator=(const Pallet&) = delete;

  Frame& frame() { return mount_.frame; }
  const Frame& frame() const { return mount_.frame; }
  state::Overlay& state() { return mount_.frame.state; }

  /// The account behind an address. errors  CannotLookup for any kind but Id
  static Result<AccountId> lookup(const MultiAddress& address) {
    if (const auto* id = std::get_if<multi_address::Id>(&address)) return id->value;
    return DispatchError{dispatch_error::CannotLookup{}};
  }

  template <class E>
  void emit(const E& event) {
    static_assert(Self::Event::template has<E>, "not an event of this module");
    Bytes out{E::event_index};
    scale::encode(out, event);
    mount_.frame.emit(mount_.index, out);
  }

  template <class E>
  DispatchError fail(E error) const {
    static_assert(std::same_as<E, typename Self::Error>, "not an error of this module");
    return DispatchError::module(mount_.index, static_cast<std::uint8_t>(error));
  }

 private:
  Mount mount_;
};

}  // namespace descent::frame
