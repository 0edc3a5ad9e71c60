#include "network/host/identity_file.hpp"

#include "network/files/owners_file.hpp"
#include "runtime/scale/hex.hpp"
#include "tests/network/host/node.hpp"

namespace descent::network {
namespace {

namespace fs = std::filesystem;

struct Key {
  Expected<crypto::Seed, std::string> load() {
    return load_or_make_identity(path, [this](std::span<std::uint8_t> out) {
      std::ranges::copy(random.bytes(out.size()), out.begin());
    });
  }
  std::string failure() {
    const auto loaded = load();
    EXPECT_FALSE(loaded);
    return loaded ? "" : loaded.error();
  }
  void write(View content) {
    make_folders_of(path);
    ASSERT_TRUE(replace_owners(path, content));
  }

  TemporaryFolder folder;
  fs::path path = folder.path / "network/secret_ed25519";
  Random random{3};
};

TEST(IdentityFile, is_made_once_and_read_from_then_on) {
  Key key;
  const auto first = key.load();
  ASSERT_TRUE(first) << first.error();
  EXPECT_EQ(*first, Random{3}.seed());
  EXPECT_EQ(fs::file_size(key.path), 32u);
  EXPECT_EQ(fs::status(key.path).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(*key.load(), *first);
}

TEST(IdentityFile, may_be_hex) {
  Key key;
  const crypto::Seed seed = Random{9}.seed();
  for (const std::string end : {"", "\n", "\r\n"}) {
    key.write(as_view(to_hex(seed) + end));
    EXPECT_EQ(*key.load(), seed);
  }
}

TEST(IdentityFile, is_never_replaced_when_it_is_damaged) {
  Key key;
  for (const std::size_t size : {0U, 1U, 31U, 33U, 63U, 64U, 65U, 66U, 67U, 1'000U}) {
    key.write(Bytes(size, 'x'));
    EXPECT_NE(key.failure().find(key.path.string()), std::string::npos) << size;
    EXPECT_EQ(fs::file_size(key.path), size);
  }
  key.write(as_view("0x" + std::string(62, 'a')));
  EXPECT_NE(key.failure().find("no node key"), std::string::npos);
}

TEST(IdentityFile, that_others_may_read_is_refused) {
  Key key;
  ASSERT_TRUE(key.load());
  fs::permissions(key.path, fs::perms::others_read, fs::perm_options::add);
  EXPECT_NE(key.failure().find("chmod 600"), std::string::npos);
}

TEST(IdentityFile, that_another_process_made_meanwhile_is_taken) {
  Key key;
  const crypto::Seed other = Random{9}.seed();
  const auto loaded = load_or_make_identity(key.path, [&](std::span<std::uint8_t> out) {
    key.write(other);
    std::ranges::fill(out, std::uint8_t{1});
  });
  EXPECT_EQ(*loaded, other);
}

}  // namespace
}  // namespace descent::network
