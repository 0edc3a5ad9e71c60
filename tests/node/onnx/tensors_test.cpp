#include "node/onnx/tensors.hpp"

#include <gmock/gmock.h>

#include <bit>
#include <cmath>

#include "tests/node/onnx/models.hpp"

namespace descent::onnx {
namespace {

using proto::TensorProto;
using testing::ElementsAre;
using testing::HasSubstr;

TensorProto floats(const Dims& dims, const std::vector<float>& values) {
  proto::ModelProto model;
  return add_weights(model, "w", dims, values);
}

TensorProto typed(const Dims& dims, const std::vector<float>& values) {
  TensorProto out = floats(dims, {});
  for (const float v : values) out.add_float_data(v);
  return out;
}

ErrorKind kind_of(const TensorProto& tensor) {
  const auto bits = float_bits(tensor, "tensor");
  return bits ? ErrorKind::kCount : bits.error().kind;
}

TEST(Tensors, raw_and_typed_data_are_the_same_patterns) {
  const std::vector<float> values{1.0f, -0.0f, 0.1f, 1e-42f};
  const auto raw = float_bits(floats({2, 2}, values), "w");
  ASSERT_TRUE(raw);
  EXPECT_THAT(*raw, ElementsAre(0x3f800000u, 0x80000000u, 0x3dcccccdu, 714u));
  EXPECT_EQ(*raw, *float_bits(typed({2, 2}, values), "w"));
}

TEST(Tensors, data_must_be_exactly_what_the_dimensions_say) {
  TensorProto both = floats({2}, {1, 2});
  both.add_float_data(1);
  TensorProto segment = floats({2}, {1, 2});
  segment.mutable_segment();
  TensorProto ragged = floats({2}, {1, 2});
  ragged.mutable_raw_data()->push_back('\0');
  for (const auto& tensor : {both, segment, ragged, floats({2}, {1}), floats({2}, {}),
                             typed({2}, {1, 2, 3}), floats({65'536, 256}, {1})})
    EXPECT_EQ(kind_of(tensor), ErrorKind::Malformed) << tensor.dims(0);
}

TEST(Tensors, dimensions_are_checked_before_any_data) {
  for (const Dims& dims : {Dims{}, Dims{1, 1, 1, 1, 1}, Dims{0}, Dims{-1}, Dims{65'537},
                           Dims{std::int64_t{1} << 32}, Dims{65'536, 65'536, 65'536, 65'536},
                           Dims{4'096, 4'097}, Dims{INT64_MIN}, Dims{INT64_MAX, 2}})
    EXPECT_EQ(kind_of(floats(dims, {1})), ErrorKind::InvalidGraph) << dims.size();
}

TEST(Tensors, a_million_dimensions_are_only_a_bad_rank) {
  const auto bits = float_bits(floats(Dims(1'000'000, 1), {1}), "w");
  ASSERT_FALSE(bits);
  EXPECT_THAT(bits.error().text, HasSubstr("BadRank"));
}

TEST(Tensors, another_type_than_float_is_refused) {
  TensorProto tensor = floats({1}, {1});
  for (const int type : {0, 7, 10, 11, 16, 99, -1}) {
    tensor.set_data_type(type);
    EXPECT_EQ(kind_of(tensor), ErrorKind::UnsupportedForm) << type;
  }
}

TEST(Tensors, external_data_is_refused_however_it_is_said) {
  TensorProto tensor = floats({1}, {1});
  EXPECT_TRUE(refuse_external(tensor, "w"));
  tensor.set_data_location(TensorProto::DEFAULT);
  EXPECT_TRUE(refuse_external(tensor, "w"));
  tensor.set_data_location(TensorProto::EXTERNAL);
  EXPECT_EQ(refuse_external(tensor, "w").error().kind, ErrorKind::ExternalData);
  tensor.clear_data_location();
  tensor.add_external_data("../../etc/passwd");
  EXPECT_EQ(refuse_external(tensor, "w").error().kind, ErrorKind::ExternalData);
  EXPECT_EQ(refuse_external(tensor, "w").error().subject, "w");
}

TEST(Tensors, the_shape_of_a_reshape_is_2_to_5_integers) {
  proto::ModelProto model;
  EXPECT_EQ(*integers(add_integers(model, "s", {0, -1}), "s"), (Dims{0, -1}));
  EXPECT_TRUE(integers(add_integers(model, "s", {0, 1, 2, 3, 4}), "s"));
  TensorProto raw = add_integers(model, "s", {0, 0});
  raw.clear_int64_data();
  raw.set_raw_data(std::string("\x01\0\0\0\0\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff", 16));
  EXPECT_EQ(*integers(raw, "s"), (Dims{1, -1}));
  raw.mutable_raw_data()->pop_back();
  EXPECT_EQ(integers(raw, "s").error().kind, ErrorKind::Malformed);
  TensorProto flat = add_integers(model, "s", {0, 1, 2, 3});
  flat.add_dims(1);
  for (const auto& tensor : {add_integers(model, "s", {0}), add_integers(model, "s", Dims(6)), flat,
                             floats({2}, {0, 1})})
    EXPECT_EQ(integers(tensor, "s").error().kind, ErrorKind::UnsupportedForm);
}

TEST(Tensors, a_form_is_one_tensor_and_another_form_another) {
  const TensorProto w = floats({2, 3}, {1, 2, 3, 4, 5, 6});
  Tensors tensors;
  graph::Graph graph;
  EXPECT_EQ(*tensors.number({&w, false, {2, 3}}, "n", graph), 0u);
  EXPECT_EQ(*tensors.number({&w, true, {3, 2}}, "n", graph), 1u);
  EXPECT_EQ(*tensors.number({&w, false, {2, 3}}, "n", graph), 0u);
  ASSERT_EQ(graph.tensors.size(), 2u);
  constexpr std::int32_t k = 1 << 24;  // 1.0 at the exponent of 4 to 8
  EXPECT_EQ(graph.tensors[0], (graph::Tensor{{2, 3}, -24, {k, 2 * k, 3 * k, 4 * k, 5 * k, 6 * k}}));
  EXPECT_EQ(graph.tensors[1], (graph::Tensor{{3, 2}, -24, {k, 4 * k, 2 * k, 5 * k, 3 * k, 6 * k}}));
  const TensorProto copy = w;
  EXPECT_EQ(*tensors.number({&copy, false, {2, 3}}, "n", graph), 2u);
}

TEST(Tensors, nan_and_infinity_are_refused_with_the_name_and_the_element) {
  for (const float bad : {std::nanf(""), INFINITY, -INFINITY}) {
    const TensorProto w = floats({2, 2}, {1, 2, bad, 4});
    Tensors tensors;
    graph::Graph graph;
    const auto number = tensors.number({&w, false, {2, 2}}, "node 'fc'", graph);
    ASSERT_FALSE(number);
    EXPECT_EQ(number.error().kind, ErrorKind::NotFinite);
    EXPECT_EQ(number.error().subject, "node 'fc', tensor 'w'");
    EXPECT_THAT(number.error().text, HasSubstr("element 2 "));
    EXPECT_TRUE(graph.tensors.empty());
  }
}

}  // namespace
}  // namespace descent::onnx
