#include "node/store/leveldb_error.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "node/store/leveldb_store.hpp"
#include "tests/node/store/fault_env.hpp"

namespace descent::store {
namespace {

using testing::HasSubstr;

TEST(LevelDbError, a_held_lock_is_not_a_lock_file_without_permission) {
  FaultEnv env;
  const auto held = leveldb::Status::IOError("lock /db/LOCK", "Resource temporarily unavailable");
  const auto denied = leveldb::Status::IOError("/db/LOCK", "Permission denied");
  EXPECT_EQ(leveldb_error(held, "/db", env).kind, ErrorKind::InUse);
  EXPECT_EQ(leveldb_error(denied, "/db", env).kind, ErrorKind::Io);
  EXPECT_THAT(leveldb_error(denied, "/db", env).text, HasSubstr("Permission denied"));
}

/// A store of two tables, each byte of which is checked when it is read.
Files tables_on_disk() {
  FaultEnv env;
  for (std::uint8_t n = 1; n <= 2; ++n) {
    const auto store = *LevelDbStore::open("/db", {.env = &env});
    EXPECT_TRUE(store->write({{{n}, Bytes(500, n)}}, Sync::Yes));
  }
  EXPECT_TRUE(LevelDbStore::open("/db", {.env = &env}));  // the log of the last becomes a table
  return env.files();
}

TEST(LevelDbError, names_the_table_that_is_damaged) {
  const Files files = tables_on_disk();
  std::size_t tables = 0;
  for (const auto& [name, content] : files) {
    if (!name.ends_with(".ldb")) continue;
    ++tables;
    Files damaged = files;
    damaged[name][10] = static_cast<char>(damaged[name][10] ^ 1);
    FaultEnv env{damaged};
    const auto error = leveldb_error(leveldb::Status::Corruption("checksum"), "/db", env);
    EXPECT_EQ(error.kind, ErrorKind::Corrupt);
    EXPECT_THAT(error.text, HasSubstr("damaged in " + name + " (Corruption: checksum)"));
    EXPECT_THAT(error.text, HasSubstr("restore a backup"));
  }
  EXPECT_EQ(tables, 2u);
}

TEST(LevelDbError, points_at_the_small_files_if_every_table_is_whole) {
  FaultEnv env{tables_on_disk()};
  const auto error = leveldb_error(leveldb::Status::Corruption("bad record"), "/db", env);
  EXPECT_THAT(error.text, HasSubstr("the log, MANIFEST or CURRENT file in /db"));
}

TEST(LevelDbError, a_read_of_a_damaged_table_names_it) {
  Files files = tables_on_disk();
  std::string table;
  for (const auto& [name, content] : files)
    if (name.ends_with(".ldb") && table.empty()) table = name;
  files[table][10] = static_cast<char>(files[table][10] ^ 1);
  FaultEnv env{files};
  const auto store = *LevelDbStore::open("/db", {.env = &env});
  const auto read = store->get(Bytes{1});
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().kind, ErrorKind::Corrupt);
  EXPECT_THAT(read.error().text, HasSubstr(table));
  EXPECT_THAT(store->seek({})->error()->text, HasSubstr(table));
}

}  // namespace
}  // namespace descent::store
