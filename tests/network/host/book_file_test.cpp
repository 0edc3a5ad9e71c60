#include "network/host/book_file.hpp"

#include "network/files/owners_file.hpp"
#include "tests/network/host/node.hpp"

namespace descent::network {
namespace {

AddressBook empty() { return AddressBook{Random{7}.seed()}; }
AddressBook full() {
  AddressBook out = empty();
  for (std::uint8_t n = 1; n <= 20; ++n)
    out.add({libp2p::Ip4{n, 1, 1, 1}, 1, libp2p::PeerId{{n}}}, libp2p::Ip4{n, 2, 2, 2}, 1h);
  return out;
}

TEST(BookFile, what_was_saved_is_loaded) {
  TemporaryFolder folder;
  const AddressBook saved = full();
  ASSERT_TRUE(save_book(folder.path / "book", saved));
  AddressBook loaded = empty();
  ASSERT_TRUE(load_book(folder.path / "book", loaded, 2h));
  EXPECT_EQ(loaded.save(), saved.save());
  EXPECT_GT(loaded.fresh(), 15u);
}

TEST(BookFile, none_is_an_empty_book) {
  TemporaryFolder folder;
  AddressBook loaded = empty();
  EXPECT_TRUE(load_book(folder.path / "book", loaded, 2h));
  EXPECT_EQ(loaded.fresh(), 0u);
}

TEST(BookFile, any_byte_that_is_wrong_or_missing_is_noticed) {
  TemporaryFolder folder;
  const auto path = folder.path / "book";
  ASSERT_TRUE(save_book(path, full()));
  const Bytes good = ***read_owners(path, 100'000);
  Random random{1};
  for (std::size_t i = 0; i < good.size(); i += i < 60 ? 1 : 17) {
    Bytes bad = good;
    bad[i] ^= 1;
    ASSERT_TRUE(replace_owners(path, random.one_in(2) ? View{bad} : View{good}.first(i)));
    AddressBook loaded = empty();
    const auto read = load_book(path, loaded, 2h);
    ASSERT_FALSE(read) << i;
    EXPECT_NE(read.error().find("damaged"), std::string::npos);
    EXPECT_EQ(loaded.fresh(), 0u);
  }
}

TEST(BookFile, too_large_a_file_is_not_read) {
  TemporaryFolder folder;
  const auto path = folder.path / "book";
  ASSERT_TRUE(save_book(path, full()));
  std::filesystem::resize_file(path, AddressBook::kBytesMax + 1'000);
  AddressBook loaded = empty();
  EXPECT_FALSE(load_book(path, loaded, 2h));
}

}  // namespace
}  // namespace descent::network
