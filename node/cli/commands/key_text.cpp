#include "node/cli/commands/key_text.hpp"

#include <boost/json/object.hpp>

#include "node/cli/account_name.hpp"
#include "node/cli/table.hpp"
#include "node/cli/to_json.hpp"

namespace descent::cli {

void show_key(const Session& session, const crypto::Keypair& key, const std::string& seed) {
  const std::string scheme{name_of(key.type())};
  const std::string public_key = to_0x(key.public_key());
  const std::string account = to_0x(key.account().id);
  boost::json::object json{{"scheme", scheme},
                           {"publicKey", public_key},
                           {"accountId", account},
                           {"address", address_of(key.account())}};
  Sheet sheet;
  sheet.add("scheme", scheme);
  if (!seed.empty()) {
    json["secretSeed"] = seed;
    sheet.add("secret seed", seed + "  (whoever knows it owns the account)");
  }
  sheet.add("public key", public_key);
  sheet.add("account", account);
  sheet.add("address", address_of(key.account()));
  session.show(json, sheet.text());
}

}  // namespace descent::cli
