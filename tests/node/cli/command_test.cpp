#include "node/cli/command.hpp"

#include <gtest/gtest.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

namespace descent::cli {
namespace {

struct Parsed {
  CLI::App app;
  Globals globals;
  Signing signing;
  explicit Parsed(const std::string& line) {
    Arguments arguments{app};
    add_global_options(arguments, globals);
    add_signing_options(arguments, signing);
    app.parse(line);
  }
};

TEST(SigningOptions, wait_for_finality_with_an_sr25519_key_unless_told_otherwise) {
  const Parsed parsed{"--key //Alice"};
  EXPECT_EQ(parsed.globals.key, "//Alice");
  EXPECT_EQ(parsed.signing.scheme, "sr25519");
  EXPECT_EQ(parsed.globals.wait, Wait::Finalized);
  EXPECT_FALSE(parsed.globals.yes);
}

TEST(SigningOptions, are_read) {
  const Parsed parsed{"--key //Bob --scheme ecdsa --tip 0.5 --wait included -y"};
  EXPECT_EQ(parsed.globals.key, "//Bob");
  EXPECT_EQ(parsed.signing.scheme, "ecdsa");
  EXPECT_EQ(parsed.signing.tip, "0.5");
  EXPECT_EQ(parsed.globals.wait, Wait::Included);
  EXPECT_TRUE(parsed.globals.yes);
  EXPECT_EQ(Parsed{"--wait none"}.globals.wait, Wait::None);
}

TEST(SigningOptions, refuse_to_wait_for_anything_else) {
  EXPECT_THROW(Parsed{"--wait tomorrow"}, CLI::ParseError);
}

}  // namespace
}  // namespace descent::cli
