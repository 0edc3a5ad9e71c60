#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "node/cli/commands/model_text.hpp"
#include "tests/node/cli/commands/api_node.hpp"
#include "tests/node/cli/console.hpp"

namespace descent::cli {
namespace {

struct ModelInfer : testing::Test {
  ApiNode node;
  Console console;
  const std::string path = testing::TempDir() + "descent_samples.csv";

  int run(std::string_view samples, bool json = false) {
    EXPECT_TRUE(write_file(path, as_view(samples)));
    std::vector<std::string> line{"--url", node.url(), "model",     "infer",
                                  "0",     path,       "--version", "2"};
    if (json) line.emplace_back("--json");
    return console.run(line);
  }
};

TEST_F(ModelInfer, sends_bit_patterns_and_prints_classes_and_outputs) {
  node.apis["ModelsApi_infer"] = [](View bytes) {
    const auto question = *scale::decoded<modules::Models::Api::infer>(bytes);
    EXPECT_EQ(question.version, 2U);
    EXPECT_EQ(question.samples, (std::vector<std::uint32_t>{0x3F800000, 0xBF000000}));
    return scale::encoded(
        modules::Inference{std::vector<modules::InferenceRow>{{7, {0x3E800000, 0x3F400000}}}});
  };
  EXPECT_EQ(run("1,-0.5"), 0) << console.err.str();
  EXPECT_TRUE(console.printed("0.25 0.75"));
  EXPECT_EQ(run("1,-0.5", true), 0);
  EXPECT_EQ(boost::json::parse(console.out.str()).at("rows").at(0).at("class"), 7);
}

TEST_F(ModelInfer, says_why_there_is_no_answer) {
  node.answer("ModelsApi_infer", modules::Inference{modules::InferenceError::SamplesMisshapen});
  EXPECT_EQ(run("1"), 1);
  EXPECT_TRUE(console.complained("SamplesMisshapen"));
  EXPECT_TRUE(console.complained("as many numbers as the model's input"));
}

TEST_F(ModelInfer, refuses_an_answer_it_does_not_understand) {
  node.apis["ModelsApi_infer"] = [](View) { return Bytes{2}; };
  EXPECT_EQ(run("1"), 1);
}

}  // namespace
}  // namespace descent::cli
