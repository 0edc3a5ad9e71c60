#pragma once
// ONNX tensors: what their data is, and how they become tensors of a graph (docs/onnx.md,
// "Tensors").
#include <map>

#include "node/onnx/error.hpp"
#include "node/onnx/onnx.pb.h"
#include "runtime/graph/graph.hpp"

namespace descent::onnx {

/// `where` names the tensor, or the node that reads it, in the errors of all of these.
/// errors  ExternalData
Imported<> refuse_external(const proto::TensorProto& tensor, std::string_view where);

/// The entries of a Reshape's shape.
/// errors  UnsupportedForm unless it is INT64, of rank 1, with 2 to 5 entries; Malformed
Imported<std::vector<std::int64_t>> integers(const proto::TensorProto& tensor,
                                             std::string_view where);

/// f32 patterns of a weight, bias or addend, row-major; its dimensions are those of a graph's
/// tensor.
/// errors  UnsupportedForm, InvalidGraph, Malformed
Imported<std::vector<std::uint32_t>> float_bits(const proto::TensorProto& tensor,
                                                std::string_view where);

/// A constant as it is used: the same form is the same tensor of the graph.
struct Form {
  const proto::TensorProto* constant{};
  bool transposed{};   ///< of rank 2
  graph::Shape shape;  ///< after transposing or removing dimensions of 1
  friend auto operator<=>(const Form&, const Form&) = default;
};

/// Tensors of a graph in order of first use.
class Tensors {
 public:
  /// The number of the tensor that `form` is, appended to `graph` if it is new.
  /// errors  those of `float_bits`; NotFinite
  Imported<std::uint32_t> number(const Form& form, std::string_view where, graph::Graph& graph);

 private:
  std::map<Form, std::uint32_t> numbers_;
};

}  // namespace descent::onnx
