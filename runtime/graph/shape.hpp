#pragma once
// The size of a shape, refused before it can overflow.
#include "runtime/graph/error.hpp"
#include "runtime/graph/graph.hpp"
#include "runtime/scale/expected.hpp"

namespace descent::graph {

/// The number of elements of one sample.
/// errors  BadRank, BadDimension, TooManyElements
Expected<std::uint64_t, Error> checked_elements(const Shape& shape);

/// The same of a shape known to be good. REQUIRES: `checked_elements(shape)` succeeded.
std::uint64_t elements(const Shape& shape);

}  // namespace descent::graph
