#pragma once
#include "runtime/primitives/types.hpp"

namespace descent {

/// A part of a whole, in parts of a billion.
struct Perbill {
  static constexpr std::string_view type_path = "sp_arithmetic::per_things::Perbill";
  static constexpr bool unnamed = true;
  std::uint32_t parts{};
  DESCENT_FIELDS(parts)
  friend auto operator<=>(const Perbill&, const Perbill&) = default;
};

}  // namespace descent
