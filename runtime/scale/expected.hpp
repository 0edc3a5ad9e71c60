#pragma once
// A value or an error: the subset of C++23's std::expected the project needs.
#include <cstdlib>
#include <utility>
#include <variant>

/// The value of `expr`, or a return of its error from the enclosing function.
#define DESCENT_TRY(expr)                                  \
  __extension__({                                          \
    auto try_result = (expr);                              \
    if (!try_result) return std::move(try_result).error(); \
    *std::move(try_result);                                \
  })

namespace descent {

/// REQUIRES of `operator*` and `->`: there is a value; of `error()`: there is none. Both abort
/// otherwise.
template <class T, class E>
class [[nodiscard]] Expected {
 public:
  using Value = T;

  Expected(T value) : data_{std::in_place_index<0>, std::move(value)} {}
  Expected(E error) : data_{std::in_place_index<1>, std::move(error)} {}

  explicit operator bool() const { return data_.index() == 0; }
  T& operator*() & { return *value(); }
  const T& operator*() const& { return *const_cast<Expected*>(this)->value(); }
  T operator*() && { return std::move(*value()); }
  T* operator->() { return value(); }
  const T* operator->() const { return const_cast<Expected*>(this)->value(); }

  const E& error() const {
    if (data_.index() != 1) std::abort();
    return *std::get_if<1>(&data_);
  }

  friend bool operator==(const Expected&, const Expected&) = default;

 private:
  T* value() {
    if (data_.index() != 0) std::abort();
    return std::get_if<0>(&data_);
  }

  std::variant<T, E> data_;
};

template <class E>
class [[nodiscard]] Expected<void, E> {
 public:
  using Value = void;

  Expected() = default;
  Expected(E error) : data_{std::in_place_index<1>, std::move(error)} {}

  explicit operator bool() const { return data_.index() == 0; }
  void operator*() const {
    if (data_.index() != 0) std::abort();
  }
  const E& error() const {
    if (data_.index() != 1) std::abort();
    return *std::get_if<1>(&data_);
  }

  friend bool operator==(const Expected&, const Expected&) = default;

 private:
  std::variant<std::monostate, E> data_;
};

}  // namespace descent
