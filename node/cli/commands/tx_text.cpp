#include "node/cli/commands/tx_text.hpp"

#include <boost/json/parse.hpp>

#include "node/cli/files.hpp"
#include "node/cli/runtime_model.hpp"
#include "node/cli/state_at.hpp"
#include "node/cli/to_json.hpp"
#include "runtime/crypto/signature.hpp"

namespace descent::cli {
namespace {

constexpr std::size_t kFileBytesMax = std::size_t{256} << 20;
constexpr std::uint64_t kErasTried = 16;  ///< that are over, to tell an old one from a wrong one

/// The hex in a line: itself, or "extrinsic" of an object.
std::string hex_in(std::string_view line) {
  boost::json::error_code error;
  const auto json = line.starts_with('{') ? boost::json::parse(line, error) : boost::json::value{};
  const auto* object = json.if_object();
  const auto* hex = object == nullptr ? nullptr : object->if_contains("extrinsic");
  return hex != nullptr && hex->is_string() ? std::string{hex->as_string()} : std::string{line};
}

Outcome<std::vector<SignedExtrinsic>> extrinsics_in(const RuntimeWords& words,
                                                    std::string_view text) {
  std::vector<SignedExtrinsic> out;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty()) continue;
    auto extrinsic = extrinsic_from(words, hex_in(line));
    if (!extrinsic)
      return misused("line " + std::to_string(number) + ": " + extrinsic.error().message);
    out.push_back(*std::move(extrinsic));
  }
  if (out.empty()) return misused("there is no extrinsic in it; --sign-only prints one");
  return out;
}

Failure wrong_signature(const Chain& chain) {
  return refused("the signature is not right for the chain at " + chain.client().url() +
                 ": it was signed for another chain or other rules, or altered since; make a "
                 "context there with `descent tx context`, and sign again");
}

Failure expired(std::uint64_t death, BlockNumber newest) {
  return refused("it could be in blocks before " + std::to_string(death) +
                 ", and the chain is at " + std::to_string(newest) +
                 ": sign again with a new context, for longer with --period");
}

}  // namespace

Outcome<std::vector<SignedExtrinsic>> extrinsics_named(const RuntimeWords& words,
                                                       const std::string& hex_or_file) {
  if (hex_or_file.starts_with("0x"))
    return std::vector{DESCENT_TRY(extrinsic_from(words, hex_or_file))};
  const auto file = read_file(hex_or_file, kFileBytesMax);
  if (!file) return misused("neither hex that begins with 0x, nor a file: " + file.error().message);
  return extrinsics_in(words, as_text(*file));
}

bool is_right(const SignedExtrinsic& extrinsic, const frame::Implicit& implicit) {
  const auto& signature = extrinsic.signature;
  const Bytes payload = frame::signing_payload(extrinsic.call, signature.extra, implicit);
  return crypto::verify(signature.signature, payload, extrinsic.signer);
}

Outcome<Checked> check_signature(const Chain& chain, const RuntimeWords& words,
                                 const SignedExtrinsic& extrinsic, const BlockRef& newest) {
  const auto versions = DESCENT_TRY(chain.versions());
  DESCENT_TRY(check_version(words, versions));
  const Hash genesis = DESCENT_TRY(chain.hash_of(0));
  frame::Implicit implicit{versions.spec_version, versions.transaction_version, genesis, genesis};
  const frame::Era& era = extrinsic.signature.era();
  if (era.is_immortal())
    return Checked{is_right(extrinsic, implicit) ? Verdict::Right : Verdict::Wrong, {}};
  const std::uint64_t current = era.birth(std::uint64_t{newest.number} + 1);
  for (std::uint64_t over = 0; over <= kErasTried; ++over) {
    if (over * era.period() > current) break;
    const std::uint64_t birth = current - over * era.period();
    if (birth > newest.number) continue;
    implicit.birth_hash = DESCENT_TRY(chain.hash_of(static_cast<BlockNumber>(birth)));
    if (is_right(extrinsic, implicit))
      return Checked{over == 0 ? Verdict::Right : Verdict::Expired, birth + era.period()};
  }
  return Checked{Verdict::Wrong, {}};
}

Outcome<> check_acceptable(const Session& session, const Chain& chain,
                           const SignedExtrinsic& extrinsic, const BlockRef& newest) {
  const auto checked = DESCENT_TRY(check_signature(chain, session.words(), extrinsic, newest));
  if (checked.verdict == Verdict::Wrong) return wrong_signature(chain);
  if (checked.verdict == Verdict::Expired) return expired(*checked.death, newest.number);
  const StateAt state{chain, newest.hash};
  const auto& accounts = session.words().model().runtime.system.account;
  const auto info = DESCENT_TRY(state.get(accounts, extrinsic.signer));
  const Nonce nonce = extrinsic.signature.nonce();
  const std::string who = address_of(extrinsic.signer);
  if (nonce < info.nonce)
    return refused("its nonce " + std::to_string(nonce) + " is used: the next of " + who + " is " +
                   std::to_string(info.nonce) +
                   ". Was it sent before? Otherwise sign again with a new context");
  const Nonce next = std::max(info.nonce, DESCENT_TRY(chain.next_nonce(extrinsic.signer)));
  if (nonce > next)
    return refused("its nonce " + std::to_string(nonce) + " is too early: the next of " + who +
                   " is " + std::to_string(next) + "; send what comes before it first");
  return {};
}

}  // namespace descent::cli
