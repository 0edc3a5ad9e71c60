#pragma once
// What a command ends with when it cannot do what it was asked.
#include <string>
#include <string_view>

#include "runtime/scale/expected.hpp"

namespace descent::cli {

/// What the program returns to the shell.
enum class Exit : int { Ok = 0, Refused = 1, Usage = 2, NoConnection = 3 };

struct ExitWords {
  Exit exit{};
  std::string_view words;
};
/// As `descent --help` and the manual page list them.
inline constexpr ExitWords kExitWords[] = {
    {Exit::Ok, "done"},
    {Exit::Refused, "the chain, the node or the command refused"},
    {Exit::Usage, "the command line is wrong"},
    {Exit::NoConnection, "no node answers"},
};

/// `message` says what is wrong and what to do about it.
struct Failure {
  Exit exit{};
  std::string message;
  friend bool operator==(const Failure&, const Failure&) = default;
};

inline Failure refused(std::string message) { return {Exit::Refused, std::move(message)}; }
inline Failure misused(std::string message) { return {Exit::Usage, std::move(message)}; }

template <class T = void>
using Outcome = Expected<T, Failure>;

}  // namespace descent::cli
