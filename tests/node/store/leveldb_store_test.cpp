#include "node/store/leveldb_store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "node/store/block_store.hpp"
#include "tests/node/store/fault_env.hpp"
#include "tests/node/store/random_chain.hpp"

namespace descent::store {
namespace {

using testing::HasSubstr;

class LevelDbStoreTest : public testing::Test {
 protected:
  LevelDbStoreTest() {
    std::string name = (std::filesystem::temp_directory_path() / "descent-store-XXXXXX").string();
    EXPECT_NE(mkdtemp(name.data()), nullptr);
    folder = name;
  }
  ~LevelDbStoreTest() override { std::filesystem::remove_all(folder); }

  std::filesystem::path folder;
};

TEST_F(LevelDbStoreTest, makes_the_folders_of_its_base_path_and_keeps_what_was_written) {
  const auto deep = folder / "chains" / "dev" / "db";
  {
    const auto store = *LevelDbStore::open(deep);
    ASSERT_TRUE(store->write({{{1}, Bytes{2}}}, Sync::Yes));
  }
  EXPECT_EQ(*(*LevelDbStore::open(deep))->get(Bytes{1}), Bytes{2});
}

TEST_F(LevelDbStoreTest, a_folder_that_cannot_be_made_is_an_error_with_a_remedy) {
  const auto refused = LevelDbStore::open("/dev/null/db");
  EXPECT_EQ(refused.error().kind, ErrorKind::Io);
  EXPECT_THAT(refused.error().text, HasSubstr("choose another --base-path"));
}

TEST_F(LevelDbStoreTest, a_second_open_of_the_same_path_is_refused) {
  const auto store = LevelDbStore::open(folder);
  ASSERT_TRUE(store);
  const auto refused = LevelDbStore::open(folder);
  EXPECT_EQ(refused.error().kind, ErrorKind::InUse);
  EXPECT_THAT(refused.error().text, HasSubstr("another node uses this base path (" +
                                              folder.string() + "); stop it or choose another"));
}

/// The child is made before the database is opened: it must not inherit LevelDB's own table of
/// locks.
TEST_F(LevelDbStoreTest, a_second_process_on_the_same_path_is_refused) {
  int opened[2];
  ASSERT_EQ(pipe(opened), 0);
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    char go = 0;
    if (read(opened[0], &go, 1) != 1) _exit(2);
    const auto refused = LevelDbStore::open(folder);
    _exit(!refused && refused.error().kind == ErrorKind::InUse ? 0 : 1);
  }
  const auto store = LevelDbStore::open(folder);
  EXPECT_TRUE(store);
  EXPECT_EQ(write(opened[1], "g", 1), 1);
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
  close(opened[0]);
  close(opened[1]);
}

TEST(LevelDbStore, a_failed_write_is_never_tried_again) {
  FaultEnv env;
  const auto store = *LevelDbStore::open("/db", {.env = &env});
  ASSERT_TRUE(store->write({{{1}, Bytes{1}}}, Sync::Yes));
  env.set_full(true);
  const auto refused = store->write({{{2}, Bytes{2}}}, Sync::Yes);
  EXPECT_EQ(refused.error().kind, ErrorKind::Io);
  EXPECT_THAT(refused.error().text, HasSubstr("No space left on device"));
  env.set_full(false);
  EXPECT_EQ(store->write({{{3}, Bytes{3}}}, Sync::Yes).error().text, refused.error().text);
  EXPECT_EQ(*store->get(Bytes{1}), Bytes{1});
  EXPECT_EQ(*store->get(Bytes{3}), std::nullopt);
}

TEST(LevelDbStore, after_a_full_disk_it_opens_at_the_last_acknowledged_write) {
  FaultEnv env;
  {
    const auto store = *LevelDbStore::open("/db", {.env = &env});
    ASSERT_TRUE(store->write({{{1}, Bytes{1}}}, Sync::Yes));
    env.set_full(true);
    ASSERT_FALSE(store->write({{{2}, Bytes{2}}}, Sync::Yes));
    env.set_full(false);
  }
  const auto store = *LevelDbStore::open("/db", {.env = &env});
  EXPECT_EQ(*store->get(Bytes{1}), Bytes{1});
  EXPECT_TRUE(store->write({{{2}, Bytes{2}}}, Sync::Yes));
}

TEST(LevelDbStore, a_lost_current_file_is_refused_and_the_tables_stay) {
  FaultEnv env;
  {
    const auto store = *LevelDbStore::open("/db", {.env = &env});
    ASSERT_TRUE(store->write({{{1}, Bytes{1}}}, Sync::Yes));
  }
  ASSERT_TRUE(env.RemoveFile("/db/CURRENT").ok());
  const auto before = env.files();
  const auto refused = LevelDbStore::open("/db", {.env = &env});
  EXPECT_EQ(refused.error().kind, ErrorKind::Corrupt);
  EXPECT_THAT(refused.error().text, HasSubstr("/db/CURRENT"));
  EXPECT_EQ(env.files(), before);
}

/// A database of 40 blocks in tables, a log, a manifest.
Files chain_on_disk(RandomChain& chain) {
  FaultEnv env;
  const auto store = *LevelDbStore::open("/db", {.env = &env, .write_buffer_bytes = 1 << 16});
  const auto blocks = *BlockStore::open(*store, chain.genesis());
  for (BlockNumber n = 0; n <= 40; ++n) EXPECT_TRUE(blocks->commit(chain.block(n)));
  return env.files();
}

/// What a node would read at its start and of its head. Empty if an error said so, or if all of it
/// is what was written up to some block.
std::string silent_damage(RandomChain& chain, const Files& files) {
  FaultEnv env{files};
  const auto store = LevelDbStore::open("/db", {.env = &env});
  if (!store) return {};
  const auto blocks = BlockStore::open(**store, chain.genesis());
  if (!blocks || !(*blocks)->head()) return {};
  const auto head = *(*blocks)->head();
  if (head.hash != chain.block(head.number).hash) return "wrong head";
  KeyValues state;
  const Bytes prefix = key_of(Column::State, View{});
  const auto at = (*store)->seek(prefix);
  for (; at->valid() && starts_with(at->key(), prefix); at->next())
    state[{at->key().begin() + 1, at->key().end()}] = {at->value().begin(), at->value().end()};
  if (at->error() || state == chain.state(head.number)) return {};
  return "wrong state";
}

TEST(LevelDbStore, a_flipped_bit_anywhere_is_an_error_or_harmless) {
  RandomChain chain{{.changes = 10, .key_bytes_max = 3, .value_bytes_max = 900}};
  const Files files = chain_on_disk(chain);
  std::mt19937_64 random{5};
  std::size_t flipped = 0;
  for (const auto& [name, content] : files) {
    for (int i = 0; i < 12 && !content.empty(); ++i, ++flipped) {
      Files damaged = files;
      char& c = damaged[name][random() % content.size()];
      c = static_cast<char>(c ^ (1 << random() % 8));
      ASSERT_EQ(silent_damage(chain, damaged), "") << name;
    }
  }
  EXPECT_GE(flipped, 60u);
}

TEST(LevelDbStore, a_truncated_file_is_an_error_or_an_earlier_block) {
  RandomChain chain{{.changes = 10, .key_bytes_max = 3, .value_bytes_max = 900}};
  const Files files = chain_on_disk(chain);
  std::mt19937_64 random{6};
  for (const auto& [name, content] : files) {
    for (int i = 0; i < 8; ++i) {
      Files damaged = files;
      damaged[name].resize(random() % (content.size() + 1));
      ASSERT_EQ(silent_damage(chain, damaged), "") << name << " " << damaged[name].size();
    }
  }
}

}  // namespace
}  // namespace descent::store
