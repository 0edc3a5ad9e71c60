#pragma once
// What `key sign` and `key verify` are about.
#include "node/cli/command.hpp"

namespace descent::cli {

inline constexpr std::size_t kMessageBytesMax = std::size_t{16} << 20;

struct Message {
  std::optional<std::string> text;
  std::string file;
  bool is_hex = false;
};

/// The message itself, --hex and --file.
void add_message_options(Arguments& arguments, Message& message);

/// errors  Usage: neither or both of text and file, bad hex; Refused: an unreadable file
Outcome<Bytes> bytes_of(const Message& message);

}  // namespace descent::cli
