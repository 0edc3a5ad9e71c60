#include "tests/node/store/fault_env.hpp"

#include <gtest/gtest.h>

namespace descent::store {
namespace {

using Kind = Operation::Kind;

PowerLoss after(const std::vector<Operation>& operations) {
  PowerLoss out;
  for (const auto& operation : operations) out.apply(operation);
  return out;
}

TEST(PowerLoss, drops_what_was_not_synced) {
  EXPECT_EQ(after({{Kind::Create, 0, "a", {}}, {Kind::Append, 0, {}, "xy"}}).dropped(), Files{});
  EXPECT_EQ(after({{Kind::Create, 0, "a", {}},
                   {Kind::Append, 0, {}, "xy"},
                   {Kind::Sync, 0, {}, {}},
                   {Kind::Append, 0, {}, "z"}})
                .dropped(),
            (Files{{"a", "xy"}}));
}

TEST(PowerLoss, a_sync_keeps_every_earlier_change_of_names_and_no_later_one) {
  const std::vector<Operation> operations{{Kind::Create, 0, "a", {}},  {Kind::Create, 1, "b", {}},
                                          {Kind::Rename, 0, "a", "c"}, {Kind::Append, 0, {}, "x"},
                                          {Kind::Sync, 1, {}, {}},     {Kind::Remove, 0, "b", {}}};
  EXPECT_EQ(after(operations).dropped(), (Files{{"b", ""}, {"c", ""}}));
}

TEST(PowerLoss, tears_the_unsynced_end_and_nothing_before_it) {
  const auto power = after({{Kind::Create, 0, "a", {}},
                            {Kind::Append, 0, {}, "ab"},
                            {Kind::Sync, 0, {}, {}},
                            {Kind::Append, 0, {}, "cd"}});
  std::mt19937_64 random{1};
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i) seen.insert(power.torn(random).at("a"));
  EXPECT_EQ(seen, (std::set<std::string>{"ab", "abc", "abcd"}));
}

TEST(FaultEnv, its_recording_replays_to_its_files) {
  FaultEnv env;
  leveldb::WritableFile* opened = nullptr;
  ASSERT_TRUE(env.NewWritableFile("/d/a", &opened).ok());
  const std::unique_ptr<leveldb::WritableFile> file{opened};
  ASSERT_TRUE(file->Append("one").ok());
  ASSERT_TRUE(env.RenameFile("/d/a", "/d/b").ok());
  ASSERT_TRUE(file->Append("two").ok());
  ASSERT_TRUE(file->Sync().ok());
  EXPECT_EQ(after(env.operations()).dropped(), env.files());
  EXPECT_EQ(env.files(), (Files{{"/d/b", "onetwo"}}));
}

}  // namespace
}  // namespace descent::store
