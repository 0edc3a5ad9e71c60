#include "runtime/graph/update.hpp"

namespace descent::graph {
namespace {

template <class T>
Expected<void, Error> check_values(const Dense<T>& dense, std::size_t elements) {
  if (dense.values.size() != elements) return Error::CountMismatch;
  return {};
}

template <class T>
Expected<void, Error> check_values(const Sparse<T>& sparse, std::size_t elements) {
  const auto& positions = sparse.positions;
  if (positions.empty() || positions.size() != sparse.values.size()) return Error::CountMismatch;
  for (std::size_t i = 0; i < positions.size(); ++i) {
    if (i > 0 && positions[i] <= positions[i - 1]) return Error::PositionOrder;
    if (positions[i] >= elements) return Error::PositionOutOfRange;
  }
  return {};
}

Expected<void, Error> check_tensor(const TensorUpdate& update, const Tensor& tensor) {
  const int finer = tensor.exponent - update.exponent;
  if (finer > kFinerMax || finer < -kCoarserMax) return Error::ExponentOutOfRange;
  return std::visit([&](const auto& v) { return check_values(v, tensor.values.size()); },
                    static_cast<const UpdateValues::Cases&>(update.values));
}

}  // namespace

Expected<Update, Refusal> decode_update(View bytes) {
  if (bytes.size() > kEncodedBytesMax) return Refusal{Error::TooLarge, 0};
  auto update = scale::decoded<Update>(bytes);
  if (!update) return Refusal{Error::Malformed, 0};
  if (update->version != Update::kVersion) return Refusal{Error::UnknownVersion, 0};
  return *std::move(update);
}

Expected<void, Refusal> check(const Update& update, const Graph& graph, const Hash& content) {
  if (update.base != content) return Refusal{Error::WrongBase, 0};
  if (update.tensors.empty()) return Refusal{Error::EmptyUpdate, 0};
  std::uint32_t next = 0;
  for (const TensorUpdate& t : update.tensors) {
    if (t.tensor >= graph.tensors.size()) return Refusal{Error::BadTensorIndex, t.tensor};
    if (t.tensor < next) return Refusal{Error::TensorOrder, t.tensor};
    const auto good = check_tensor(t, graph.tensors[t.tensor]);
    if (!good) return Refusal{good.error(), t.tensor};
    next = t.tensor + 1;
  }
  return {};
}

}  // namespace descent::graph
