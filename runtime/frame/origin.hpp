#pragma once
// Who is calling.
#include "runtime/primitives/dispatch_error.hpp"

namespace descent::frame {

namespace origin {

/// Nobody: an inherent, put into the block by its proposer.
struct None {
  friend bool operator==(const None&, const None&) = default;
};
/// The chain itself.
struct Root {
  friend bool operator==(const Root&, const Root&) = default;
};
/// The owner of an account.
struct Signed {
  AccountId who;
  friend bool operator==(const Signed&, const Signed&) = default;
};
/// A body that a module speaks for, such as the track of a referendum.
struct Module {
  std::uint8_t index;  ///< of the module
  std::uint8_t kind;   ///< the module's own numbering
  friend bool operator==(const Module&, const Module&) = default;
};

}  // namespace origin

class Origin {
 public:
  Origin(origin::None from) : from_{from} {}
  Origin(origin::Root from) : from_{from} {}
  Origin(origin::Signed from) : from_{from} {}
  Origin(origin::Module from) : from_{from} {}

  /// errors  BadOrigin unless signed
  Result<AccountId> signer() const {
    if (const auto* s = std::get_if<origin::Signed>(&from_)) return s->who;
    return DispatchError::bad_origin();
  }
  /// errors  BadOrigin unless root
  Result<> root() const { return expect<origin::Root>(); }
  /// errors  BadOrigin unless none
  Result<> none() const { return expect<origin::None>(); }
  bool is_root() const { return std::holds_alternative<origin::Root>(from_); }
  const origin::Module* module() const { return std::get_if<origin::Module>(&from_); }

 private:
  template <class T>
  Result<> expect() const {
    if (std::holds_alternative<T>(from_)) return {};
    return DispatchError::bad_origin();
  }

  std::variant<origin::None, origin::Root, origin::Signed, origin::Module> from_;
};

}  // namespace descent::frame
