#pragma once
/// # To ONNX
/// A canonical graph to the one ONNX file that it is (docs/onnx.md, "Export").
#include "runtime/graph/error.hpp"
#include "runtime/graph/graph.hpp"
#include "runtime/scale/expected.hpp"

namespace descent::onnx {

/// errors  those of `graph::validate`; ResultOutOfRange, with the tensor, for a value that no f32
///         holds
Expected<Bytes, graph::Refusal> export_model(const graph::Graph& graph);

}  // namespace descent::onnx
