#include "runtime/graph/shape.hpp"

namespace descent::graph {

Expected<std::uint64_t, Error> checked_elements(const Shape& shape) {
  if (shape.empty() || shape.size() > kRankMax) return Error::BadRank;
  for (const auto d : shape)
    if (d == 0 || d > kDimensionMax) return Error::BadDimension;
  std::uint64_t n = 1;
  for (const auto d : shape)
    if ((n *= d) > kElementsMax) return Error::TooManyElements;
  return n;
}

std::uint64_t elements(const Shape& shape) {
  std::uint64_t n = 1;
  for (const auto d : shape) n *= d;
  return n;
}

}  // namespace descent::graph
