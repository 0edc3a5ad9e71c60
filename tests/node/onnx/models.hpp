#pragma once
// ONNX models for tests, built node by node.
#include <initializer_list>

#include "node/onnx/error.hpp"
#include "node/onnx/onnx.pb.h"
#include "runtime/graph/graph.hpp"

namespace descent::onnx {

using Dims = std::vector<std::int64_t>;
using Names = std::initializer_list<const char*>;

/// Opset 17, input "x" of [batch, ...sample], output "y", no nodes.
proto::ModelProto empty_model(const Dims& sample);

/// The example of docs/graph.md: Gemm "fc" of the initialisers "w" and "b", Softmax "head".
proto::ModelProto example_model();

proto::NodeProto& add_node(proto::ModelProto& model, const char* op_type, Names inputs,
                           const char* output);
void set_integer(proto::NodeProto& node, const char* name, std::int64_t value);
void set_float(proto::NodeProto& node, const char* name, float value);

/// FLOAT in raw_data.
proto::TensorProto& add_weights(proto::ModelProto& model, const char* name, const Dims& dims,
                                const std::vector<float>& values);
/// The same with as many zeros as the dimensions say.
proto::TensorProto& add_zeros(proto::ModelProto& model, const char* name, const Dims& dims);
/// INT64 in int64_data, of one dimension.
proto::TensorProto& add_integers(proto::ModelProto& model, const char* name, const Dims& values);

Bytes bytes_of(const proto::ModelProto& model);

/// The graph; a test failure with its error if there is none.
graph::Graph imported(const proto::ModelProto& model);
/// The error; a test failure if there is none.
ImportError refused(const proto::ModelProto& model);

}  // namespace descent::onnx
