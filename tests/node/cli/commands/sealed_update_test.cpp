#include "node/cli/commands/sealed_update.hpp"

#include "modules/training/opening.hpp"
#include "tests/node/cli/kept_keys.hpp"

namespace descent::cli {
namespace {

struct Sealing : KeptKeys {
  World world{in, out, err, false, {}};
  Globals globals{.keystore_path = keys.folder().string()};
  Session session{world, globals};
  SealedFor what{Hash{{0xab}}, savings_key.account(), 3, 4};
  std::filesystem::path path = *sealed_path(session, what);
  const Bytes update = Bytes(100, 7);
};

TEST_F(Sealing, has_a_place_of_its_own_beside_the_keystore) {
  EXPECT_EQ(path.parent_path(), folder / "keys-sealed");
  EXPECT_TRUE(path.filename().string().ends_with("-task-3-round-4.json"));
  globals.keystore_path += "/";
  EXPECT_EQ(*sealed_path(session, what), path);
  std::set<std::filesystem::path> places{path};
  for (const auto& other :
       {SealedFor{Hash{{0xac}}, what.account, 3, 4}, SealedFor{what.genesis, {}, 3, 4},
        SealedFor{what.genesis, what.account, 4, 4}, SealedFor{what.genesis, what.account, 3, 5}})
    EXPECT_TRUE(places.insert(*sealed_path(session, other)).second);
}

TEST_F(Sealing, is_on_the_disk_for_its_owner_only_and_found_again) {
  const auto sealed = seal(path, update);
  ASSERT_TRUE(sealed) << sealed.error().message;
  EXPECT_EQ(keystore::mode(path), 0600U);
  const auto again = sealed_update(path);
  ASSERT_TRUE(again && *again);
  EXPECT_EQ((*again)->salt, sealed->salt);
  EXPECT_EQ((*again)->update, update);
}

TEST_F(Sealing, seals_the_same_update_the_same_and_another_not_at_all) {
  const auto first = seal(path, update);
  EXPECT_EQ(seal(path, update)->salt, first->salt);
  const auto other = seal(path, Bytes(100, 8));
  ASSERT_FALSE(other);
  EXPECT_NE(other.error().message.find(path.string()), std::string::npos);
  EXPECT_EQ((*sealed_update(path))->update, update);
}

TEST_F(Sealing, takes_a_new_salt_each_time) {
  const auto first = seal(path, update);
  std::filesystem::remove(path);
  EXPECT_NE(seal(path, update)->salt, first->salt);
}

TEST_F(Sealing, of_nothing_is_nothing_and_of_a_damaged_file_is_an_error) {
  EXPECT_FALSE(*sealed_update(path));
  ASSERT_TRUE(seal(path, update));
  for (const auto* text :
       {"", "{", "{}", R"({"salt":"00","update":"00"})",
        R"({"salt":"0000000000000000000000000000000000000000000000000000000000000000"})"}) {
    keystore::put(path, text);
    EXPECT_FALSE(sealed_update(path)) << text;
    EXPECT_FALSE(seal(path, update)) << text;
  }
}

TEST_F(Sealing, commits_to_update_salt_account_task_and_round) {
  const auto sealed = *seal(path, update);
  EXPECT_EQ(commitment_of(what, sealed),
            modules::training::commitment(modules::blob_root(update), sealed.salt,
                                          savings_key.account(), 3, 4));
}

}  // namespace
}  // namespace descent::cli
