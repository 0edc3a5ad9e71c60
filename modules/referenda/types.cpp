#include "modules/referenda/types.hpp"

namespace descent::modules::referenda {

const ReferendumStatus* ReferendumInfo::ongoing() const {
  const auto* v = std::get_if<referendum_info::Ongoing>(this);
  return v == nullptr ? nullptr : &v->status;
}

namespace {

/// `use` of whichever outcome has deposits to its name; nullptr of any other.
template <class Use>
std::optional<Deposit>* of_over(ReferendumInfo& info, Use use) {
  if (auto* v = std::get_if<referendum_info::Approved>(&info)) return use(*v);
  if (auto* v = std::get_if<referendum_info::Rejected>(&info)) return use(*v);
  if (auto* v = std::get_if<referendum_info::Cancelled>(&info)) return use(*v);
  if (auto* v = std::get_if<referendum_info::TimedOut>(&info)) return use(*v);
  return nullptr;
}

}  // namespace

std::optional<Deposit>* ReferendumInfo::submission_deposit() {
  return of_over(*this, [](auto& over) { return &over.submission_deposit; });
}

std::optional<Deposit>* ReferendumInfo::decision_deposit() {
  return of_over(*this, [](auto& over) { return &over.decision_deposit; });
}

}  // namespace descent::modules::referenda
