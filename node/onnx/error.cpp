#include "node/onnx/error.hpp"

#include <iterator>

#include "runtime/scale/utf8.hpp"

namespace descent::onnx {
namespace {

constexpr std::string_view kNames[] = {
    "Empty",           "TooLarge",        "Malformed",    "UnsupportedOpset", "UnsupportedModel",
    "DuplicateName",   "ExternalData",    "BadInterface", "DynamicShape",     "UnknownValue",
    "UnknownOperator", "UnsupportedForm", "NotFinite",    "InvalidGraph"};
static_assert(std::size(kNames) == static_cast<std::size_t>(ErrorKind::kCount));

bool continues_a_character(char c) { return (static_cast<unsigned char>(c) & 0xc0u) == 0x80; }

std::string_view cut(std::string_view text) {
  if (text.size() <= kQuotedMax) return text;
  std::size_t end = kQuotedMax;
  while (end > kQuotedMax - 4 && continues_a_character(text[end])) --end;
  return text.substr(0, end);
}

void append_escaped(std::string& out, unsigned char c) {
  constexpr std::string_view digits = "0123456789abcdef";
  out += "\\x";
  out += digits[c >> 4];
  out += digits[c & 15u];
}

}  // namespace

std::string_view name(ErrorKind kind) { return kNames[static_cast<std::size_t>(kind)]; }

std::string describe(const ImportError& error) {
  std::string out{name(error.kind)};
  out += ": ";
  if (!error.subject.empty()) out += error.subject + ": ";
  return out + error.text;
}

std::string printable(std::string_view text) {
  const std::string_view kept = cut(text);
  const bool utf8 = scale::is_utf8(as_view(kept));
  std::string out;
  for (const char c : kept) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f || (byte > 0x7f && !utf8))
      append_escaped(out, byte);
    else
      out += c;
  }
  return kept.size() < text.size() ? out + "..." : out;
}

std::string named(std::string_view kind, std::string_view name) {
  return std::string{kind} + " '" + printable(name) + "'";
}

}  // namespace descent::onnx
