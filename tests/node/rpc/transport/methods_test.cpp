#include "node/rpc/transport/methods.hpp"

#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

namespace descent::rpc {
namespace {

Answer nothing(const Params&) { return json::value(nullptr); }
Answer watch(const Params&, const Subscriber& subscriber) { return json::value(subscriber.id()); }

const Group kGroup = {{"b_get", {"a_get"}, Call{nothing}},
                      {"c_subscribe", {"c_alias"}, Subscribe{watch}, {"c_stop", "c_unsubscribe"}}};

TEST(Methods, every_name_finds_its_row) {
  const Methods methods{{kGroup}};
  EXPECT_EQ(methods.find("a_get")->method, methods.find("b_get")->method);
  EXPECT_EQ(methods.find("c_alias")->method, methods.find("c_stop")->method);
  EXPECT_FALSE(methods.find("c_alias")->unsubscribes);
  EXPECT_TRUE(methods.find("c_unsubscribe")->unsubscribes);
  EXPECT_EQ(methods.find("d"), nullptr);
}

TEST(Methods, rpc_methods_lists_every_name_in_order) {
  const Methods methods{{{kGroup[1]}, {kGroup[0]}}};
  const auto list = std::get<Call>(methods.find("rpc_methods")->method->handler)(Params{});
  EXPECT_EQ(json::serialize(*list),
            R"({"methods":["a_get","b_get","c_alias","c_stop","c_subscribe",)"
            R"("c_unsubscribe","rpc_methods"]})");
}

TEST(MethodsDeathTest, a_table_that_contradicts_itself_is_not_made) {
  EXPECT_DEATH(Methods({kGroup, kGroup}), "");
  EXPECT_DEATH(Methods({{{"x", {}, Call{nothing}, {"y"}}}}), "");
  EXPECT_DEATH(Methods({{{"x", {}, Subscribe{watch}}}}), "");
}

}  // namespace
}  // namespace descent::rpc
