#include "node/cli/commands/key_store.hpp"

#include "tests/node/cli/kept_keys.hpp"

namespace descent::cli {
namespace {

struct KeyStore : KeptKeys {
  World world{in, out, err, false, {}};
  Globals globals{.keystore_path = keys.folder().string()};
  Session session{world, globals};
};

TEST_F(KeyStore, a_name_is_free_unless_it_is_taken_or_none) {
  EXPECT_TRUE(check_free(session, {"fresh"}));
  EXPECT_TRUE(check_free(session, {"savings", true}));
  EXPECT_EQ(check_free(session, {"savings"}).error().exit, Exit::Refused);
  EXPECT_EQ(check_free(session, {"../savings", true}).error().exit, Exit::Usage);
}

TEST_F(KeyStore, a_stored_key_opens_with_its_password_and_has_a_date) {
  const auto key = keystore::key_of("//New");
  ASSERT_TRUE(store_key(session, {"fresh"}, key, "pw"));
  EXPECT_EQ(unlock(*keys.load("fresh"), "pw")->account(), key.account());
  EXPECT_GT(keys.load("fresh")->created, 1'700'000'000'000U);
  ASSERT_TRUE(store_key(session, {"fresh", true}, key, "pw", 5));
  EXPECT_EQ(keys.load("fresh")->created, 5U);
}

/// Between `check_free` and here another process may have taken the name.
TEST_F(KeyStore, a_taken_name_is_not_overwritten_whoever_took_it) {
  const auto key = keystore::key_of("//New");
  EXPECT_EQ(store_key(session, {"savings"}, key, "pw").error().exit, Exit::Refused);
  EXPECT_EQ(keys.load("savings")->account, savings_key.account());
}

}  // namespace
}  // namespace descent::cli
