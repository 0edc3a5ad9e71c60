#pragma once
// The table of operators: what each ONNX node becomes (docs/onnx.md, "Operators").
#include "node/onnx/state.hpp"

namespace descent::onnx {

/// Reads one node and binds its output.
/// errors  UnknownOperator, UnsupportedForm, UnknownValue, DuplicateName, and those of its tensors
Imported<> read_node(const proto::NodeProto& node, State& state);

}  // namespace descent::onnx
