#include "node/cli/extrinsic_text.hpp"

#include <boost/json/serialize.hpp>

#include "node/cli/runtime_model.hpp"
#include "node/cli/to_json.hpp"

namespace descent::cli {
namespace {

constexpr std::size_t kShownMost = 200;  ///< characters of a value

std::string text_of(const boost::json::value& value) {
  std::string out = value.is_string() ? std::string{value.as_string()} : serialize(value);
  if (out.size() <= kShownMost) return out;
  const std::string all = std::to_string(out.size());
  return out.substr(0, kShownMost) + "... (" + all + " characters)";
}

Failure bad_extrinsic(std::string_view why) {
  return misused("this is no extrinsic that can be sent: " + std::string{why});
}

/// errors  Usage: it does not begin with the length of what is behind it
Outcome<Bytes> unframed(View framed) {
  auto out = scale::decoded<Bytes>(framed);
  if (!out)
    return bad_extrinsic(
        "it does not begin with its own length, or is cut off; take all of what --sign-only "
        "printed");
  return *std::move(out);
}

}  // namespace

std::size_t extrinsic_bytes_max(const RuntimeWords& words) {
  return words.model().runtime.system.config.block_length.max.normal;
}

std::string extrinsic_hex(View bytes) {
  return to_0x(scale::encoded(Bytes{bytes.begin(), bytes.end()}));
}

Outcome<SignedExtrinsic> extrinsic_from(const RuntimeWords& words, std::string_view hex) {
  const std::size_t most = extrinsic_bytes_max(words);
  if (hex.size() / 2 > most + sizeof(std::uint64_t))
    return bad_extrinsic("it is longer than " + std::to_string(most) +
                         " bytes, which is what a block has room for");
  const auto framed = from_hex(hex);
  if (!framed || framed->empty())
    return bad_extrinsic("it is not hex (0x and an even number of digits)");
  SignedExtrinsic out;
  out.bytes = DESCENT_TRY(unframed(*framed));
  const auto decoded = frame::decode_extrinsic(out.bytes, words.model().calls);
  if (!decoded)
    return bad_extrinsic("this program's rules cannot read it (" +
                         std::string{scale::describe(decoded.error())} +
                         "); use the `descent` of the version that signed it");
  if (!decoded->signature) return bad_extrinsic("nobody has signed it");
  const auto* id = std::get_if<multi_address::Id>(&decoded->signature->address);
  if (id == nullptr) return bad_extrinsic("its signer is not named by an account");
  out.signature = *decoded->signature;
  out.call = decoded->call;
  out.signer = id->value;
  return out;
}

Sheet extrinsic_sheet(const RuntimeWords& words, View bytes) {
  const auto json = words.extrinsic(bytes, Audience::Person).as_object();
  Sheet out;
  for (const auto* name : {"signer", "nonce", "tip", "era"})
    if (const auto* value = json.if_contains(name)) out.add(name, text_of(*value));
  if (const auto* call = json.at("call").if_object()) {
    out.add("call", text_of(call->at("module")) + "." + text_of(call->at("call")));
    for (const auto& [name, value] : call->at("arguments").as_object())
      out.add("  " + std::string{name}, text_of(value));
  }
  out.add("hash", text_of(json.at("hash")));
  return out;
}

boost::json::object extrinsic_json(const RuntimeWords& words, View bytes) {
  auto out = words.extrinsic(bytes, Audience::Program).as_object();
  out["extrinsic"] = extrinsic_hex(bytes);
  return out;
}

}  // namespace descent::cli
