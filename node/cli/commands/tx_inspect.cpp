#include <boost/json/array.hpp>

#include "node/cli/commands/commands.hpp"
#include "node/cli/commands/tx_text.hpp"
#include "node/cli/files.hpp"
#include "node/cli/to_json.hpp"
#include "runtime/scale/decimal.hpp"

namespace descent::cli {
namespace {

struct Options {
  std::string extrinsic;
  std::string offline;
};

/// What a node or a context adds to the bytes.
struct Findings {
  std::string signature;  ///< "right", "wrong", "expired", "unchecked"
  std::string why;
  std::optional<std::uint64_t> death;
  std::optional<Balance> fee;
};

Findings found(const Checked& checked) {
  switch (checked.verdict) {
    case Verdict::Right: return {"right", "", checked.death, {}};
    case Verdict::Expired: return {"expired", "its era is over", checked.death, {}};
    case Verdict::Wrong: break;
  }
  return {"wrong", "of another chain or other rules, or altered", {}, {}};
}

/// The fee without the tip, as the newest block would take it. nullopt: the node does not say
std::optional<Balance> fee_of(const Chain& chain, const SignedExtrinsic& extrinsic) {
  const auto answer = chain.client().call(
      "payment_queryInfo", boost::json::array{boost::json::string{extrinsic_hex(extrinsic.bytes)}});
  const auto* object = answer ? answer->if_object() : nullptr;
  const auto* fee = object == nullptr ? nullptr : object->if_contains("partialFee");
  return fee != nullptr && fee->is_string() ? u128_from(fee->as_string()) : std::nullopt;
}

/// Without a node nothing is known besides the bytes, and that is no error.
Outcome<Findings> ask_node(const Session& session, const SignedExtrinsic& extrinsic) {
  const Chain chain = DESCENT_TRY(session.chain());
  const auto newest = chain.head();
  if (!newest && newest.error().exit == Exit::NoConnection)
    return Findings{"unchecked", newest.error().message, {}, {}};
  if (!newest) return newest.error();
  const auto checked = check_signature(chain, session.words(), extrinsic, *newest);
  Findings out = found(DESCENT_TRY(checked));
  out.fee = fee_of(chain, extrinsic);
  return out;
}

Outcome<Findings> ask_context(const std::string& file, const SignedExtrinsic& extrinsic) {
  const Bytes text = DESCENT_TRY(read_file(file, kContextBytesMax));
  const auto context = DESCENT_TRY(context_from(as_text(text)));
  const bool of_context = extrinsic.signature.era() == context.era();
  if (!of_context || !is_right(extrinsic, context.implicit())) return found({Verdict::Wrong, {}});
  Checked out;
  if (context.period != 0) out.death = extrinsic.signature.era().death(context.birth.number);
  return found(out);
}

void show(const Session& session, const SignedExtrinsic& extrinsic, const Findings& findings) {
  Sheet sheet = extrinsic_sheet(session.words(), extrinsic.bytes);
  auto json = extrinsic_json(session.words(), extrinsic.bytes);
  json["signature"] = findings.signature;
  sheet.add("signature", findings.signature + (findings.why.empty() ? "" : ": " + findings.why));
  if (findings.death) {
    json["validUntil"] = *findings.death - 1;
    sheet.add("valid until", "block " + std::to_string(*findings.death - 1));
  }
  if (findings.fee) {
    json["fee"] = to_string(*findings.fee);
    sheet.add("fee", in_grad(*findings.fee));
  }
  session.show(json, sheet.text());
}

Outcome<> inspect(const Session& session, const Options& options) {
  bool good = true;
  for (const auto& one : DESCENT_TRY(extrinsics_named(session.words(), options.extrinsic))) {
    const auto findings = DESCENT_TRY(options.offline.empty() ? ask_node(session, one)
                                                              : ask_context(options.offline, one));
    show(session, one, findings);
    good = good && (findings.signature == "right" || findings.signature == "unchecked");
  }
  if (good) return {};
  return refused("the chain would not take it: sign it again with a new `descent tx context`");
}

}  // namespace

Rows command::tx_inspect() {
  return {
      {"tx", "inspect", "Say what a signed extrinsic does, and whether its signature is right",
       "  descent tx inspect signed.hex\n"
       "  descent tx inspect 0x45028400... --json\n"
       "  descent tx inspect signed.hex --offline context.json\n"
       "Without a node or a context, the signature is not checked.",
       [](Arguments& arguments) -> Action {
         auto options = shared_options<Options>();
         arguments
             .add_option("extrinsic", options->extrinsic,
                         "What --sign-only or --offline printed: hex, or a file")
             .is(ValueKind::File)
             .required();
         arguments
             .add_option("--offline", options->offline,
                         "Check it by a file of `descent tx context`, without a node")
             .is(ValueKind::File);
         return [options](Session& session) { return inspect(session, *options); };
       }},
  };
}

}  // namespace descent::cli
