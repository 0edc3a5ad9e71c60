#pragma once
// What of a file is read at most (docs/onnx.md, "What is read of a file").
#include <cstddef>
#include <cstdint>

namespace descent::onnx {

struct Limits {
  std::size_t bytes = std::size_t{128} << 20;  ///< at most 2^31 - 1
  std::uint64_t nodes = 4'096;
  std::uint64_t initializers = 4'096;
  /// Fields in all messages that are read, a packed integer counting as one: what two bytes of a
  /// file may turn into takes up to a hundred in memory.
  std::uint64_t fields = std::uint64_t{1} << 20;
};

}  // namespace descent::onnx
