#pragma once
#include <algorithm>
#include <string_view>

namespace descent::frame {

/// A text usable as a template argument, as in StorageValue<"TotalIssuance", Balance>.
template <std::size_t N>
struct Name {
  char text[N]{};
  consteval Name(const char (&s)[N]) { std::copy_n(s, N, text); }
  constexpr operator std::string_view() const { return {text, N - 1}; }
};

}  // namespace descent::frame
