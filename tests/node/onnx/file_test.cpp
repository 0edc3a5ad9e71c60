#include "node/onnx/file.hpp"

#include <gmock/gmock.h>

#include <random>

#include "runtime/scale/hex.hpp"
#include "tests/node/onnx/models.hpp"

namespace descent::onnx {
namespace {

ErrorKind kind_of(View bytes, const Limits& limits = {}) {
  const auto model = read_file(bytes, limits);
  return model ? ErrorKind::kCount : model.error().kind;
}

ErrorKind kind_of(const char* hex) { return kind_of(*from_hex(hex)); }

void append_repeated(Bytes& out, const char* hex, std::size_t times) {
  const Bytes piece = *from_hex(hex);
  for (std::size_t i = 0; i < times; ++i) append(out, piece);
}

/// A length-delimited field of a number below 16.
Bytes field(std::uint8_t number, const Bytes& content) {
  Bytes out{static_cast<std::uint8_t>(number << 3 | 2)};
  for (std::size_t rest = content.size(); true; rest >>= 7) {
    out.push_back(static_cast<std::uint8_t>((rest & 127) | (rest > 127 ? 128 : 0)));
    if (rest <= 127) break;
  }
  append(out, content);
  return out;
}

TEST(File, a_model_is_read_as_it_was_written) {
  const auto model = read_file(bytes_of(example_model()), {});
  ASSERT_TRUE(model);
  EXPECT_EQ(model->graph().node_size(), 2);
  EXPECT_EQ(bytes_of(*model), bytes_of(example_model()));
}

TEST(File, no_bytes_no_graph_and_no_node_are_empty) {
  EXPECT_EQ(kind_of(View{}), ErrorKind::Empty);
  EXPECT_EQ(kind_of("0808"), ErrorKind::Empty);
  EXPECT_EQ(kind_of("3a00"), ErrorKind::Empty);
  EXPECT_EQ(kind_of(bytes_of(empty_model({3}))), ErrorKind::Empty);
}

TEST(File, what_is_no_protobuf_is_malformed) {
  EXPECT_EQ(kind_of("3a"), ErrorKind::Malformed);                        // a length is missing
  EXPECT_EQ(kind_of("3a05"), ErrorKind::Malformed);                      // content is missing
  EXPECT_EQ(kind_of("3affffffff0f"), ErrorKind::Malformed);              // 4 GiB promised
  EXPECT_EQ(kind_of("3affffffff07"), ErrorKind::Malformed);              // 2 GiB - 1 promised
  EXPECT_EQ(kind_of("3a020a05"), ErrorKind::Malformed);                  // longer than its parent
  EXPECT_EQ(kind_of("00"), ErrorKind::Malformed);                        // field 0
  EXPECT_EQ(kind_of("0200"), ErrorKind::Malformed);                      // field 0 with a length
  EXPECT_EQ(kind_of("08ffffffffffffffffffff01"), ErrorKind::Malformed);  // a varint of 11 bytes
  EXPECT_EQ(kind_of("0f"), ErrorKind::Malformed);                        // wire type 7
  EXPECT_EQ(kind_of("3a020a000c"), ErrorKind::Malformed);                // the end of no group
}

TEST(File, random_bytes_are_refused) {
  std::mt19937_64 random{1};
  for (int i = 0; i < 2'000; ++i) {
    Bytes bytes(1 + random() % 64);
    for (auto& b : bytes) b = static_cast<std::uint8_t>(random());
    bytes[0] = 0x3a;  // a graph
    const ErrorKind kind = kind_of(bytes);
    EXPECT_TRUE(kind == ErrorKind::Malformed || kind == ErrorKind::Empty ||
                kind == ErrorKind::kCount)
        << to_hex(bytes);
  }
}

TEST(File, groups_nest_only_so_deep) {
  Bytes bytes = bytes_of(example_model());
  append_repeated(bytes, "fb01", 10);  // field 31, which is unknown
  append_repeated(bytes, "fc01", 10);
  EXPECT_EQ(kind_of(bytes), ErrorKind::kCount);
  append_repeated(bytes, "fb01", 100'000);
  append_repeated(bytes, "fc01", 100'000);
  EXPECT_EQ(kind_of(bytes), ErrorKind::Malformed);
}

TEST(File, the_limit_of_bytes_is_checked_before_anything_is_read) {
  const Bytes bytes = bytes_of(example_model());
  EXPECT_EQ(kind_of(bytes, {.bytes = bytes.size()}), ErrorKind::kCount);
  EXPECT_EQ(kind_of(bytes, {.bytes = bytes.size() - 1}), ErrorKind::TooLarge);
  EXPECT_EQ(kind_of(Bytes(100), {.bytes = 99}), ErrorKind::TooLarge);
}

TEST(File, nodes_and_initialisers_are_counted_in_every_piece_of_the_graph) {
  const auto model = [](std::size_t nodes, std::size_t initializers) {
    Bytes half;
    append_repeated(half, "0a00", nodes / 2);
    append_repeated(half, "2a00", initializers / 2);
    Bytes out = field(7, half);
    append(out, field(7, half));
    return out;
  };
  EXPECT_EQ(kind_of(model(4'096, 4'096)), ErrorKind::kCount);
  EXPECT_EQ(kind_of(model(4'098, 2)), ErrorKind::TooLarge);
  EXPECT_EQ(kind_of(model(2, 4'098)), ErrorKind::TooLarge);
}

TEST(File, fields_are_counted_wherever_one_takes_more_memory_than_bytes) {
  const Limits limits{.fields = 1'000};
  const auto with = [&](const char* hex, std::uint8_t outer) {
    Bytes inner;
    append_repeated(inner, hex, 1'000);
    Bytes graph = field(outer, inner);
    append(graph, field(1, {}));
    return kind_of(field(7, graph), limits);
  };
  EXPECT_EQ(with("0a00", 1), ErrorKind::TooLarge);  // inputs of a node
  EXPECT_EQ(with("2a00", 1), ErrorKind::TooLarge);  // attributes
  EXPECT_EQ(with("0801", 5), ErrorKind::TooLarge);  // dims, one by one
  EXPECT_EQ(with("6a00", 5), ErrorKind::TooLarge);  // external data
  Bytes shape;
  append_repeated(shape, "0a00", 1'000);  // dimensions of an input
  const Bytes input = field(11, field(2, field(1, field(2, shape))));
  Bytes graph = field(1, {});
  append(graph, input);
  EXPECT_EQ(kind_of(field(7, graph), limits), ErrorKind::TooLarge);
}

TEST(File, packed_integers_count_one_by_one_and_weights_do_not) {
  const Limits limits{.fields = 1'000};
  const auto with = [&](std::uint8_t number, std::size_t size) {
    Bytes graph = field(5, field(number, Bytes(size)));
    append(graph, field(1, {}));
    return kind_of(field(7, graph), limits);
  };
  EXPECT_EQ(with(1, 900), ErrorKind::kCount);
  EXPECT_EQ(with(1, 1'000), ErrorKind::TooLarge);
  EXPECT_EQ(with(7, 1'000), ErrorKind::TooLarge);
  EXPECT_EQ(with(4, 8'000), ErrorKind::kCount);
  EXPECT_EQ(with(9, 8'000), ErrorKind::kCount);
}

TEST(File, a_bomb_of_empty_fields_is_refused_by_the_usual_limits) {
  Bytes attributes;
  append_repeated(attributes, "2a00", (1u << 20) + 1);
  EXPECT_EQ(kind_of(field(7, field(1, attributes))), ErrorKind::TooLarge);
}

TEST(File, unknown_fields_are_ignored) {
  Bytes bytes = bytes_of(example_model());
  append(bytes, *from_hex("9a0603616263"));  // field 99, "abc"
  const auto model = read_file(bytes, {});
  ASSERT_TRUE(model);
  EXPECT_EQ(model->graph().node_size(), 2);
}

}  // namespace
}  // namespace descent::onnx
