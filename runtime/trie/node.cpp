#include "runtime/trie/node.hpp"

#include <algorithm>

#include "runtime/crypto/hash.hpp"
#include "runtime/primitives/assert.hpp"

namespace descent::trie {
namespace {

constexpr std::size_t kInlineValueMax = 32;
constexpr std::uint8_t kByteMax = 255;

/// One of the five forms: the high bits that name it, and the room they leave for the count.
struct Form {
  std::uint8_t tag;
  unsigned count_bits;
  bool is_branch;
  std::size_t value;  // index in `Value`

  std::size_t count_max() const { return (std::size_t{1} << count_bits) - 1; }
  bool is_of(std::uint8_t header) const { return header >> count_bits == tag >> count_bits; }
};

constexpr std::array<Form, 5> kForms{{{0b0100'0000, 6, false, 1},
                                      {0b1000'0000, 6, true, 0},
                                      {0b1100'0000, 6, true, 1},
                                      {0b0010'0000, 5, false, 2},
                                      {0b0001'0000, 4, true, 2}}};

const Form& form_of(bool is_branch, std::size_t value) {
  const auto form = std::ranges::find_if(
      kForms, [&](const Form& f) { return f.is_branch == is_branch && f.value == value; });
  DESCENT_ASSERT(form != kForms.end());
  return *form;
}

void encode_header(Bytes& out, const Form& form, std::size_t count) {
  const std::size_t first = std::min(count, form.count_max());
  out.push_back(static_cast<std::uint8_t>(form.tag | first));
  if (first < form.count_max()) return;
  std::size_t rest = count - first;
  for (; rest >= kByteMax; rest -= kByteMax) out.push_back(kByteMax);
  out.push_back(static_cast<std::uint8_t>(rest));
}

std::size_t decode_length(scale::Reader& in, const Form& form, std::uint8_t header) {
  std::size_t count = header & form.count_max();
  if (count < form.count_max()) return count;
  std::uint8_t more = kByteMax;
  while (more == kByteMax && in.ok()) count += more = in.byte();
  return count;
}

Nibbles decode_partial(scale::Reader& in, std::size_t count) {
  const View packed = in.take((count + 1) / 2);
  if (!in.ok()) return {};
  if (count % 2 == 1 && packed[0] > 15) in.fail(scale::Error::NotCanonical);
  return unpacked(packed, count);
}

void encode_value(Bytes& out, const Value& value) {
  if (const auto* bytes = std::get_if<Bytes>(&value)) scale::encode(out, *bytes);
  if (const auto* hash = std::get_if<Hash>(&value)) append(out, hash->bytes);
}

template <class T>
T read(scale::Reader& in) {
  T value{};
  scale::decode(in, value);
  return value;
}

Value decode_value(scale::Reader& in, const Form& form) {
  if (form.value == 1) return read<Bytes>(in);
  if (form.value == 2) return read<Hash>(in);
  return {};
}

std::uint16_t bitmap_of(const Node& node) {
  unsigned bits = 0;
  for (std::size_t i = 0; i < node.children.size(); ++i)
    if (!node.children[i].empty()) bits |= 1u << i;
  return static_cast<std::uint16_t>(bits);
}

MerkleValue decode_child(scale::Reader& in) {
  const View bytes = in.take(scale::decode_count(in, sizeof(Hash)));
  if (bytes.empty()) in.fail(scale::Error::NotCanonical);
  if (bytes.size() < sizeof(Hash)) return MerkleValue::inlined(bytes);
  Hash hash;
  std::ranges::copy(bytes, hash.bytes.begin());
  return MerkleValue{hash};
}

void decode_children(scale::Reader& in, std::uint16_t bitmap, Node& node) {
  for (std::size_t i = 0; i < node.children.size(); ++i)
    if ((bitmap >> i & 1) != 0) node.children[i] = decode_child(in);
}

}  // namespace

Value value_of(View bytes, Layout layout) {
  if (layout == Layout::V1 && bytes.size() > kInlineValueMax) return crypto::blake2b_256(bytes);
  return Bytes(bytes.begin(), bytes.end());
}

MerkleValue::MerkleValue(const Hash& hash) : size_{sizeof(Hash)}, bytes_{hash.bytes} {}

MerkleValue MerkleValue::inlined(View encoding) {
  DESCENT_ASSERT(encoding.size() < sizeof(Hash));
  MerkleValue out;
  out.size_ = static_cast<std::uint8_t>(encoding.size());
  std::ranges::copy(encoding, out.bytes_.begin());
  return out;
}

MerkleValue MerkleValue::of(View encoding) {
  if (encoding.size() < sizeof(Hash)) return inlined(encoding);
  return MerkleValue{crypto::blake2b_256(encoding)};
}

std::size_t Node::child_count() const {
  const auto empty = std::ranges::count_if(children, &MerkleValue::empty);
  return children.size() - static_cast<std::size_t>(empty);
}

Bytes encode(const Node& node) {
  const std::uint16_t bitmap = bitmap_of(node);
  Bytes out;
  out.reserve(3 + node.partial.size() / 2 + 33 * node.child_count() + 64);
  encode_header(out, form_of(bitmap != 0, node.value.index()), node.partial.size());
  append_packed(out, node.partial);
  if (bitmap != 0) scale::encode(out, bitmap);
  encode_value(out, node.value);
  for (const auto& child : node.children) {
    if (child.empty()) continue;
    scale::encode_compact(out, child.view().size());
    append(out, child.view());
  }
  return out;
}

Expected<Node, Error> decode(View encoding) {
  scale::Reader in{encoding};
  const std::uint8_t header = in.byte();
  const auto form = std::ranges::find_if(kForms, [&](const Form& f) { return f.is_of(header); });
  if (form == kForms.end()) return Error::BadNode;

  Node node;
  node.partial = decode_partial(in, decode_length(in, *form, header));
  const auto bitmap = form->is_branch ? read<std::uint16_t>(in) : std::uint16_t{0};
  if (form->is_branch && bitmap == 0) return Error::BadNode;
  node.value = decode_value(in, *form);
  decode_children(in, bitmap, node);
  if (!in.done()) return Error::BadNode;
  return node;
}

}  // namespace descent::trie
