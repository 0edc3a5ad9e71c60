#include "node/onnx/node.hpp"

#include <algorithm>

namespace descent::onnx {
namespace {

using proto::AttributeProto;
using proto::NodeProto;
using proto::TensorProto;

std::string listed(std::initializer_list<std::int64_t> numbers) {
  std::string out;
  for (const auto n : numbers) out += (out.empty() ? "" : " or ") + std::to_string(n);
  return out;
}

}  // namespace

std::string where(const NodeProto& node) {
  const bool by_output = node.name().empty() && node.output_size() > 0;
  return named("node", by_output ? node.output(0) : node.name()) + " (" +
         printable(node.op_type()) + ")";
}

Imported<Node> Node::resolve(const NodeProto& proto, State& state, Arity arity) {
  Node node{onnx::where(proto), state};
  DESCENT_TRY(node.add_attributes(proto));
  DESCENT_TRY(node.add_inputs(proto, arity));
  return node;
}

Imported<> Node::add_attributes(const NodeProto& node) {
  for (const AttributeProto& attribute : node.attribute())
    if (!attributes_.emplace(attribute.name(), &attribute).second)
      return refused(named("attribute", attribute.name()) + " is given twice; give it once");
  return {};
}

/// Optional inputs are left out by an empty name; only those at the end can be.
Imported<> Node::add_inputs(const NodeProto& node, Arity arity) {
  std::vector<std::string_view> names{node.input().begin(), node.input().end()};
  while (!names.empty() && names.back().empty()) names.pop_back();
  const bool absent = std::ranges::any_of(names, [](auto name) { return name.empty(); });
  if (absent || names.size() < arity.least || names.size() > arity.most)
    return refused(std::to_string(names.size()) +
                   " inputs, of which none may be missing; it takes " +
                   std::to_string(arity.least) + " to " + std::to_string(arity.most));
  for (const auto name : names) {
    const auto bound = state_->names.find(name);
    if (bound == state_->names.end())
      return ImportError{ErrorKind::UnknownValue, where_,
                         "reads " + named("value", name) +
                             ", which no node before it makes; remove cycles and sort the nodes"};
    inputs_.push_back(bound->second);
  }
  return {};
}

ImportError Node::refused(std::string why) const {
  return {ErrorKind::UnsupportedForm, where_, std::move(why)};
}

Imported<std::uint32_t> Node::value(std::size_t i) const {
  if (const auto* bound = std::get_if<BoundValue>(&inputs_[i])) return bound->value;
  if (std::holds_alternative<BoundSoftmax>(inputs_[i]))
    return refused("reads a Softmax, which may only be the output or stand before ArgMax");
  return refused("input " + std::to_string(i) +
                 " is a constant, and must be computed from the model's input");
}

Imported<const TensorProto*> Node::constant(std::size_t i) const {
  if (const auto* bound = std::get_if<const TensorProto*>(&inputs_[i])) return *bound;
  return refused("input " + std::to_string(i) + " must be a constant of the model");
}

const AttributeProto* Node::take(std::string_view name) {
  const auto found = attributes_.find(name);
  if (found == attributes_.end()) return nullptr;
  const AttributeProto* attribute = found->second;
  attributes_.erase(found);
  return attribute;
}

Imported<std::int64_t> Node::take_integer(std::string_view name, std::int64_t absent,
                                          std::initializer_list<std::int64_t> allowed) {
  const AttributeProto* found = take(name);
  if (found && found->type() != AttributeProto::INT)
    return refused("attribute " + std::string{name} + " must be an integer");
  const std::int64_t number = found ? found->i() : absent;
  if (std::ranges::find(allowed, number) != allowed.end()) return number;
  return refused(std::string{name} + " is " + std::to_string(number) + "; only " + listed(allowed) +
                 " is supported");
}

Imported<> Node::take_one(std::string_view name) {
  const AttributeProto* found = take(name);
  if (!found || (found->type() == AttributeProto::FLOAT && found->f() == 1.0f)) return {};
  return refused(std::string{name} + " must be 1.0; multiply it into the weights");
}

Imported<const TensorProto*> Node::take_tensor(std::string_view name) {
  const AttributeProto* found = take(name);
  if (found && found->type() == AttributeProto::TENSOR) return &found->t();
  return refused("only the form with the tensor attribute '" + std::string{name} +
                 "' is supported");
}

Imported<> Node::finish() const {
  if (attributes_.empty()) return {};
  return refused(named("attribute", attributes_.begin()->first) +
                 " is not supported; export the operator without it");
}

Imported<std::uint32_t> Node::tensor(const Form& form) {
  return state_->tensors.number(form, where_, state_->graph);
}

}  // namespace descent::onnx
