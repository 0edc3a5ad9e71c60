#pragma once
/// # Origins
/// The bodies that referenda speak for. A module with no calls and no state: it gives them their
/// place in the runtime. What each may do is for the modules they act on to say.
#include "modules/origins/types.hpp"
#include "runtime/frame/pallet.hpp"

namespace descent::modules {

class Origins : public frame::Pallet<Origins> {
 public:
  static constexpr std::string_view name = "Origins";
  static constexpr std::string_view doc = "The bodies that token holders act as by referendum.";

  explicit Origins(frame::Mount mount) : Pallet{mount} {}
  frame::Problems integrity() const;
};

}  // namespace descent::modules
