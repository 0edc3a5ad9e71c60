#include "runtime/frame/validity.hpp"

namespace descent::frame {
namespace {

constexpr std::string_view kInvalid[] = {
    "Transaction call is not expected",
    "Inability to pay some fees (e.g. account balance too low)",
    "Transaction will be valid in the future",
    "Transaction is outdated",
    "Transaction has a bad signature",
    "Transaction has an ancient birth block",
    "Transaction would exhaust the block limits",
    "InvalidTransaction custom error",
    "A call was labelled as mandatory, but resulted in an Error.",
    "Transaction dispatch is mandatory; transactions must not be validated.",
    "Invalid signing address",
};
static_assert(std::size(kInvalid) == std::variant_size_v<InvalidTransaction::Cases>);

constexpr std::string_view kUnknown[] = {
    "Could not lookup information required to validate the transaction",
    "Could not find an unsigned validator for the unsigned transaction",
    "UnknownTransaction custom error",
};
static_assert(std::size(kUnknown) == std::variant_size_v<UnknownTransaction::Cases>);

}  // namespace

std::string_view describe(const TransactionValidityError& error) {
  if (const auto* i = std::get_if<validity_error::Invalid>(&error)) return kInvalid[i->why.index()];
  return kUnknown[std::get_if<validity_error::Unknown>(&error)->why.index()];
}

}  // namespace descent::frame
