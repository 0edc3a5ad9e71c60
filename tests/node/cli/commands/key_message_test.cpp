#include "node/cli/commands/key_message.hpp"

#include "tests/node/cli/kept_keys.hpp"

namespace descent::cli {
namespace {

TEST(KeyMessage, is_a_text_bytes_in_hex_or_a_file) {
  const keystore::Folder folder{};
  keystore::put(folder / "m", std::string{"a\0b\n", 4});
  EXPECT_EQ(*bytes_of({.text = "0x01"}), (Bytes{'0', 'x', '0', '1'}));
  EXPECT_EQ(*bytes_of({.text = "0x01ff", .is_hex = true}), (Bytes{1, 255}));
  EXPECT_EQ(*bytes_of({.file = (folder / "m").string()}), (Bytes{'a', 0, 'b', '\n'}));
  EXPECT_EQ(*bytes_of({.text = ""}), Bytes{});
}

TEST(KeyMessage, is_one_of_them) {
  EXPECT_EQ(bytes_of({}).error().exit, Exit::Usage);
  EXPECT_EQ(bytes_of({.text = "a", .file = "b"}).error().exit, Exit::Usage);
  EXPECT_EQ(bytes_of({.text = "0x0", .is_hex = true}).error().exit, Exit::Usage);
  EXPECT_FALSE(bytes_of({.file = "/there/is/none"}));
}

}  // namespace
}  // namespace descent::cli
