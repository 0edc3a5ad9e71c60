#include "runtime/graph/error.hpp"

#include <iterator>

#include "runtime/graph/limits.hpp"

namespace descent::graph {
namespace {

struct Text {
  std::string_view name;
  std::string_view place;  ///< what the number counts; empty if the whole is wrong
  std::string_view sentence;
};

constexpr Text kTexts[] = {
    {"TooLarge", "", "more bytes than allowed; make the model or update smaller"},
    {"Malformed", "", "not the SCALE layout of docs/graph.md; encode it anew"},
    {"UnknownVersion", "", "written for another version of the format; convert it anew"},
    {"BadRank", "value or tensor", "a shape needs 1 to 4 dimensions"},
    {"BadDimension", "value or tensor", "a dimension must be 1 to 65536"},
    {"TooManyElements", "value or tensor", "more than 2^24 elements; make the layer smaller"},
    {"ExponentOutOfRange", "tensor", "exponent out of range; quantise the tensor anew"},
    {"CountMismatch", "tensor", "the number of values does not fit the shape"},
    {"ValueOutOfRange", "tensor", "-2^31 is not a value; quantise the tensor anew"},
    {"NoOperators", "", "a graph needs an operator"},
    {"NotAtOutput", "operator", "Softmax and ArgMax may only stand last"},
    {"BadValueIndex", "operator", "reads a value not computed before it; sort the operators"},
    {"BadTensorIndex", "operator or tensor", "no tensor of this number"},
    {"TensorOrder", "operator or tensor", "tensors must be numbered in order of use, ascending"},
    {"ShapeMismatch", "operator", "the shapes of its operands do not fit"},
    {"TooManyMacs", "operator", "more than 2^32 multiply-adds a sample; make the model smaller"},
    {"UnusedTensor", "tensor", "no operator uses it; leave it out"},
    {"UnusedValue", "value", "no operator reads it; leave its operator out"},
    {"TooMuchMemory", "", "more than 64 MiB a sample; make the layers smaller"},
    {"WrongBase", "", "made for another version of the model; train on the current one"},
    {"EmptyUpdate", "", "an update must change a tensor"},
    {"PositionOrder", "tensor", "sparse positions must ascend"},
    {"PositionOutOfRange", "tensor", "a sparse position lies behind the tensor's end"},
    {"ResultOutOfRange", "tensor", "a value leaves the range of its tensor; use smaller steps"},
    {"NotFinite", "element", "NaN or infinity; check the data"},
};
static_assert(std::size(kTexts) == static_cast<std::size_t>(Error::kCount));

const Text& text_of(Error error) { return kTexts[static_cast<std::size_t>(error)]; }

}  // namespace

std::string_view name(Error error) { return text_of(error).name; }

std::string describe(const Refusal& refusal) {
  const Text& text = text_of(refusal.error);
  std::string out;
  if (!text.place.empty()) {
    out += text.place;
    out += " " + std::to_string(refusal.place) + ": ";
  }
  return out.append(text.sentence);
}

}  // namespace descent::graph
