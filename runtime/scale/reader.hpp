#pragma once
// A cursor over bytes from outside. Nothing is allocated for a count before it is known that the
// input can hold it.
#include "runtime/scale/bytes.hpp"

namespace descent::scale {

/// Why bytes were refused.
enum class Error : std::uint8_t {
  None,
  Truncated,       ///< the input ends before the value does
  TrailingBytes,   ///< the value ends before the input does
  NotCanonical,    ///< a longer encoding than needed, or a bool that is neither 0 nor 1
  OutOfRange,      ///< a compact integer too large for its type
  TooMany,         ///< a count above what is left of the input, or above the limit of the field
  UnknownVariant,  ///< no such variant of an enum
  NotUtf8,         ///< a text that is not UTF-8
  TooDeep,         ///< calls nested deeper than `kDepthMax`
};

/// A sentence for people, such as "the input ends before the value does".
std::string_view describe(Error error);

class Reader;

/// Reads past a value whose type the reader cannot name: a call of the runtime within a call.
class NestedCodec {
 public:
  virtual ~NestedCodec() = default;
  /// Advances `in` behind one value, or makes it fail.
  virtual void skip(Reader& in) const = 0;
};

/// Reads from a buffer it does not own. Failure is sticky: the first error stays, every later read
/// yields zeros, so a caller reads everything and asks `done()` once.
class Reader {
 public:
  /// Calls within calls beyond this depth are refused.
  static constexpr unsigned kDepthMax = 8;

  explicit Reader(View bytes, const NestedCodec* nested = nullptr)
      : rest_{bytes}, nested_{nested} {}

  bool ok() const { return error_ == Error::None; }
  Error error() const { return error_; }
  View rest() const { return rest_; }
  const NestedCodec* nested() const { return nested_; }

  void fail(Error error) {
    if (ok()) error_ = error;
  }

  /// The next `n` bytes; empty, and failed, if fewer are left.
  View take(std::size_t n) {
    if (!ok() || rest_.size() < n) {
      fail(Error::Truncated);
      return {};
    }
    const View out = rest_.first(n);
    rest_ = rest_.subspan(n);
    return out;
  }

  std::uint8_t byte() {
    const View b = take(1);
    return b.empty() ? std::uint8_t{0} : b[0];
  }

  /// True if everything was read and nothing is left; otherwise `error()` says why not.
  bool done() {
    if (!rest_.empty()) fail(Error::TrailingBytes);
    return ok();
  }

  /// Steps into a nested value; pair with `leave()`.
  void enter() {
    if (++depth_ > kDepthMax) fail(Error::TooDeep);
  }
  void leave() { --depth_; }

 private:
  View rest_;
  const NestedCodec* nested_;
  unsigned depth_ = 0;
  Error error_ = Error::None;
};

}  // namespace descent::scale
