#include "runtime/primitives/dispatch_error.hpp"

namespace descent {
namespace {

constexpr std::string_view kNames[] = {
    "Other",       "CannotLookup",     "BadOrigin",   "Module",        "ConsumerRemaining",
    "NoProviders", "TooManyConsumers", "Token",       "Arithmetic",    "Transactional",
    "Exhausted",   "Corruption",       "Unavailable", "RootNotAllowed"};
static_assert(std::size(kNames) == std::variant_size_v<DispatchError::Cases>);

std::string number(std::uint8_t n) { return std::to_string(static_cast<unsigned>(n)); }

}  // namespace

std::string to_string(const DispatchError& error) {
  std::string out{kNames[error.index()]};
  if (const auto* m = std::get_if<dispatch_error::Module>(&error)) {
    out += "(" + number(m->value.index) + ", " + number(m->value.error[0]) + ")";
  }
  if (const auto* t = std::get_if<dispatch_error::Token>(&error)) {
    out += "(" + number(static_cast<std::uint8_t>(t->value)) + ")";
  }
  if (const auto* a = std::get_if<dispatch_error::Arithmetic>(&error)) {
    out += "(" + number(static_cast<std::uint8_t>(a->value)) + ")";
  }
  return out;
}

}  // namespace descent
