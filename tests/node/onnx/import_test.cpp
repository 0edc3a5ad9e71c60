#include "node/onnx/import.hpp"

#include <gmock/gmock.h>

#include <random>

#include "node/onnx/export.hpp"
#include "runtime/graph/validate.hpp"
#include "runtime/scale/hex.hpp"
#include "tests/node/onnx/models.hpp"
#include "tests/node/onnx/random_graph.hpp"
#include "tests/runtime/graph/example.hpp"

namespace descent::onnx {
namespace {

using proto::ModelProto;
using testing::HasSubstr;

ErrorKind kind_of(const ModelProto& model) { return refused(model).kind; }

auto& input_type(ModelProto& model) {
  return *model.mutable_graph()->mutable_input(0)->mutable_type()->mutable_tensor_type();
}

TEST(Import, the_example_becomes_the_bytes_of_the_page) {
  EXPECT_EQ(to_hex(scale::encoded(imported(example_model()))), graph::kExampleHex);
}

TEST(Import, every_truncation_of_a_model_is_refused) {
  std::mt19937_64 random{97};
  const Bytes small = bytes_of(example_model());
  for (std::size_t n = 0; n < small.size(); ++n)
    EXPECT_FALSE(import_model(View{small}.first(n))) << n;
  ModelProto large = empty_model({64});
  add_zeros(large, "w", {64, 256});
  add_node(large, "MatMul", {"x", "w"}, "y");
  const Bytes bytes = bytes_of(large);
  for (std::size_t n = 0; n < bytes.size(); n += 97)
    EXPECT_FALSE(import_model(View{bytes}.first(n))) << n;
}

TEST(Import, damaged_models_are_refused_or_still_valid) {
  std::mt19937_64 random{5};
  std::size_t accepted = 0;
  for (int i = 0; i < 3'000; ++i) {
    Bytes bytes = *export_model(random_graph(random));
    for (std::uint64_t n = 1 + random() % 3; n > 0; --n)
      bytes[random() % bytes.size()] = static_cast<std::uint8_t>(random());
    const auto graph = import_model(bytes);
    if (!graph) {
      EXPECT_FALSE(graph.error().text.empty());
      continue;
    }
    ++accepted;
    EXPECT_TRUE(graph::validate(*graph)) << to_hex(bytes);
    EXPECT_EQ(*import_model(*export_model(*graph)), *graph) << to_hex(bytes);
  }
  EXPECT_GT(accepted, 100u);
}

TEST(Import, the_opset_is_13_to_21_given_once) {
  ModelProto model = example_model();
  auto& opset = *model.mutable_opset_import(0);
  for (const int version : {13, 17, 21}) {
    opset.set_version(version);
    EXPECT_EQ(imported(model), graph::example()) << version;
  }
  for (const int version : {12, 22, 0, -1}) {
    opset.set_version(version);
    EXPECT_EQ(kind_of(model), ErrorKind::UnsupportedOpset) << version;
  }
  opset.set_version(17);
  opset.set_domain("ai.onnx");
  auto& other = *model.add_opset_import();
  other.set_domain("com.example");
  EXPECT_EQ(imported(model), graph::example());
  other.clear_domain();
  other.set_version(17);
  EXPECT_EQ(kind_of(model), ErrorKind::UnsupportedOpset);
  model.clear_opset_import();
  EXPECT_EQ(kind_of(model), ErrorKind::UnsupportedOpset);
}

TEST(Import, functions_and_sparse_initialisers_are_refused) {
  ModelProto model = example_model();
  model.add_functions();
  EXPECT_EQ(kind_of(model), ErrorKind::UnsupportedModel);
  model.clear_functions();
  model.mutable_graph()->add_sparse_initializer();
  EXPECT_EQ(kind_of(model), ErrorKind::UnsupportedModel);
}

TEST(Import, an_initialiser_has_its_own_name_and_its_own_data) {
  ModelProto model = example_model();
  model.mutable_graph()->mutable_initializer(1)->set_name("w");
  EXPECT_EQ(kind_of(model), ErrorKind::DuplicateName);
  model = example_model();
  add_weights(model, "unused", {1}, {0}).add_external_data("location /etc/passwd");
  EXPECT_EQ(kind_of(model), ErrorKind::ExternalData);
  EXPECT_EQ(refused(model).subject, "initialiser 'unused'");
}

TEST(Import, a_weight_that_is_not_a_number_is_named) {
  ModelProto model = example_model();
  const std::uint32_t nan = 0x7fc00000;
  model.mutable_graph()->mutable_initializer(1)->mutable_raw_data()->replace(
      4, 4, reinterpret_cast<const char*>(&nan), 4);
  EXPECT_EQ(kind_of(model), ErrorKind::NotFinite);
  EXPECT_EQ(refused(model).subject, "node 'fc' (Gemm), tensor 'b'");
  EXPECT_THAT(refused(model).text, HasSubstr("element 1 "));
}

TEST(Import, there_is_one_input_besides_the_initialisers) {
  ModelProto model = example_model();
  model.mutable_graph()->add_input()->set_name("w");
  EXPECT_EQ(imported(model), graph::example());
  model.mutable_graph()->add_input()->set_name("more");
  EXPECT_EQ(kind_of(model), ErrorKind::BadInterface);
  model.mutable_graph()->clear_input();
  EXPECT_EQ(kind_of(model), ErrorKind::BadInterface);
}

TEST(Import, the_input_is_a_float_tensor_of_rank_2_to_5) {
  ModelProto model = example_model();
  input_type(model).set_elem_type(11);
  EXPECT_EQ(kind_of(model), ErrorKind::BadInterface);
  input_type(model).set_elem_type(1);
  input_type(model).mutable_shape()->mutable_dim()->RemoveLast();
  EXPECT_EQ(kind_of(model), ErrorKind::BadInterface);
  input_type(model).clear_shape();
  EXPECT_EQ(kind_of(model), ErrorKind::BadInterface);
  for (int i = 0; i < 6; ++i) input_type(model).mutable_shape()->add_dim()->set_dim_value(1);
  EXPECT_EQ(kind_of(model), ErrorKind::BadInterface);
  model.mutable_graph()->mutable_input(0)->mutable_type()->set_sequence_type("");
  EXPECT_EQ(kind_of(model), ErrorKind::BadInterface);
}

TEST(Import, only_the_batch_may_be_open) {
  ModelProto model = example_model();
  auto& shape = *input_type(model).mutable_shape();
  shape.mutable_dim(0)->clear_value();
  EXPECT_EQ(imported(model), graph::example());
  shape.mutable_dim(0)->set_dim_value(1);
  EXPECT_EQ(imported(model), graph::example());
  shape.mutable_dim(1)->set_dim_param("features");
  EXPECT_EQ(kind_of(model), ErrorKind::DynamicShape);
  EXPECT_EQ(refused(model).subject, "input 'x'");
  shape.mutable_dim(1)->clear_value();
  EXPECT_EQ(kind_of(model), ErrorKind::DynamicShape);
  for (const std::int64_t d : {std::int64_t{0}, std::int64_t{-1}, INT64_MIN}) {
    shape.mutable_dim(1)->set_dim_value(d);
    EXPECT_EQ(kind_of(model), ErrorKind::DynamicShape) << d;
  }
}

TEST(Import, a_huge_input_is_refused_before_any_node) {
  for (const Dims& sample : {Dims{65'537}, Dims{INT64_MAX}, Dims{std::int64_t{1} << 32 | 3},
                             Dims{65'536, 65'536, 65'536, 65'536}, Dims{4'096, 4'097}}) {
    ModelProto model = empty_model(sample);
    add_node(model, "Relu", {"x"}, "y");
    EXPECT_EQ(kind_of(model), ErrorKind::InvalidGraph) << sample[0];
    EXPECT_EQ(refused(model).subject, "input 'x'");
  }
}

TEST(Import, there_is_one_output_and_it_is_the_last_operators) {
  ModelProto model = example_model();
  auto& output = *model.mutable_graph()->mutable_output(0);
  output.set_name("score");
  EXPECT_EQ(kind_of(model), ErrorKind::UnsupportedForm);  // the softmax is lost
  output.set_name("x");
  EXPECT_EQ(kind_of(model), ErrorKind::UnsupportedForm);
  output.set_name("w");
  EXPECT_EQ(kind_of(model), ErrorKind::UnsupportedForm);
  output.set_name("nobody");
  EXPECT_EQ(kind_of(model), ErrorKind::UnknownValue);
  model.mutable_graph()->add_output()->set_name("y");
  EXPECT_EQ(kind_of(model), ErrorKind::BadInterface);
  model.mutable_graph()->clear_output();
  EXPECT_EQ(kind_of(model), ErrorKind::BadInterface);
}

TEST(Import, a_dead_branch_is_refused_with_its_node) {
  ModelProto model = empty_model({3});
  add_node(model, "Relu", {"x"}, "dead");
  add_node(model, "Relu", {"x"}, "y");
  EXPECT_EQ(kind_of(model), ErrorKind::InvalidGraph);
  EXPECT_EQ(refused(model).subject, "node 'dead' (Relu)");
  EXPECT_THAT(refused(model).text, HasSubstr("UnusedValue"));
}

TEST(Import, a_graph_of_no_operator_is_refused) {
  ModelProto model = empty_model({3});
  add_node(model, "Identity", {"x"}, "y");
  EXPECT_EQ(kind_of(model), ErrorKind::InvalidGraph);
  EXPECT_THAT(refused(model).text, HasSubstr("NoOperators"));
}

ModelProto chain(int length) {
  ModelProto model = empty_model({1});
  for (int i = 0; i < length; ++i) {
    auto& node = add_node(model, "Relu", {}, i + 1 == length ? "y" : std::to_string(i).c_str());
    node.add_input(i == 0 ? "x" : std::to_string(i - 1));
  }
  return model;
}

TEST(Import, a_graph_has_at_most_1024_operators_though_a_file_has_4096_nodes) {
  EXPECT_EQ(imported(chain(1'024)).operators.size(), 1'024u);
  EXPECT_EQ(kind_of(chain(1'025)), ErrorKind::InvalidGraph);
  EXPECT_EQ(kind_of(chain(4'097)), ErrorKind::TooLarge);
}

TEST(Import, too_much_work_is_refused_with_the_node) {
  ModelProto model = empty_model({1'024, 1'024});
  add_zeros(model, "w", {1'024, 1'024});
  std::string before = "x";
  for (int i = 0; i < 5; ++i) {
    const std::string made = i == 4 ? "y" : "v" + std::to_string(i);
    add_node(model, "MatMul", {before.c_str(), "w"}, made.c_str());
    before = made;
  }
  EXPECT_EQ(kind_of(model), ErrorKind::InvalidGraph);
  EXPECT_EQ(refused(model).subject, "node 'y' (MatMul)");
  EXPECT_THAT(refused(model).text, HasSubstr("TooManyMacs"));
}

TEST(Import, the_same_weights_are_one_tensor) {
  ModelProto model = empty_model({2});
  add_zeros(model, "w", {2, 2});
  add_node(model, "Identity", {"w"}, "again");
  add_node(model, "MatMul", {"x", "w"}, "a");
  add_node(model, "MatMul", {"a", "again"}, "y");
  EXPECT_EQ(imported(model).tensors.size(), 1u);
}

}  // namespace
}  // namespace descent::onnx
