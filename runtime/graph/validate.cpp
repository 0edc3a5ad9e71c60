#include "runtime/graph/validate.hpp"

#include <algorithm>

#include "runtime/graph/operands.hpp"

namespace descent::graph {
namespace {

using Checked = Expected<void, Refusal>;

template <class T>
Expected<T, Refusal> at(std::uint32_t place, Expected<T, Error> result) {
  if (!result) return Refusal{result.error(), place};
  if constexpr (std::is_void_v<T>)
    return {};
  else
    return *std::move(result);
}

Checked check_tensor(const Tensor& t, std::uint32_t place) {
  const std::uint64_t n = DESCENT_TRY(at(place, checked_elements(t.shape)));
  if (t.exponent < kTensorExponentMin || t.exponent > kTensorExponentMax)
    return Refusal{Error::ExponentOutOfRange, place};
  if (t.values.size() != n) return Refusal{Error::CountMismatch, place};
  if (std::find(t.values.begin(), t.values.end(), INT32_MIN) != t.values.end())
    return Refusal{Error::ValueOutOfRange, place};
  return {};
}

Expected<std::uint64_t, Refusal> check_tensors(const Graph& graph) {
  std::uint64_t parameters = 0;
  for (std::uint32_t i = 0; i < graph.tensors.size(); ++i) {
    DESCENT_TRY(check_tensor(graph.tensors[i], i));
    parameters += graph.tensors[i].values.size();
    if (parameters > kParametersMax) return Refusal{Error::TooManyElements, i};
  }
  return parameters;
}

/// Walks the operators in order and learns the shape of each value.
class Walk {
 public:
  explicit Walk(const Graph& graph) : graph_{graph}, read_(graph.operators.size() + 1) {
    summary_.shapes.push_back(graph.input);
  }

  Checked step(std::uint32_t place) {
    const Operator& op = graph_.operators[place];
    const bool last = place + 1 == graph_.operators.size();
    if (is_head(op) && !last) return Refusal{Error::NotAtOutput, place};
    DESCENT_TRY(at(place, check_operands(op, place)));
    summary_.shapes.push_back(DESCENT_TRY(at(place, result_shape(op, graph_, summary_.shapes))));
    count_work(op);
    if (summary_.macs > kMacsMax) return Refusal{Error::TooManyMacs, place};
    if (last) summary_.score = is_head(op) ? operands(op).values[0] : place + 1;
    return {};
  }

  Expected<Summary, Refusal> finish() && {
    if (tensors_used_ < graph_.tensors.size()) return Refusal{Error::UnusedTensor, tensors_used_};
    const auto output = static_cast<std::uint32_t>(graph_.operators.size());
    for (std::uint32_t value = 0; value < output; ++value)
      if (!read_[value]) return Refusal{Error::UnusedValue, value};
    for (const Shape& shape : summary_.shapes) summary_.memory += 2 * elements(shape);
    summary_.memory += scratch_;
    if (summary_.memory > kMemoryBytesMax) return Refusal{Error::TooMuchMemory, 0};
    return std::move(summary_);
  }

  std::uint64_t& parameters() { return summary_.parameters; }

 private:
  Expected<void, Error> check_operands(const Operator& op, std::uint32_t place) {
    const Operands used = operands(op);
    for (const auto value : used.values)
      if (value > place) return Error::BadValueIndex;
    for (const auto tensor : used.tensors)
      if (tensor >= graph_.tensors.size()) return Error::BadTensorIndex;
    for (const auto tensor : used.tensors) {
      if (tensor > tensors_used_) return Error::TensorOrder;
      tensors_used_ = std::max(tensors_used_, tensor + 1);
    }
    for (const auto value : used.values) read_[value] = true;
    return {};
  }

  void count_work(const Operator& op) {
    if (const auto product = product_size(op, graph_, summary_.shapes)) {
      summary_.macs += product->macs();
      scratch_ = std::max(scratch_, product->scratch_bytes());
    }
  }

  const Graph& graph_;
  Summary summary_;
  std::vector<bool> read_;          ///< by value
  std::uint32_t tensors_used_ = 0;  ///< so many from 0 on were used
  std::uint64_t scratch_ = 0;       ///< bytes of the largest product
};

}  // namespace

Expected<Graph, Refusal> decode_graph(View bytes) {
  if (bytes.size() > kEncodedBytesMax) return Refusal{Error::TooLarge, 0};
  auto graph = scale::decoded<Graph>(bytes);
  if (!graph) return Refusal{Error::Malformed, 0};
  if (graph->version != Graph::kVersion) return Refusal{Error::UnknownVersion, 0};
  return *std::move(graph);
}

Expected<Summary, Refusal> validate(const Graph& graph) {
  if (graph.version != Graph::kVersion) return Refusal{Error::UnknownVersion, 0};
  DESCENT_TRY(at(0, checked_elements(graph.input)));
  Walk walk{graph};
  walk.parameters() = DESCENT_TRY(check_tensors(graph));
  if (graph.operators.empty()) return Refusal{Error::NoOperators, 0};
  for (std::uint32_t place = 0; place < graph.operators.size(); ++place)
    DESCENT_TRY(walk.step(place));
  return std::move(walk).finish();
}

}  // namespace descent::graph
