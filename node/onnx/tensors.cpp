#include "node/onnx/tensors.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include "runtime/graph/f32.hpp"
#include "runtime/graph/shape.hpp"

namespace descent::onnx {
namespace {

using proto::TensorProto;

/// raw_data is little-endian, as every machine this is built for.
static_assert(std::endian::native == std::endian::little);

/// Either raw bytes or typed entries, exactly `count` of them.
template <class T, class Entries>
Imported<std::vector<T>> data(const TensorProto& tensor, const Entries& entries,
                              std::uint64_t count, std::string_view where) {
  const std::string& raw = tensor.raw_data();
  const auto typed = static_cast<std::uint64_t>(entries.size());
  const bool whole = raw.empty() ? typed == count : raw.size() == count * sizeof(T) && typed == 0;
  if (tensor.has_segment() || !whole)
    return ImportError{ErrorKind::Malformed, std::string{where},
                       "its data is not the " + std::to_string(count) +
                           " elements of its dimensions; export the model again"};
  std::vector<T> out(static_cast<std::size_t>(count));
  if (raw.empty())
    std::transform(entries.begin(), entries.end(), out.begin(),
                   [](auto entry) { return std::bit_cast<T>(entry); });
  else
    std::memcpy(out.data(), raw.data(), raw.size());
  return out;
}

std::uint32_t dimension(std::int64_t d) {
  return d < 0 || d > graph::kDimensionMax ? 0u : static_cast<std::uint32_t>(d);
}

Imported<std::uint64_t> count_of(const TensorProto& tensor, std::string_view where) {
  const bool deep = tensor.dims_size() > static_cast<int>(graph::kRankMax);
  graph::Shape shape;
  if (!deep)
    std::transform(tensor.dims().begin(), tensor.dims().end(), std::back_inserter(shape),
                   dimension);
  const auto count = graph::checked_elements(shape);
  if (count) return *count;
  return ImportError{ErrorKind::InvalidGraph, std::string{where},
                     std::string{graph::name(count.error())} +
                         ": a tensor has 1 to 4 dimensions of 1 to 65536 and at most 2^24 "
                         "elements; make the layer smaller"};
}

/// [rows, columns] to [columns, rows].
std::vector<std::uint32_t> transpose(const std::vector<std::uint32_t>& bits, std::size_t columns) {
  const std::size_t rows = bits.size() / columns;
  std::vector<std::uint32_t> out(bits.size());
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t c = 0; c < columns; ++c) out[c * rows + r] = bits[r * columns + c];
  return out;
}

Imported<graph::Tensor> tensor_of(const Form& form, std::string_view where) {
  const TensorProto& constant = *form.constant;
  const std::string subject = std::string{where} + ", " + named("tensor", constant.name());
  auto bits = DESCENT_TRY(float_bits(constant, subject));
  if (form.transposed) bits = transpose(bits, static_cast<std::size_t>(constant.dims(1)));
  auto quantised = graph::quantise(bits);
  if (quantised)
    return graph::Tensor{form.shape, quantised->exponent, std::move(quantised->values)};
  return ImportError{ErrorKind::NotFinite, subject,
                     "element " + std::to_string(quantised.error().place) +
                         " is NaN or infinite; train the model without such weights"};
}

}  // namespace

Imported<> refuse_external(const TensorProto& tensor, std::string_view where) {
  if (tensor.data_location() != TensorProto::EXTERNAL && tensor.external_data().empty()) return {};
  return ImportError{ErrorKind::ExternalData, std::string{where},
                     "its data is in another file, and none is opened; save the model with its "
                     "weights inside"};
}

Imported<std::vector<std::int64_t>> integers(const TensorProto& tensor, std::string_view where) {
  const bool fits = tensor.data_type() == TensorProto::INT64 && tensor.dims_size() == 1 &&
                    tensor.dims(0) >= 2 && tensor.dims(0) <= 5;
  if (fits)
    return data<std::int64_t>(tensor, tensor.int64_data(),
                              static_cast<std::uint64_t>(tensor.dims(0)), where);
  return ImportError{ErrorKind::UnsupportedForm, std::string{where},
                     "the shape must be a constant of 2 to 5 INT64 entries"};
}

Imported<std::vector<std::uint32_t>> float_bits(const TensorProto& tensor, std::string_view where) {
  if (tensor.data_type() != TensorProto::FLOAT)
    return ImportError{ErrorKind::UnsupportedForm, std::string{where},
                       "its type is ONNX's number " + std::to_string(tensor.data_type()) +
                           ", only FLOAT is supported; export the model in float32"};
  const std::uint64_t count = DESCENT_TRY(count_of(tensor, where));
  return data<std::uint32_t>(tensor, tensor.float_data(), count, where);
}

Imported<std::uint32_t> Tensors::number(const Form& form, std::string_view where,
                                        graph::Graph& graph) {
  const auto next = static_cast<std::uint32_t>(graph.tensors.size());
  if (const auto found = numbers_.find(form); found != numbers_.end()) return found->second;
  graph.tensors.push_back(DESCENT_TRY(tensor_of(form, where)));
  numbers_.emplace(form, next);
  return next;
}

}  // namespace descent::onnx
