#include "node/cli/commands/key_store.hpp"

#include <chrono>

namespace descent::cli {
namespace {

std::uint64_t now() {
  const auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
  return static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::milliseconds>(since_1970).count());
}

}  // namespace

Outcome<> check_free(const Session& session, const Destination& to) {
  const auto keys = DESCENT_TRY(session.keystore());
  if (!keystore::is_key_name(to.name)) return failure_of(keys.load(to.name).error());
  if (to.force || !keys.contains(to.name)) return {};
  return refused("there is a key '" + to.name +
                 "' already, and it is not overwritten; take another "
                 "name, or --force");
}

Outcome<> store_key(const Session& session, const Destination& to, const crypto::Keypair& key,
                    std::string_view password, std::uint64_t created) {
  const auto keys = DESCENT_TRY(session.keystore());
  const auto file = keystore::lock(key, password, to.name, created == 0 ? now() : created);
  if (!file) return failure_of(file.error());
  const auto saved = keys.save(to.name, *file, to.force);
  if (!saved) return failure_of(saved.error());
  return {};
}

}  // namespace descent::cli
