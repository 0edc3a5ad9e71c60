#include <boost/json/serialize.hpp>

#include "node/cli/commands/commands.hpp"
#include "node/cli/files.hpp"
#include "node/cli/to_json.hpp"

namespace descent::cli {
namespace {

struct Options {
  std::uint64_t period = 1'024;
  bool immortal = false;
  std::string out;
};

Outcome<> make_context(const Session& session, const Options& options) {
  const std::string& name = session.globals().key;
  if (name.empty())
    return misused("who will sign? name the account with --key, its address will do");
  const AccountId who = DESCENT_TRY(session.account(name));
  const Chain chain = DESCENT_TRY(session.chain());
  const std::uint64_t period = options.immortal ? 0 : options.period;
  auto context = DESCENT_TRY(context_of(chain, session.words(), who, period));
  context.chain = DESCENT_TRY(chain.chain_name());
  const std::string text = boost::json::serialize(context_json(context)) + "\n";
  if (options.out.empty()) {
    session.world().out << text;
    return {};
  }
  return write_file(options.out, as_view(text));
}

}  // namespace

Rows command::tx_context() {
  return {
      {"tx", "context", "Write down what a machine without a network needs in order to sign",
       "  descent tx context --key 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY "
       "--out context.json\n"
       "  descent tx context --key //Alice --period 2048\n"
       "It is of one account and its next nonce, and tells no secret. There, --offline takes it:\n"
       "  descent account transfer --to //Bob --amount 1 --key savings --offline context.json",
       [](Arguments& arguments) -> Action {
         auto options = shared_options<Options>();
         arguments
             .add_option("--period", options->period,
                         "For how many blocks what is signed will be valid: 4 to 2048, a power of "
                         "two at least this")
             .shows_default()
             .between(frame::Era::kPeriodMin, kEraBlocksMax);
         arguments.add_flag("--immortal", options->immortal,
                            "For ever instead: it may be sent again should the account be removed "
                            "and come back");
         arguments.add_option("--out,-o", options->out, "The file to write; without it, the output")
             .is(ValueKind::File);
         return [options](Session& session) { return make_context(session, *options); };
       }},
  };
}

}  // namespace descent::cli
