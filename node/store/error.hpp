#pragma once
// Why the database refused, in words an operator can act on.
#include <string>

#include "runtime/scale/expected.hpp"

namespace descent::store {

enum class ErrorKind : std::uint8_t {
  Io,            ///< the disk refused; after a failed write the node must be restarted
  Corrupt,       ///< what is on disk is not what was written
  InUse,         ///< another process has the database open
  WrongVersion,  ///< written in another layout
  WrongGenesis,  ///< holds another chain
  NotNext,       ///< a block that does not extend the head
  UnknownBlock,  ///< no such block
  StatePruned,   ///< the block is there, its state no longer
};

struct Error {
  ErrorKind kind{};
  std::string text;  ///< one sentence on what happened, then what to do
};

/// A value, or why the database could not give it.
template <class T = void>
using Stored = Expected<T, Error>;

/// The status with which `halt` ends a process: EX_IOERR of sysexits.h.
inline constexpr int kHaltStatus = 74;

/// Prints the error and ends the process at once, without the destructors that might write more.
/// For reads in the midst of execution: the node halts and does not vote rather than take
/// "unreadable" for "absent".
[[noreturn]] void halt(const Error& error);

}  // namespace descent::store
