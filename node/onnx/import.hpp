#pragma once
/// # From ONNX
/// A float32 model of opset 13 to 21 to its one canonical graph. Normative description:
/// docs/onnx.md; descent.onnx_io makes the same graph of the same file. No other file is opened.
#include "node/onnx/error.hpp"
#include "node/onnx/limits.hpp"
#include "runtime/graph/graph.hpp"

namespace descent::onnx {

/// The graph is valid (runtime/graph/validate.hpp).
/// errors  each of `ErrorKind`
Imported<graph::Graph> import_model(View bytes, const Limits& limits = {});

}  // namespace descent::onnx
