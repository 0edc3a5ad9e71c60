#include "runtime/kernels/error.hpp"

#include <iterator>

namespace descent::kernels {

std::string_view describe(Error error) {
  static constexpr std::string_view kSentences[] = {
      "a sample or target is NaN or infinity; check the data",
      "an activation is beyond 2^1023; scale the data or the weights down",
      "samples, targets and score do not fit each other; check the shapes",
      "a label is not below the number of classes; check the labels",
      "a weight limb lies outside [-64, 64]; cut the weights with kernels::Columns",
  };
  static_assert(std::size(kSentences) == static_cast<std::size_t>(Error::kCount));
  return kSentences[static_cast<std::size_t>(error)];
}

}  // namespace descent::kernels
