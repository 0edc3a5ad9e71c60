#include "node/cli/commands/key_text.hpp"

#include <boost/json/object.hpp>
#include <ctime>

#include "node/cli/table.hpp"
#include "node/cli/to_json.hpp"

namespace descent::cli {
namespace {

constexpr std::string_view kWarning = "  (whoever knows it owns the account)";

struct Line {
  std::string_view json_name;
  std::string label;
  std::string value;
  bool is_secret = false;
};

}  // namespace

KeyText text_of(const crypto::Keypair& key) {
  KeyText out;
  out.scheme = name_of(key.type());
  out.public_key = to_0x(key.public_key());
  out.account = key.account();
  return out;
}

KeyText text_of(const std::string& name, const keystore::KeyFile& file) {
  KeyText out;
  out.name = name;
  out.scheme = name_of(file.type);
  const bool is_account = file.type != crypto::KeyType::Ecdsa;
  out.public_key = is_account ? to_0x(file.account.id) : file.address;
  out.account = file.account;
  return out;
}

void show_key(const Session& session, const KeyText& key) {
  const Line lines[] = {
      {"name", "name", key.name},
      {"scheme", "scheme", key.scheme},
      {"secretPhrase", "recovery phrase", key.phrase, true},
      {"secretSeed", "secret seed", key.seed, true},
      {"publicKey", "public key", key.public_key},
      {"accountId", "account", to_0x(key.account.id)},
      {"address", "address", address_of(key.account)},
  };
  boost::json::object json;
  Sheet sheet;
  for (const auto& line : lines) {
    if (line.value.empty()) continue;
    json.emplace(line.json_name, line.value);
    sheet.add(line.label, line.value + std::string{line.is_secret ? kWarning : ""});
  }
  session.show(json, sheet.text());
}

std::string date_of(std::uint64_t milliseconds) {
  const auto seconds = static_cast<std::time_t>(milliseconds / 1'000);
  std::tm parts{};
  char text[32];
  if (milliseconds == 0 || gmtime_r(&seconds, &parts) == nullptr) return "";
  return {text, std::strftime(text, sizeof text, "%Y-%m-%d", &parts)};
}

}  // namespace descent::cli
