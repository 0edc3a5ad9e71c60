#pragma once
// Why an evaluation was refused. Anything the machine lacks (memory, an instruction set oneDNN
// can use exactly) is not an error of execution: it halts the program.
#include <cstdint>
#include <string_view>

namespace descent::kernels {

enum class Error : std::uint8_t {
  NotFinite,         ///< a sample or target holds NaN or infinity
  Overflow,          ///< an activation beyond 2^1023
  ShapeMismatch,     ///< samples, targets or score do not have the size the model or loss needs
  LabelOutOfRange,   ///< a label that is not below the number of classes
  WeightOutOfRange,  ///< a limb outside [-64, 64], which some machines would add up wrongly
  kCount
};

/// A sentence that says what is wrong and what to do.
std::string_view describe(Error error);

}  // namespace descent::kernels
