#include "node/onnx/file.hpp"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/wire_format_lite.h>

namespace descent::onnx {
namespace {

using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedInputStream;

constexpr int kDepthMax = 16;  ///< of messages; the deepest that is read is at 6

/// Messages whose fields may repeat, and Leaf for the others.
enum class Message : std::uint8_t {
  Model,
  Graph,
  Node,
  Attribute,
  Tensor,
  ValueInfo,
  Type,
  TensorType,
  Shape,
  Leaf
};

struct Child {
  Message of;
  int field;
  Message message;
};

/// Field numbers of node/onnx/onnx.proto.
constexpr Child kChildren[] = {
    {Message::Model, 7, Message::Graph},      {Message::Graph, 1, Message::Node},
    {Message::Graph, 5, Message::Tensor},     {Message::Graph, 11, Message::ValueInfo},
    {Message::Graph, 12, Message::ValueInfo}, {Message::Node, 5, Message::Attribute},
    {Message::Attribute, 5, Message::Tensor}, {Message::ValueInfo, 2, Message::Type},
    {Message::Type, 1, Message::TensorType},  {Message::TensorType, 2, Message::Shape},
};

Message child_of(Message of, int field) {
  for (const Child& child : kChildren)
    if (child.of == of && child.field == field) return child.message;
  return Message::Leaf;
}

/// `dims` and `int64_data`: one byte of a packed one becomes eight.
bool is_integers(Message of, int field) {
  return of == Message::Tensor && (field == 1 || field == 7);
}

/// Walks a file without keeping any of it.
class Counter {
 public:
  explicit Counter(View bytes) : in_{bytes.data(), static_cast<int>(bytes.size())} {
    in_.SetRecursionLimit(kDepthMax);
    in_.PushLimit(static_cast<int>(bytes.size()));
  }

  /// False if the bytes are no message.
  bool walk(Message message) {
    while (const std::uint32_t tag = in_.ReadTag()) {
      ++fields;
      const bool nested =
          WireFormatLite::GetTagWireType(tag) == WireFormatLite::WIRETYPE_LENGTH_DELIMITED;
      const int field = WireFormatLite::GetTagFieldNumber(tag);
      if (!(nested ? enter(message, field) : WireFormatLite::SkipField(&in_, tag))) return false;
    }
    return in_.ConsumedEntireMessage();
  }

  std::uint64_t fields = 0;
  std::uint64_t nodes = 0;
  std::uint64_t initializers = 0;

 private:
  bool enter(Message of, int field) {
    std::uint32_t length = 0;
    if (field == 0 || !in_.ReadVarint32(&length)) return false;
    if (length > static_cast<std::uint32_t>(in_.BytesUntilLimit())) return false;
    if (is_integers(of, field)) fields += length;
    const Message message = child_of(of, field);
    if (of == Message::Graph && message == Message::Node) ++nodes;
    if (of == Message::Graph && message == Message::Tensor) ++initializers;
    if (message == Message::Leaf) return in_.Skip(static_cast<int>(length));
    const auto outer = in_.PushLimit(static_cast<int>(length));
    const bool good = walk(message);
    in_.PopLimit(outer);
    return good;
  }

  CodedInputStream in_;
};

ImportError malformed() {
  return {ErrorKind::Malformed, "", "not an ONNX file, or a part of one; export the model again"};
}

Imported<> check_count(std::uint64_t count, std::uint64_t most, std::string_view what) {
  if (count <= most) return {};
  return ImportError{ErrorKind::TooLarge, "",
                     std::to_string(count) + " " + std::string{what} + ", at most " +
                         std::to_string(most) + " are read; make the model smaller"};
}

Imported<> check_counts(View bytes, const Limits& limits) {
  Counter counter{bytes};
  if (!counter.walk(Message::Model)) return malformed();
  if (counter.nodes == 0)
    return ImportError{ErrorKind::Empty, "", "the file has no graph with nodes; export a model"};
  DESCENT_TRY(check_count(counter.nodes, limits.nodes, "nodes"));
  DESCENT_TRY(check_count(counter.initializers, limits.initializers, "initialisers"));
  return check_count(counter.fields, limits.fields, "fields");
}

}  // namespace

Imported<proto::ModelProto> read_file(View bytes, const Limits& limits) {
  if (bytes.empty())
    return ImportError{ErrorKind::Empty, "", "the file has no bytes; export the model again"};
  DESCENT_TRY(check_count(bytes.size(), limits.bytes, "bytes"));
  DESCENT_TRY(check_counts(bytes, limits));
  CodedInputStream in{bytes.data(), static_cast<int>(bytes.size())};
  in.SetTotalBytesLimit(static_cast<int>(limits.bytes));
  in.SetRecursionLimit(kDepthMax);
  proto::ModelProto model;
  if (!model.ParseFromCodedStream(&in) || !in.ConsumedEntireMessage()) return malformed();
  return model;
}

}  // namespace descent::onnx
