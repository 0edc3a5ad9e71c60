#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "node/cli/commands/commands.hpp"
#include "node/cli/commands/stake_text.hpp"
#include "node/cli/runtime_model.hpp"
#include "node/cli/table.hpp"
#include "node/cli/to_json.hpp"

namespace descent::cli {
namespace {

using modules::Staking;

/// Pages of one extrinsic: each may take 13 ms of the 260 that a block has for transactions.
constexpr std::size_t kPagesAtOnce = 8;

struct Options {
  Signing signing;
  std::vector<std::string> validators;
};

/// What came of all extrinsics together.
struct Claimed {
  Balance to_signer{};  ///< what the signer's own stash was rewarded
  std::size_t pages{};  ///< that were paid
  Balance fees{};
  boost::json::array extrinsics;
};

Balance amount_in(const boost::json::value& value) {
  std::string_view text = value.as_string();
  const auto unit = text.find(" GRAD");  // there for people only
  const auto amount = unit == text.npos ? u128_from(text) : std::nullopt;
  if (amount) return *amount;
  const auto of_people = parse_amount(text.substr(0, unit));
  return of_people ? *of_people : 0;
}

void add(const Receipt& receipt, const AccountId& signer, Claimed& out) {
  out.extrinsics.push_back(boost::json::string{to_0x(receipt.extrinsic.bytes)});
  out.fees += receipt.fee.value_or(0);
  for (const auto& event : receipt.events) {
    if (event.name == "PayoutStarted") ++out.pages;
    if (event.name == "Rewarded" && event.fields.at("stash").as_string() == address_of(signer))
      out.to_signer += amount_in(event.fields.at("amount"));
  }
}

frame::RuntimeCall batch_of(const Session& session, std::span<const UnpaidPage> pages) {
  modules::Utility::force_batch out;
  for (const auto& [validator, era, page] : pages)
    out.calls.push_back(frame::call_of(
        staking_of(session),
        Staking::payout_stakers_by_page{.validator_stash = validator, .era = era, .page = page}));
  return frame::call_of(session.words().model().runtime.utility, out);
}

Outcome<std::vector<AccountId>> validators_of(const Session& session, const StateAt& state,
                                              const Options& options, const AccountId& signer) {
  if (options.validators.empty()) return validators_behind(session, state, signer);
  std::vector<AccountId> out;
  for (const auto& name : options.validators) out.push_back(DESCENT_TRY(session.account(name)));
  return out;
}

void show(const Session& session, const AccountId& signer, std::span<const UnpaidPage> pages,
          const Claimed& claimed) {
  Table table{{"era", "validator", "page"}};
  boost::json::array json;
  for (const auto& [validator, era, page] : pages) {
    table.add({std::to_string(era), address_of(validator), std::to_string(page)});
    json.push_back({{"era", era}, {"validator", address_of(validator)}, {"page", page}});
  }
  Sheet sheet;
  sheet.add("pages paid", std::to_string(claimed.pages));
  sheet.add("rewarded", in_grad(claimed.to_signer) + " to " + address_of(signer));
  sheet.add("fees", in_grad(claimed.fees));
  session.show(boost::json::object{{"claimed", std::move(json)},
                                   {"pages_paid", claimed.pages},
                                   {"rewarded", to_string(claimed.to_signer)},
                                   {"fees", to_string(claimed.fees)},
                                   {"extrinsics", claimed.extrinsics}},
               table.text() + "\n" + sheet.text());
}

Outcome<> claim(const Session& session, const Options& options) {
  if (!options.signing.online())
    return misused(
        "only the chain knows what is owed: leave --offline away; anybody may claim for "
        "another, so the key may stay where it is");
  const auto key = DESCENT_TRY(session.key(options.signing));
  const Chain chain = DESCENT_TRY(session.chain());
  const StateAt state = DESCENT_TRY(newest_state(chain));
  std::vector<UnpaidPage> pages;
  for (const auto& validator : DESCENT_TRY(validators_of(session, state, options, key.account()))) {
    const auto more = DESCENT_TRY(unpaid_pages(session, state, validator));
    pages.insert(pages.end(), more.begin(), more.end());
  }
  if (pages.empty())
    return refused(
        "nothing is to be claimed: an era pays when it is over, to validators that were elected "
        "in it and to those behind them; `descent stake show` tells where an account stands");
  DESCENT_TRY(session.confirm("Pay out " + std::to_string(pages.size()) + " page(s) of eras?"));
  Claimed claimed;
  for (std::size_t at = 0; at < pages.size(); at += kPagesAtOnce) {
    const auto some = std::span{pages}.subspan(at, std::min(kPagesAtOnce, pages.size() - at));
    add(DESCENT_TRY(session.send(options.signing, batch_of(session, some))), key.account(),
        claimed);
  }
  if (options.signing.sends()) show(session, key.account(), pages, claimed);
  return {};
}

}  // namespace

Rows command::stake_claim() {
  return {
      {"stake", "claim", "Pay out the eras that are over and not yet paid",
       "  descent stake claim --key stash\n"
       "  descent stake claim 5GNJqTPy... --key savings     # for another's validator\n"
       "Everybody behind the validator is paid with it; eras are forgotten after 84 more.",
       [](Arguments& arguments) -> Action {
         auto options = shared_options<Options>();
         add_signing_options(arguments, options->signing);
         arguments
             .add_option("validators", options->validators,
                         "Whose eras; without any, the signer's own and those it nominates")
             .is(ValueKind::Account);
         return [options](Session& session) { return claim(session, *options); };
       }},
  };
}

}  // namespace descent::cli
