#pragma once
// Why there is no key, in words the owner can act on.
#include <string>

#include "runtime/scale/expected.hpp"

namespace descent::keystore {

enum class ErrorKind : std::uint8_t {
  WrongPassword,  ///< or the encrypted bytes were altered: one cannot be told from the other
  Damaged,        ///< the file is not what a wallet writes
  WrongAddress,   ///< the file says another address than its secret has
  Unsupported,    ///< another version, encryption or kind of key
  TooCostly,      ///< opening it would take more memory or time than a file may ask for
  TooLarge,       ///< more bytes than a file may have
  NotFound,
  Exists,
  BadName,
  BadKey,  ///< a secret that is none, or not that of the public key named
  Io,      ///< the disk or the system refused
};

struct Error {
  ErrorKind kind{};
  std::string text;  ///< one sentence on what happened, then what to do
};

/// A value, or why the keystore could not give it.
template <class T = void>
using Kept = Expected<T, Error>;

}  // namespace descent::keystore
