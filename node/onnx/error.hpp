#pragma once
// Why an ONNX file was refused (docs/onnx.md names each rule).
#include <string>

#include "runtime/scale/bytes.hpp"
#include "runtime/scale/expected.hpp"

namespace descent::onnx {

enum class ErrorKind : std::uint8_t {
  Empty,             ///< no bytes, no graph or no node
  TooLarge,          ///< more bytes, nodes, initialisers or fields than allowed
  Malformed,         ///< not Protobuf, or a tensor's data does not fit its dimensions
  UnsupportedOpset,  ///< another version of the operators than 13 to 21
  UnsupportedModel,  ///< local functions or sparse initialisers
  DuplicateName,     ///< made or given twice
  ExternalData,      ///< weights in another file; none is ever opened
  BadInterface,      ///< not one FLOAT input and one output
  DynamicShape,      ///< an open dimension that is not the batch
  UnknownValue,      ///< a name that nothing makes before it is read
  UnknownOperator,   ///< not in the table
  UnsupportedForm,   ///< an operator of the table in a form that has no canonical one
  NotFinite,         ///< NaN or infinity in a weight
  InvalidGraph,      ///< the result breaks a rule of docs/graph.md
  kCount
};

/// Stable short name, such as "DynamicShape".
std::string_view name(ErrorKind kind);

struct ImportError {
  ErrorKind kind{};
  std::string subject;  ///< the node, tensor or value concerned; empty if it is the file
  std::string text;     ///< what is wrong, then what to do
};

template <class T = void>
using Imported = Expected<T, ImportError>;

/// "UnknownOperator: node 'conv1' (ai.onnx.Conv): ..."
std::string describe(const ImportError& error);

/// A text from a file, safe to print: control characters and bytes that are not UTF-8 escaped,
/// cut to `kQuotedMax` bytes.
std::string printable(std::string_view text);
inline constexpr std::size_t kQuotedMax = 80;

/// `kind` and a printable name: node 'fc1', initialiser 'w'.
std::string named(std::string_view kind, std::string_view name);

}  // namespace descent::onnx
