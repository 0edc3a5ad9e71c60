#include "node/onnx/operators.hpp"

#include <algorithm>

#include "node/onnx/node.hpp"
#include "runtime/graph/shape.hpp"

namespace descent::onnx {
namespace {

using proto::NodeProto;
using proto::TensorProto;
using Dims = std::vector<std::int64_t>;

Dims dims_of(const TensorProto& tensor) { return {tensor.dims().begin(), tensor.dims().end()}; }

/// Dimensions for a tensor's form. What a graph cannot hold is refused when the constant is read,
/// and is 0 until then.
graph::Shape shape_of(const Dims& dims) {
  graph::Shape out;
  for (const auto d : dims)
    out.push_back(d < 1 || d > graph::kDimensionMax ? 0u : static_cast<std::uint32_t>(d));
  return out;
}

std::string text_of(const Dims& dims) {
  std::string out = "[";
  for (const auto d : dims) out += (out.size() > 1 ? ", " : "") + std::to_string(d);
  return out + "]";
}

Imported<Binding> identity(Node& node) { return node.input(0); }

Imported<Binding> constant(Node& node) {
  const TensorProto* tensor = DESCENT_TRY(node.take_tensor("value"));
  DESCENT_TRY(refuse_external(*tensor, node.where()));
  return Binding{tensor};
}

/// C of a Gemm is [N] or [1, N].
Imported<std::uint32_t> bias_of(Node& node, const TensorProto& c, std::uint32_t columns) {
  const std::int64_t n = columns;
  const Dims dims = dims_of(c);
  if (dims == Dims{n} || dims == Dims{1, n})
    return node.tensor({.constant = &c, .transposed = false, .shape = {columns}});
  return node.refused("C has shape " + text_of(dims) + "; it must be " + text_of({n}) + " or " +
                      text_of({1, n}));
}

Imported<Binding> gemm(Node& node) {
  DESCENT_TRY(node.take_one("alpha"));
  DESCENT_TRY(node.take_one("beta"));
  DESCENT_TRY(node.take_integer("transA", 0, {0}));
  const bool transposed = DESCENT_TRY(node.take_integer("transB", 0, {0, 1})) == 1;
  const std::uint32_t x = DESCENT_TRY(node.value(0));
  const TensorProto* b = DESCENT_TRY(node.constant(1));
  if (node.shape(x).size() != 1 || b->dims_size() != 2)
    return node.refused("A and B must have rank 2; put a Flatten before it");
  const TensorProto* c = nullptr;
  if (node.inputs() == 3) c = DESCENT_TRY(node.constant(2));
  graph::Shape shape = shape_of(dims_of(*b));
  if (transposed) std::ranges::reverse(shape);
  const auto weight = DESCENT_TRY(node.tensor({b, transposed, shape}));
  if (!c) return node.emit(graph::MatMul{x, weight});
  return node.emit(graph::Gemm{x, weight, DESCENT_TRY(bias_of(node, *c, shape[1]))});
}

Imported<Binding> matmul(Node& node) {
  const std::uint32_t x = DESCENT_TRY(node.value(0));
  const TensorProto* b = DESCENT_TRY(node.constant(1));
  if (b->dims_size() != 2) return node.refused("the constant must have rank 2");
  const auto weight = DESCENT_TRY(node.tensor({b, false, shape_of(dims_of(*b))}));
  return node.emit(graph::MatMul{x, weight});
}

bool ends_with(const graph::Shape& shape, const Dims& tail) {
  return tail.size() <= shape.size() &&
         std::equal(tail.begin(), tail.end(), shape.end() - static_cast<long>(tail.size()));
}

Imported<Binding> add_constant(Node& node, std::uint32_t x, const TensorProto& addend) {
  const graph::Shape& sample = node.shape(x);
  Dims dims = dims_of(addend);
  if (dims.size() > sample.size() + 1)
    return node.refused("the constant's rank is " + std::to_string(dims.size()) +
                        ", above the value's " + std::to_string(sample.size() + 1));
  while (!ends_with(sample, dims) && dims.size() > 1 && dims[0] == 1) dims.erase(dims.begin());
  const auto tensor = DESCENT_TRY(node.tensor({&addend, false, shape_of(dims)}));
  return node.emit(graph::Add{x, graph::TensorOperand{tensor}});
}

Imported<Binding> add(Node& node) {
  const auto is_constant = [&](std::size_t i) {
    return std::holds_alternative<const TensorProto*>(node.input(i));
  };
  if (!is_constant(0) && !is_constant(1)) {
    const std::uint32_t left = DESCENT_TRY(node.value(0));
    const std::uint32_t right = DESCENT_TRY(node.value(1));
    return node.emit(graph::Add{left, graph::ValueOperand{right}});
  }
  const std::size_t side = is_constant(0) ? 0 : 1;
  const std::uint32_t x = DESCENT_TRY(node.value(1 - side));
  return add_constant(node, x, *DESCENT_TRY(node.constant(side)));
}

Imported<Binding> relu(Node& node) { return node.emit(graph::Relu{DESCENT_TRY(node.value(0))}); }

Imported<Binding> flatten(Node& node) {
  const std::uint32_t x = DESCENT_TRY(node.value(0));
  const auto rank = static_cast<std::int64_t>(node.shape(x).size()) + 1;
  DESCENT_TRY(node.take_integer("axis", 1, {1, 1 - rank}));
  return node.emit(graph::Flatten{x});
}

/// The dimensions of a sample that the entries behind the batch say, 0 and -1 resolved.
/// nullopt if they are not of the table's form
std::optional<Dims> resolved(const Dims& entries, const graph::Shape& own) {
  Dims out{entries.begin() + 1, entries.end()};
  const auto open = std::ranges::count(out, -1);
  if ((entries[0] != 0 && entries[0] != -1) || open > (entries[0] == 0 ? 1 : 0)) return {};
  std::int64_t known = 1;  // at most 2^16 each, and 4 of them at most with no -1
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (out[i] < -1 || out[i] > graph::kDimensionMax || (out[i] == 0 && i >= own.size())) return {};
    if (out[i] == 0) out[i] = own[i];
    if (out[i] != -1) known = std::min<std::int64_t>(known * out[i], std::int64_t{1} << 40);
  }
  if (open == 0) return out;
  const auto whole = static_cast<std::int64_t>(graph::elements(own));
  if (whole % known != 0) return {};
  std::ranges::replace(out, std::int64_t{-1}, whole / known);
  return out;
}

Imported<Binding> reshape(Node& node) {
  DESCENT_TRY(node.take_integer("allowzero", 0, {0}));
  const std::uint32_t x = DESCENT_TRY(node.value(0));
  const TensorProto* shape = DESCENT_TRY(node.constant(1));
  const Dims entries = DESCENT_TRY(integers(*shape, node.where()));
  const auto dims = resolved(entries, node.shape(x));
  if (dims) return node.emit(graph::Reshape{x, shape_of(*dims)});
  return node.refused("shape " + text_of(entries) +
                      " must keep the batch by a first entry of 0 (or -1), and the number of "
                      "elements with at most one entry -1 in all");
}

Imported<Binding> softmax(Node& node) {
  const std::uint32_t x = DESCENT_TRY(node.value(0));
  DESCENT_TRY(node.take_integer("axis", -1, {1, -1}));
  if (node.shape(x).size() != 1)
    return node.refused("only over the last axis of a tensor of rank 2; put a Flatten before it");
  auto& softmaxes = node.state().softmaxes;
  softmaxes.push_back({.value = x, .where = node.where()});
  return Binding{BoundSoftmax{softmaxes.size() - 1}};
}

Imported<Binding> argmax(Node& node) {
  DESCENT_TRY(node.take_integer("axis", 0, {1, -1}));
  DESCENT_TRY(node.take_integer("keepdims", 1, {0, 1}));
  DESCENT_TRY(node.take_integer("select_last_index", 0, {0}));
  std::uint32_t x = 0;
  if (const auto* bound = std::get_if<BoundSoftmax>(&node.input(0))) {
    UndecidedSoftmax& before = node.state().softmaxes[bound->softmax];
    before.decided = true;
    x = before.value;
  } else {
    x = DESCENT_TRY(node.value(0));
  }
  if (node.shape(x).size() != 1)
    return node.refused("only over the last axis of a tensor of rank 2; put a Flatten before it");
  return node.emit(graph::ArgMax{x});
}

struct Reader {
  std::string_view op_type;
  Arity arity;
  Imported<Binding> (*read)(Node&);
};

constexpr Reader kReaders[] = {
    {"Identity", {1, 1}, identity}, {"Constant", {0, 0}, constant}, {"Gemm", {2, 3}, gemm},
    {"MatMul", {2, 2}, matmul},     {"Add", {2, 2}, add},           {"Relu", {1, 1}, relu},
    {"Flatten", {1, 1}, flatten},   {"Reshape", {2, 2}, reshape},   {"Softmax", {1, 1}, softmax},
    {"ArgMax", {1, 1}, argmax},
};

const Reader* reader_of(const NodeProto& node) {
  if (!node.domain().empty() && node.domain() != "ai.onnx") return nullptr;
  const auto found = std::ranges::find(kReaders, node.op_type(), &Reader::op_type);
  return found == std::end(kReaders) ? nullptr : found;
}

ImportError unknown_operator(const NodeProto& node) {
  const std::string domain = node.domain().empty() ? "ai.onnx" : node.domain();
  std::string known;
  for (const Reader& reader : kReaders)
    known.append(known.empty() ? "" : ", ").append(reader.op_type);
  return {ErrorKind::UnknownOperator, where(node),
          "operator " + named(domain, node.op_type()) + " is not supported; build the model of " +
              known};
}

}  // namespace

Imported<> read_node(const NodeProto& proto, State& state) {
  const Reader* reader = reader_of(proto);
  if (!reader) return unknown_operator(proto);
  Node node = DESCENT_TRY(Node::resolve(proto, state, reader->arity));
  if (proto.output_size() != 1 || proto.output(0).empty())
    return node.refused("it must have exactly one output, with a name");
  if (state.names.contains(proto.output(0)))
    return ImportError{ErrorKind::DuplicateName, node.where(),
                       "makes " + named("value", proto.output(0)) +
                           ", a name that is taken; give each value its own"};
  const Binding made = DESCENT_TRY(reader->read(node));
  DESCENT_TRY(node.finish());
  state.names.emplace(proto.output(0), made);
  return {};
}

}  // namespace descent::onnx
