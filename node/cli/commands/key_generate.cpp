#include <sodium/core.h>
#include <sodium/randombytes.h>

#include <boost/json/object.hpp>

#include "node/cli/account_name.hpp"
#include "node/cli/commands/commands.hpp"
#include "node/cli/commands/key_text.hpp"
#include "runtime/scale/hex.hpp"

namespace descent::cli {
namespace {

/// From the operating system's generator. A seed that is no key (one of 2^128 for ECDSA) is drawn
/// again.
Outcome<> generate(const Session& session, const std::string& scheme_name) {
  const auto scheme = DESCENT_TRY(parse_scheme(scheme_name));
  if (sodium_init() < 0) return refused("the system's random generator does not answer");
  crypto::Seed seed;
  randombytes_buf(seed.data(), seed.size());
  auto pair = crypto::Keypair::from_seed(scheme, seed);
  for (; !pair; pair = crypto::Keypair::from_seed(scheme, seed))
    randombytes_buf(seed.data(), seed.size());
  show_key(session, *pair, to_0x(seed));
  return {};
}

}  // namespace

const Command command::kKeyGenerate{
    "key", "generate", "Make a new key",
    "  descent key generate\n"
    "  descent key generate --scheme ed25519 --json",
    [](CLI::App& app) -> Action {
      auto scheme = std::make_shared<std::string>("sr25519");
      app.add_option("--scheme", *scheme, "sr25519, ed25519 or ecdsa")->capture_default_str();
      return [scheme](Session& session) { return generate(session, *scheme); };
    }};

}  // namespace descent::cli
