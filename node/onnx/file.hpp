#pragma once
// The bytes of a file to ONNX's own structure, and no more of it than a model of this chain needs.
#include "node/onnx/error.hpp"
#include "node/onnx/limits.hpp"
#include "node/onnx/onnx.pb.h"

namespace descent::onnx {

/// Counts before it parses: nothing is allocated for a file beyond its limits.
/// errors  Empty, TooLarge, Malformed
Imported<proto::ModelProto> read_file(View bytes, const Limits& limits);

}  // namespace descent::onnx
