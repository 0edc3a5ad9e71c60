#pragma once
// What a participant sends: a change to some tensors of one graph (docs/graph.md, "Updates").
#include "runtime/graph/error.hpp"
#include "runtime/graph/graph.hpp"
#include "runtime/primitives/types.hpp"
#include "runtime/scale/expected.hpp"

namespace descent::graph {

/// A value for every element, row-major.
template <class T>
struct Dense {
  std::vector<T> values;
  DESCENT_FIELDS(values)
  friend bool operator==(const Dense&, const Dense&) = default;
};

/// `values[i]` for element `positions[i]`, nothing for the others.
template <class T>
struct Sparse {
  std::vector<std::uint32_t> positions;
  std::vector<T> values;
  DESCENT_FIELDS(positions, values)
  friend bool operator==(const Sparse&, const Sparse&) = default;
};

struct UpdateValues : std::variant<Dense<std::int8_t>, Dense<std::int16_t>, Sparse<std::int8_t>,
                                   Sparse<std::int16_t>> {
  using Cases = variant;
  using variant::variant;
};

/// The change to one tensor: values times 2^exponent.
struct TensorUpdate {
  std::uint32_t tensor{};
  std::int16_t exponent{};
  UpdateValues values;
  DESCENT_FIELDS(tensor, exponent, values)
  friend bool operator==(const TensorUpdate&, const TensorUpdate&) = default;
};

struct Update {
  static constexpr std::uint8_t kVersion = 1;
  std::uint8_t version = kVersion;
  Hash base;  ///< content hash of the graph it changes
  Bounded<TensorUpdate, kTensorsMax> tensors;
  DESCENT_FIELDS(version, base, tensors)
  friend bool operator==(const Update&, const Update&) = default;
};

/// errors  TooLarge, Malformed, UnknownVersion
Expected<Update, Refusal> decode_update(View bytes);

/// Checks an update against the graph it wants to change.
/// content  the graph's content hash, which the caller has at hand
/// errors   docs/graph.md, "Updates", 2 and 3
Expected<void, Refusal> check(const Update& update, const Graph& graph, const Hash& content);

}  // namespace descent::graph
