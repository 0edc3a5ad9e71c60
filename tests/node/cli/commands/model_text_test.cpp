#include "node/cli/commands/model_text.hpp"

#include <gtest/gtest.h>

#include "tests/node/cli/commands/api_node.hpp"
#include "tests/node/cli/console.hpp"

namespace descent::cli {
namespace {

TEST(ModelText, writes_shapes) {
  EXPECT_EQ(shape_text({4, 8}), "4 x 8");
  EXPECT_EQ(shape_text({}), "1");
}

TEST(ModelText, a_version_is_the_head_unless_named) {
  ApiNode node;
  modules::ModelRecord record;
  record.head = 9;
  node.answer("ModelsApi_model", std::optional{record});
  EXPECT_EQ(*version_of(node.chain(), 0, std::nullopt), 9U);
  EXPECT_EQ(*version_of(node.chain(), 0, 4), 4U);
  node.answer("ModelsApi_model", std::optional<modules::ModelRecord>{});
  EXPECT_NE(model_of(node.chain(), 5).error().message.find("no model 5"), std::string::npos);
}

}  // namespace
}  // namespace descent::cli
