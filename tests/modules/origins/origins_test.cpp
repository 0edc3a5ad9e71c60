#include "modules/origins/origins.hpp"

#include <gtest/gtest.h>

#include "runtime/frame/metadata/registry.hpp"
#include "runtime/state/memory.hpp"

namespace descent::modules {
namespace {

using origins::Custom;
using origins::OriginCaller;

AccountId sevens() {
  AccountId out;
  out.id.fill(7);
  return out;
}

TEST(Origins, a_caller_is_encoded_by_the_index_of_the_module_that_defines_it) {
  EXPECT_EQ(scale::encoded(origins::root_caller()), (Bytes{0, 0}));
  Bytes who{0, 1};
  append(who, sevens().id);
  EXPECT_EQ(scale::encoded(origins::signed_caller(sevens())), who);
  EXPECT_EQ(scale::encoded(OriginCaller{frame::Origin{frame::origin::None{}}}), (Bytes{0, 2}));
  EXPECT_EQ(scale::encoded(OriginCaller{Custom::Models}), (Bytes{12, 4}));
}

TEST(Origins, a_caller_is_nobody_until_it_is_said_to_be_somebody) {
  EXPECT_EQ(scale::encoded(OriginCaller{}), (Bytes{0, 2}));
}

TEST(Origins, an_origin_that_no_module_defines_does_not_decode) {
  const auto refused = [](const Bytes& bytes) {
    const auto out = scale::decoded<OriginCaller>(bytes);
    return !out && out.error() == scale::Error::UnknownVariant;
  };
  EXPECT_TRUE(refused({1, 0}));
  EXPECT_TRUE(refused({0, 3}));
  EXPECT_TRUE(refused({12, static_cast<std::uint8_t>(Custom::kCount)}));
  EXPECT_TRUE(scale::decoded<OriginCaller>(Bytes{12, 0}));
}

TEST(Origins, an_origin_is_the_same_when_it_was_kept) {
  const auto kept = [](const frame::Origin& origin) { return OriginCaller{origin}.origin(); };
  EXPECT_TRUE(kept(frame::origin::Root{}).is_root());
  EXPECT_EQ(*kept(frame::origin::Signed{sevens()}).signer(), sevens());
  EXPECT_TRUE(kept(frame::origin::None{}).none());
  for (std::uint8_t i = 0; i < static_cast<std::uint8_t>(Custom::kCount); ++i) {
    const frame::Origin origin{frame::origin::Module{origins::kIndex, i}};
    EXPECT_EQ(*kept(origin).module(), *origin.module());
    EXPECT_EQ(origins::custom_of(origin), static_cast<Custom>(i));
  }
}

TEST(Origins, a_body_of_another_module_is_none_of_ours) {
  EXPECT_EQ(origins::custom_of(frame::origin::Module{11, 0}), std::nullopt);
  EXPECT_EQ(origins::custom_of(frame::origin::Module{12, 100}), std::nullopt);
  EXPECT_EQ(origins::custom_of(frame::origin::Root{}), std::nullopt);
}

TEST(Origins, what_a_body_may_do_root_may_and_nobody_else) {
  const auto may = [](const frame::Origin& origin) {
    return bool{origins::ensure_root_or(origin, Custom::Models)};
  };
  EXPECT_TRUE(may(frame::origin::Root{}));
  EXPECT_TRUE(may(OriginCaller{Custom::Models}.origin()));
  EXPECT_FALSE(may(OriginCaller{Custom::BigSpender}.origin()));
  EXPECT_FALSE(may(frame::origin::Signed{sevens()}));
  EXPECT_FALSE(may(frame::origin::None{}));
}

TEST(Origins, the_module_has_the_place_that_state_says) {
  const state::MemorySource nothing{{}};
  frame::Frame frame{nothing, nothing};
  EXPECT_TRUE(Origins(frame::Mount{frame, 12}).integrity().empty());
  EXPECT_FALSE(Origins(frame::Mount{frame, 13}).integrity().empty());
}

}  // namespace
}  // namespace descent::modules
