#include "node/cli/signing_context.hpp"

#include <boost/json/parse.hpp>

#include "node/cli/account_name.hpp"
#include "node/cli/runtime_model.hpp"
#include "node/cli/to_json.hpp"

namespace descent::cli {
namespace {

Failure bad_field(std::string_view name) {
  return misused("the context has no '" + std::string{name} +
                 "', or not in the form that `descent tx context` writes: make it again");
}

Outcome<std::string> text_in(const boost::json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  if (value == nullptr || !value->is_string()) return bad_field(name);
  return std::string{value->as_string()};
}

Outcome<std::uint32_t> number_in(const boost::json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  if (value == nullptr || !value->is_int64()) return bad_field(name);
  if (value->as_int64() < 0 || value->as_int64() > UINT32_MAX) return bad_field(name);
  return static_cast<std::uint32_t>(value->as_int64());
}

Outcome<Hash> hash_in(const boost::json::object& object, std::string_view name) {
  const auto bytes = from_hex(DESCENT_TRY(text_in(object, name)));
  Hash out;
  if (!bytes || bytes->size() != out.bytes.size()) return bad_field(name);
  std::copy(bytes->begin(), bytes->end(), out.bytes.begin());
  return out;
}

Outcome<std::uint64_t> period_in(const boost::json::object& object) {
  const std::uint64_t out = DESCENT_TRY(number_in(object, "period"));
  if (out != 0 && (out < frame::Era::kPeriodMin || out > kEraBlocksMax)) return bad_field("period");
  return out;
}

}  // namespace

frame::Era SigningContext::era() const {
  return period == 0 ? frame::Era{} : frame::Era::mortal(period, birth.number);
}

frame::Implicit SigningContext::implicit() const {
  return {versions.spec_version, versions.transaction_version, genesis,
          period == 0 ? genesis : birth.hash};
}

Outcome<> check_version(const RuntimeWords& words, const Versions& versions) {
  const auto known = words.model().runtime.system.config.version.spec_version;
  if (versions.spec_version == known) return {};
  return refused("the node runs spec_version " + std::to_string(versions.spec_version) +
                 " and this program knows " + std::to_string(known) +
                 "; use the `descent` of the node's own version");
}

Outcome<SigningContext> context_of(const Chain& chain, const RuntimeWords& words,
                                   const AccountId& who, std::uint64_t period) {
  SigningContext out;
  out.versions = DESCENT_TRY(chain.versions());
  DESCENT_TRY(check_version(words, out.versions));
  out.genesis = DESCENT_TRY(chain.hash_of(0));
  out.birth = DESCENT_TRY(chain.finalized());
  out.period = period;
  out.account = who;
  out.nonce = DESCENT_TRY(chain.next_nonce(who));
  return out;
}

boost::json::object context_json(const SigningContext& context) {
  return {{"chain", context.chain},
          {"genesisHash", to_0x(context.genesis.bytes)},
          {"specName", context.versions.spec_name},
          {"specVersion", context.versions.spec_version},
          {"transactionVersion", context.versions.transaction_version},
          {"blockNumber", context.birth.number},
          {"blockHash", to_0x(context.birth.hash.bytes)},
          {"period", context.period},
          {"account", address_of(context.account)},
          {"nonce", context.nonce}};
}

Outcome<SigningContext> context_from(std::string_view text) {
  boost::json::error_code error;
  const auto json = boost::json::parse(text, error);
  if (error || !json.is_object())
    return misused("the context is no JSON object; make it with `descent tx context`");
  const auto& object = json.as_object();
  SigningContext out;
  out.chain = DESCENT_TRY(text_in(object, "chain"));
  out.genesis = DESCENT_TRY(hash_in(object, "genesisHash"));
  out.versions.spec_name = DESCENT_TRY(text_in(object, "specName"));
  out.versions.spec_version = DESCENT_TRY(number_in(object, "specVersion"));
  out.versions.transaction_version = DESCENT_TRY(number_in(object, "transactionVersion"));
  out.birth.number = DESCENT_TRY(number_in(object, "blockNumber"));
  out.birth.hash = DESCENT_TRY(hash_in(object, "blockHash"));
  out.period = DESCENT_TRY(period_in(object));
  const std::string account = DESCENT_TRY(text_in(object, "account"));
  out.account = DESCENT_TRY(parse_account(account));
  out.nonce = DESCENT_TRY(number_in(object, "nonce"));
  return out;
}

}  // namespace descent::cli
