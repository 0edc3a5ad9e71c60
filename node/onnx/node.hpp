#pragma once
// A node with its inputs resolved and its attributes to be taken one by one.
#include <initializer_list>

#include "node/onnx/state.hpp"

namespace descent::onnx {

/// Numbers of inputs an operator may have.
struct Arity {
  std::size_t least{};
  std::size_t most{};
};

/// How messages name a node: node 'fc1' (Gemm).
std::string where(const proto::NodeProto& node);

class Node {
 public:
  /// errors  UnsupportedForm for another number of inputs or an attribute given twice, UnknownValue
  static Imported<Node> resolve(const proto::NodeProto& node, State& state, Arity arity);

  std::size_t inputs() const { return inputs_.size(); }
  const Binding& input(std::size_t i) const { return inputs_[i]; }
  const std::string& where() const { return where_; }
  State& state() { return *state_; }
  const graph::Shape& shape(std::uint32_t value) const { return state_->shapes[value]; }

  ImportError refused(std::string why) const;

  /// errors  UnsupportedForm if input `i` is something else
  Imported<std::uint32_t> value(std::size_t i) const;
  Imported<const proto::TensorProto*> constant(std::size_t i) const;

  /// The attribute, or `absent`. errors  UnsupportedForm unless it is one of `allowed`
  Imported<std::int64_t> take_integer(std::string_view name, std::int64_t absent,
                                      std::initializer_list<std::int64_t> allowed);
  /// errors  UnsupportedForm if the attribute is there and not 1.0
  Imported<> take_one(std::string_view name);
  /// errors  UnsupportedForm if the attribute is not there
  Imported<const proto::TensorProto*> take_tensor(std::string_view name);
  /// errors  UnsupportedForm if an attribute was not taken
  Imported<> finish() const;

  /// The number of a constant's tensor in the graph.
  Imported<std::uint32_t> tensor(const Form& form);
  Imported<Binding> emit(const graph::Operator& op) { return state_->emit(op, where_); }

 private:
  using Attributes = std::map<std::string_view, const proto::AttributeProto*>;

  Node(std::string where, State& state) : where_{std::move(where)}, state_{&state} {}
  Imported<> add_attributes(const proto::NodeProto& node);
  Imported<> add_inputs(const proto::NodeProto& node, Arity arity);
  const proto::AttributeProto* take(std::string_view name);

  std::string where_;
  State* state_;
  std::vector<Binding> inputs_;
  Attributes attributes_;
};

}  // namespace descent::onnx
