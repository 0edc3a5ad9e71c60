#include "node/spec/pretty.hpp"

#include <algorithm>
#include <boost/json/serialize.hpp>

namespace descent::spec {
namespace {

namespace json = boost::json;

bool is_plain(const json::value& value) { return !value.is_structured(); }

bool fits_a_line(const json::value& value) {
  if (const auto* array = value.if_array()) return std::ranges::all_of(*array, is_plain);
  if (const auto* object = value.if_object()) return object->empty();
  return true;
}

void write(std::string& out, const json::value& value, std::size_t depth) {
  if (fits_a_line(value)) {
    out += json::serialize(value);
    return;
  }
  const std::string indent(2 * (depth + 1), ' ');
  const auto* object = value.if_object();
  bool first = true;
  const auto item = [&](const json::value& inner) {
    out += (first ? "\n" : ",\n") + indent;
    first = false;
    write(out, inner, depth + 1);
  };
  out += object != nullptr ? '{' : '[';
  if (object == nullptr) {
    for (const auto& inner : value.get_array()) item(inner);
  } else {
    for (const auto& [key, inner] : *object) {
      out += (first ? "\n" : ",\n") + indent + json::serialize(json::string{key}) + ": ";
      first = false;
      write(out, inner, depth + 1);
    }
  }
  out += "\n" + std::string(2 * depth, ' ');
  out += object != nullptr ? '}' : ']';
}

}  // namespace

std::string pretty(const json::value& value) {
  std::string out;
  write(out, value, 0);
  return out + "\n";
}

}  // namespace descent::spec
