#include <gtest/gtest.h>

#include "node/cli/commands/key_text.hpp"
#include "tests/node/cli/console.hpp"

namespace descent::cli {
namespace {

TEST(KeyText, shows_the_seed_only_if_there_is_one) {
  Console console;
  World world{console.in, console.out, console.err, false, {}};
  const Globals globals;
  const Session session{world, globals};
  const auto key = *crypto::from_suri(crypto::KeyType::Ecdsa, "//Alice");
  show_key(session, key, "");
  EXPECT_FALSE(console.printed("secret"));
  EXPECT_TRUE(console.printed("scheme      ecdsa"));
  show_key(session, key, "0xabc");
  EXPECT_TRUE(console.printed("0xabc  (whoever knows it"));
}

}  // namespace
}  // namespace descent::cli
