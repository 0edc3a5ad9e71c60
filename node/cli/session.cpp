#include "node/cli/session.hpp"

#include <boost/json/serialize.hpp>

#include "node/cli/account_name.hpp"
#include "node/cli/amount.hpp"
#include "node/cli/extrinsic_text.hpp"
#include "node/cli/files.hpp"
#include "node/cli/table.hpp"
#include "node/cli/to_json.hpp"
#include "runtime/scale/decimal.hpp"
#include "runtime/scale/hex.hpp"

namespace descent::cli {
namespace {

boost::json::object receipt_json(const Receipt& receipt) {
  boost::json::object out{{"extrinsic", to_0x(receipt.extrinsic.bytes)}};
  if (receipt.block) {
    out["block"] = {{"number", receipt.block->number}, {"hash", to_0x(receipt.block->hash.bytes)}};
    boost::json::array events;
    for (const auto& e : receipt.events)
      events.push_back({{"module", e.module}, {"event", e.name}, {"fields", e.fields}});
    out["events"] = std::move(events);
  }
  if (receipt.fee) out["fee"] = to_string(*receipt.fee);
  if (receipt.failure) out["error"] = *receipt.failure;
  return out;
}

std::string receipt_text(const Receipt& receipt) {
  Sheet sheet;
  sheet.add("extrinsic", to_0x(receipt.extrinsic.bytes));
  if (receipt.block)
    sheet.add("block",
              std::to_string(receipt.block->number) + "  " + to_0x(receipt.block->hash.bytes));
  if (receipt.fee) sheet.add("fee", in_grad(*receipt.fee));
  Table events{{"event", "fields"}};
  for (const auto& e : receipt.events) events.add({e.module + "." + e.name, fields_text(e.fields)});
  return sheet.text() + (events.empty() ? "" : "\n" + events.text());
}

Outcome<SigningContext> context_in(const std::string& path) {
  const Bytes file = DESCENT_TRY(read_file(path, kContextBytesMax));
  return context_from(as_text(file));
}

}  // namespace

Failure failure_of(const keystore::Error& error) {
  using Kind = keystore::ErrorKind;
  const bool of_the_line = error.kind == Kind::BadName || error.kind == Kind::NotFound;
  return of_the_line ? misused(error.text) : refused(error.text);
}

std::string fields_text(const boost::json::object& fields) {
  std::string out;
  for (const auto& [name, value] : fields) {
    out += (out.empty() ? "" : " ") + std::string{name} + "=";
    out += value.is_string() ? std::string{value.as_string()} : boost::json::serialize(value);
  }
  return out;
}

Outcome<Chain> Session::chain() const { return Chain{DESCENT_TRY(RpcClient::at(globals_.url))}; }

Outcome<crypto::Keypair> Session::key(const Signing& signing) const {
  const std::string& name = globals_.key;
  if (name.empty())
    return misused(
        "who signs? name a key with --key, such as --key //Alice on a development chain, or one "
        "of `descent key list`");
  const auto scheme = DESCENT_TRY(parse_scheme(signing.scheme));
  if (!keystore::is_key_name(name)) return parse_key(scheme, name);
  if (const auto at = opened_.find(name); at != opened_.end()) return at->second;
  const auto keys = DESCENT_TRY(keystore());
  const auto file = keys.load(name);
  if (!file) return failure_of(file.error());
  const auto secret = DESCENT_TRY(password("the key '" + name + "'"));
  auto pair = unlock(*file, *secret);
  if (!pair) return failure_of(pair.error());
  return opened_.emplace(name, *std::move(pair)).first->second;
}

Outcome<AccountId> Session::account(std::string_view text) const {
  const auto keys = keystore();
  if (!keys || !keys->contains(text)) return parse_account(text);
  const auto file = keys->load(text);
  if (!file) return failure_of(file.error());
  return file->account;
}

Outcome<keystore::Keystore> Session::keystore() const {
  std::filesystem::path folder = globals_.keystore_path;
  if (folder.empty()) folder = keystore::default_folder();
  if (folder.empty())
    return misused("there is no home folder to keep keys in; name one with --keystore-path");
  return keystore::Keystore{std::move(folder)};
}

Outcome<crypto::SecretText> Session::password(const std::string& what) const {
  if (!globals_.password_file.empty()) return read_secret(globals_.password_file);
  if (!world_.terminal)
    return misused(what +
                   " needs its password, and nobody is there to ask: name a file with "
                   "--password-file");
  return ask_secret(world_, "Password of " + what);
}

Outcome<crypto::SecretText> Session::new_password(const std::string& what) const {
  auto first = DESCENT_TRY(password(what));
  if (first->empty()) return misused("an empty password guards nothing; choose another");
  if (!globals_.password_file.empty()) return first;
  const auto second = DESCENT_TRY(ask_secret(world_, "The same again"));
  if (*first != *second) return refused("the two passwords differ; nothing was written");
  return first;
}

void Session::show(const boost::json::value& json, const std::string& text) const {
  if (globals_.json)
    world_.out << boost::json::serialize(json) << '\n';
  else
    world_.out << text;
}

Outcome<> Session::confirm(const std::string& question) const {
  if (globals_.yes || globals_.json || !world_.terminal) return {};
  world_.err << question << " [y/N] " << std::flush;
  std::string answer;
  std::getline(world_.in, answer);
  if (answer == "y" || answer == "Y" || answer == "yes") return {};
  return refused("nothing was sent; answer y, or pass --yes");
}

Outcome<Receipt> Session::deliver(const Signing& signing, frame::RuntimeCall call,
                                  Wait wait) const {
  const auto pair = DESCENT_TRY(key(signing));
  const Balance tip = DESCENT_TRY(parse_amount(signing.tip));
  if (!signing.sends()) return print_signed(signing, pair, call, tip);
  const Chain node = DESCENT_TRY(chain());
  return cli::send(node, words_, pair, {std::move(call), tip, {wait}, signing.nonce}, audience());
}

Outcome<Hash> Session::genesis(const Signing& signing) const {
  if (!signing.online()) return DESCENT_TRY(context_in(signing.offline)).genesis;
  const Chain node = DESCENT_TRY(chain());
  return node.hash_of(0);
}

Outcome<SigningContext> Session::context(const Signing& signing, const AccountId& who) const {
  SigningContext out;
  if (signing.online()) {
    const Chain node = DESCENT_TRY(chain());
    out = DESCENT_TRY(context_of(node, words_, who, kEraBlocks));
  } else {
    out = DESCENT_TRY(context_in(signing.offline));
    DESCENT_TRY(check_version(words_, out.versions));
    if (out.account != who)
      return refused("the context in '" + signing.offline + "' is for " + address_of(out.account) +
                     ", and " + address_of(who) +
                     " signs: make one with `descent tx context --key " + address_of(who) + "`");
  }
  if (signing.nonce) out.nonce = *signing.nonce;
  return out;
}

Outcome<Receipt> Session::print_signed(const Signing& signing, const crypto::Keypair& pair,
                                       const frame::RuntimeCall& call, Balance tip) const {
  if (!context_) context_ = DESCENT_TRY(context(signing, pair.account()));
  const Bytes extrinsic = sign_extrinsic(pair, call, tip, *context_);
  ++context_->nonce;
  if (!globals_.json) world_.err << extrinsic_sheet(words_, extrinsic).text();
  show(extrinsic_json(words_, extrinsic), extrinsic_hex(extrinsic) + "\n");
  Receipt out;
  out.extrinsic = frame::extrinsic_hash(extrinsic);
  out.sent = false;
  return out;
}

Outcome<Receipt> Session::executed(Receipt receipt) const {
  if (!receipt.failure) return receipt;
  show(receipt);
  return refused("the chain refused the call: " + *receipt.failure);
}

Outcome<Receipt> Session::send(const Signing& signing, frame::RuntimeCall call) const {
  return executed(DESCENT_TRY(deliver(signing, std::move(call), globals_.wait)));
}

void Session::show(const Receipt& receipt) const {
  if (!receipt.sent) return;
  show(receipt_json(receipt), receipt_text(receipt));
}

}  // namespace descent::cli
