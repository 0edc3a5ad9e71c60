#include "node/cli/session.hpp"

#include <boost/json/serialize.hpp>

#include "node/cli/account_name.hpp"
#include "node/cli/amount.hpp"
#include "node/cli/table.hpp"
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

}  // namespace

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
  if (signing.from.empty())
    return misused("who signs? name a key with --from, such as --from //Alice");
  const auto scheme = DESCENT_TRY(parse_scheme(signing.scheme));
  return parse_key(scheme, signing.from);
}

void Session::show(const boost::json::value& json, const std::string& text) const {
  if (globals_.json)
    world_.out << boost::json::serialize(json) << '\n';
  else
    world_.out << text;
}

Outcome<> Session::confirm(const Signing& signing, const std::string& question) const {
  if (signing.yes || globals_.json || !world_.terminal) return {};
  world_.err << question << " [y/N] " << std::flush;
  std::string answer;
  std::getline(world_.in, answer);
  if (answer == "y" || answer == "Y" || answer == "yes") return {};
  return refused("nothing was sent; answer y, or pass --yes");
}

Outcome<Receipt> Session::deliver(const Signing& signing, frame::RuntimeCall call) const {
  const auto pair = DESCENT_TRY(key(signing));
  const Balance tip = DESCENT_TRY(parse_amount(signing.tip));
  const Chain node = DESCENT_TRY(chain());
  return cli::send(node, words_, pair, {std::move(call), tip, signing.wait}, audience());
}

Outcome<Receipt> Session::executed(Receipt receipt) const {
  if (!receipt.failure) return receipt;
  show(receipt);
  return refused("the chain refused the call: " + *receipt.failure);
}

Outcome<Receipt> Session::send(const Signing& signing, frame::RuntimeCall call) const {
  return executed(DESCENT_TRY(deliver(signing, std::move(call))));
}

void Session::show(const Receipt& receipt) const {
  show(receipt_json(receipt), receipt_text(receipt));
}

}  // namespace descent::cli
