#pragma once
// The 2048 English words of recovery phrases, ascending; a word's place is 11 bits of entropy.
// source  BIP39, english.txt
#include <array>
#include <string_view>

namespace descent::crypto {

inline constexpr std::size_t kBip39Words = 2048;

extern const std::array<std::string_view, kBip39Words> kEnglish;

}  // namespace descent::crypto
