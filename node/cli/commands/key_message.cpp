#include "node/cli/commands/key_message.hpp"

#include "node/keystore/private_file.hpp"
#include "runtime/scale/hex.hpp"

namespace descent::cli {
namespace {

Outcome<Bytes> bytes_in(const std::string& path) {
  const auto content = keystore::read_private(path, kMessageBytesMax);
  if (!content) return failure_of(content.error());
  const View bytes = as_view(**content);
  return Bytes{bytes.begin(), bytes.end()};
}

}  // namespace

void add_message_options(Arguments& arguments, Message& message) {
  arguments.add_option("message", message.text, "The text that is signed");
  arguments.add_flag("--hex", message.is_hex, "The text is bytes in hex");
  arguments
      .add_option("--file", message.file, "The bytes of this file, up to 16 MiB, instead of a text")
      .is(ValueKind::File);
}

Outcome<Bytes> bytes_of(const Message& message) {
  if (message.text.has_value() != message.file.empty())
    return misused("which message? give either a text or --file");
  if (!message.text) return bytes_in(message.file);
  if (!message.is_hex) {
    const View text = as_view(*message.text);
    return Bytes{text.begin(), text.end()};
  }
  auto bytes = from_hex(*message.text);
  if (!bytes) return misused("with --hex, the message is 0x and an even number of hex digits");
  return *std::move(bytes);
}

}  // namespace descent::cli
