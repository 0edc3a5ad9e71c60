#include "runtime/scale/reader.hpp"

namespace descent::scale {

std::string_view describe(Error error) {
  switch (error) {
    case Error::None: return "no error";
    case Error::Truncated: return "the input ends before the value does";
    case Error::TrailingBytes: return "there are bytes left behind the value";
    case Error::NotCanonical: return "the encoding is not the shortest one";
    case Error::OutOfRange: return "an integer is too large for its type";
    case Error::TooMany: return "a count is above what the input holds or the limit allows";
    case Error::UnknownVariant: return "an enum has no such variant";
    case Error::NotUtf8: return "a text is not UTF-8";
    case Error::TooDeep: return "calls are nested too deeply";
  }
  return "unknown error";
}

}  // namespace descent::scale
