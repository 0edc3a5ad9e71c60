#include "node/cli/amount.hpp"

#include "runtime/primitives/arithmetic.hpp"
#include "runtime/scale/decimal.hpp"

namespace descent::cli {
namespace {

Failure bad_amount(std::string_view text, std::string_view why) {
  return misused("'" + std::string{text} + "' is no amount: " + std::string{why} +
                 "; write GRAD like 1.5");
}

}  // namespace

Outcome<Balance> parse_amount(std::string_view text) {
  const auto point = text.find('.');
  const bool whole_only = point == text.npos;
  const auto whole = u128_from(text.substr(0, point));
  std::string decimals{whole_only ? "0" : text.substr(point + 1)};
  if (decimals.size() > kDecimals) return bad_amount(text, "GRAD has 12 decimals");
  if (decimals.empty()) return bad_amount(text, "digits are missing behind the point");
  decimals.append(kDecimals - decimals.size(), '0');
  const auto fraction = u128_from(decimals);
  const bool digits_only = text.find_first_not_of("0123456789.") == text.npos;
  if (digits_only && !text.starts_with('.') && !whole) return bad_amount(text, "it is too large");
  if (!whole || !fraction) return bad_amount(text, "only digits and one point belong in it");
  const auto units = checked_mul(*whole, kGrad);
  if (!units) return bad_amount(text, "it is too large");
  const auto sum = checked_add(*units, *fraction);
  if (!sum) return bad_amount(text, "it is too large");
  return *sum;
}

std::string format_amount(Balance amount) {
  std::string out = to_string(amount / kGrad);
  std::string fraction = to_string(amount % kGrad);
  fraction.insert(0, kDecimals - fraction.size(), '0');
  fraction.erase(fraction.find_last_not_of('0') + 1);
  if (!fraction.empty()) out += "." + fraction;
  return out;
}

}  // namespace descent::cli
