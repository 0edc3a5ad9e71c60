#include "node/cli/commands/commands.hpp"
#include "node/cli/commands/tx_text.hpp"

namespace descent::cli {
namespace {

Outcome<> broadcast_one(const Session& session, const Chain& chain,
                        const SignedExtrinsic& extrinsic) {
  const BlockRef newest = DESCENT_TRY(chain.head());
  DESCENT_TRY(check_acceptable(session, chain, extrinsic, newest));
  const BlockRef before = DESCENT_TRY(chain.finalized());
  const Waiting waiting{session.globals().wait};
  const Receipt receipt = DESCENT_TRY(
      submit(chain, session.words(), extrinsic.bytes, before.number, waiting, session.audience()));
  session.show(DESCENT_TRY(session.executed(receipt)));
  return {};
}

Outcome<> broadcast(const Session& session, const std::string& hex_or_file) {
  const auto extrinsics = DESCENT_TRY(extrinsics_named(session.words(), hex_or_file));
  const Chain chain = DESCENT_TRY(session.chain());
  std::string question;
  for (const auto& extrinsic : extrinsics)
    question += extrinsic_sheet(session.words(), extrinsic.bytes).text();
  DESCENT_TRY(session.confirm(question + "Send?"));
  for (const auto& extrinsic : extrinsics) DESCENT_TRY(broadcast_one(session, chain, extrinsic));
  return {};
}

}  // namespace

Rows command::tx_broadcast() {
  return {
      {"tx", "broadcast", "Send what was signed elsewhere",
       "  descent tx broadcast signed.hex\n"
       "  descent tx broadcast 0x45028400... --wait included --yes\n"
       "Several stand in a file a line each, and are sent in their order.",
       [](Arguments& arguments) -> Action {
         auto text = shared_options<std::string>();
         arguments
             .add_option("extrinsic", *text,
                         "What --sign-only or --offline printed: hex, or a file")
             .is(ValueKind::File)
             .required();
         return [text](Session& session) { return broadcast(session, *text); };
       }},
  };
}

}  // namespace descent::cli
