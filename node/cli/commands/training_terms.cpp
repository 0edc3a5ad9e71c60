#include "node/cli/commands/training_terms.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "node/cli/amount.hpp"
#include "node/cli/to_json.hpp"
#include "runtime/scale/decimal.hpp"

namespace descent::cli {
namespace {

using boost::json::object;
using boost::json::value;
using modules::training::Terms;

Failure bad(std::string_view name, std::string_view what) {
  return misused("the terms' '" + std::string{name} + "' is " + std::string{what} +
                 "; `descent training show TASK --json` shows how terms are written");
}

/// An object whose fields are taken out one by one: what is left is unknown.
class Fields {
 public:
  explicit Fields(object fields) : fields_{std::move(fields)} {}

  Outcome<value> take(std::string_view name) {
    const auto* at = fields_.if_contains(name);
    if (at == nullptr) return bad(name, "missing");
    value out = *at;
    fields_.erase(name);
    return out;
  }
  template <UInt T>
  Outcome<T> number(std::string_view name) {
    const value json = DESCENT_TRY(take(name));
    boost::json::error_code error;
    const auto out = json.is_number() ? json.to_number<T>(error) : T{};
    if (!json.is_number() || json.is_double() || error) return bad(name, "no number that fits");
    return out;
  }
  /// Base units as a number or digits, or GRAD.
  Outcome<Balance> amount(std::string_view name) {
    const value json = DESCENT_TRY(take(name));
    std::string text =
        json.is_string() ? std::string{json.as_string()} : boost::json::serialize(json);
    if (text.ends_with(" GRAD")) return parse_amount(text.substr(0, text.size() - 5));
    const auto units = u128_from(text);
    if (!units) return bad(name, "no amount: write base units, or \"50 GRAD\"");
    return *units;
  }
  Outcome<Hash> hash(std::string_view name) {
    const value json = DESCENT_TRY(take(name));
    const auto bytes = json.is_string() ? from_hex(json.as_string()) : std::nullopt;
    Hash out;
    if (!bytes || bytes->size() != out.bytes.size()) return bad(name, "not 32 bytes of hex");
    std::copy(bytes->begin(), bytes->end(), out.bytes.begin());
    return out;
  }
  Outcome<> nothing_left() const {
    if (fields_.empty()) return {};
    return bad(fields_.begin()->key(), "unknown");
  }

 private:
  object fields_;
};

Outcome<kernels::Loss> loss_of(const value& json) {
  for (std::size_t i = 0; i < static_cast<std::size_t>(kernels::Loss::kCount); ++i) {
    const auto loss = static_cast<kernels::Loss>(i);
    if (json.is_string() && json.as_string() == frame::metadata::name_of(loss)) return loss;
  }
  return bad("loss", "neither CrossEntropy nor MeanSquaredError");
}

Outcome<modules::training::Participants> open_to_all(object inside) {
  Fields fields{std::move(inside)};
  modules::training::Open out;
  out.deposit_min = DESCENT_TRY(fields.amount("deposit_min"));
  out.deposit_max = DESCENT_TRY(fields.amount("deposit_max"));
  DESCENT_TRY(fields.nothing_left());
  return modules::training::Participants{out};
}

Outcome<modules::training::Participants> listed(const Session& session, object inside) {
  Fields fields{std::move(inside)};
  modules::training::Listed out;
  const value accounts = DESCENT_TRY(fields.take("accounts"));
  if (!accounts.is_array() || accounts.as_array().size() > modules::training::kParticipantsMax)
    return bad("accounts", "no list of at most 64 accounts");
  for (const auto& name : accounts.as_array()) {
    if (!name.is_string()) return bad("accounts", "no list of accounts");
    out.accounts.push_back(DESCENT_TRY(session.account(name.as_string())));
  }
  out.deposit = DESCENT_TRY(fields.amount("deposit"));
  DESCENT_TRY(fields.nothing_left());
  return modules::training::Participants{out};
}

Outcome<modules::training::Participants> participants_of(const Session& session,
                                                         const value& json) {
  const auto* cases = json.if_object();
  const bool one = cases != nullptr && cases->size() == 1 && cases->begin()->value().is_object();
  if (!one) return bad("participants", "not {\"Open\": {...}} or {\"Listed\": {...}}");
  const auto& [name, inside] = *cases->begin();
  if (name == "Open") return open_to_all(inside.as_object());
  if (name == "Listed") return listed(session, inside.as_object());
  return bad("participants", "neither Open nor Listed");
}

}  // namespace

Outcome<Terms> terms_from(const Session& session, std::string_view text) {
  boost::json::error_code error;
  const auto json = boost::json::parse(text, error);
  if (error || !json.is_object()) return misused("the terms are no JSON object");
  Fields fields{json.as_object()};
  Terms out;
  const value loss = DESCENT_TRY(fields.take("loss"));
  out.loss = DESCENT_TRY(loss_of(loss));
  const value participants = DESCENT_TRY(fields.take("participants"));
  out.participants = DESCENT_TRY(participants_of(session, participants));
  out.max_participants = DESCENT_TRY(fields.number<std::uint32_t>("max_participants"));
  out.rounds = DESCENT_TRY(fields.number<std::uint32_t>("rounds"));
  out.reward = DESCENT_TRY(fields.amount("reward"));
  out.bond = DESCENT_TRY(fields.amount("bond"));
  out.target = DESCENT_TRY(fields.number<std::uint64_t>("target"));
  out.harm = DESCENT_TRY(fields.number<std::uint64_t>("harm"));
  out.commit_blocks = DESCENT_TRY(fields.number<std::uint32_t>("commit_blocks"));
  out.reveal_blocks = DESCENT_TRY(fields.number<std::uint32_t>("reveal_blocks"));
  out.open_blocks = DESCENT_TRY(fields.number<std::uint32_t>("open_blocks"));
  out.set_root = DESCENT_TRY(fields.hash("set_root"));
  out.samples = DESCENT_TRY(fields.number<std::uint32_t>("samples"));
  DESCENT_TRY(fields.nothing_left());
  return out;
}

}  // namespace descent::cli
