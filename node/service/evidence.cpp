#include "node/service/evidence.hpp"

#include "chain-spec/descent_runtime.hpp"
#include "runtime/crypto/signature.hpp"

namespace descent::service {
namespace {

using modules::Offences;

bool is_signed(const consensus::Vote& vote, const Hash& genesis) {
  const MultiSignature signature{multi_signature::Ed25519{vote.signature}};
  return crypto::verify(signature, scale::encoded(sign_bytes(genesis, vote)),
                        AccountId{vote.validator.key});
}

bool would_be_punished(frame::Execution& execution, const consensus::Equivocation& evidence) {
  const auto answer = execution.call("OffencesApi_check_equivocation", scale::encoded(evidence));
  if (!answer) return false;
  const auto result = scale::decoded<Result<>>(*answer);
  return result && *result;
}

Bytes report_of(const consensus::Equivocation& evidence) {
  const Offences::report_equivocation_unsigned call{evidence};
  frame::RuntimeCall out{{chain_spec::kOffences, call.meta.index}};
  scale::encode(out.bytes, call);
  return frame::encode_extrinsic({std::nullopt, std::move(out)});
}

}  // namespace

bool Evidence::add(const consensus::Equivocation& evidence, const Hash& genesis) {
  if (known_.size() >= kMost || known_.contains(evidence)) return false;
  if (!is_equivocation(evidence.first, evidence.second)) return false;
  if (!is_signed(evidence.first, genesis) || !is_signed(evidence.second, genesis)) return false;
  return known_.insert(evidence).second;
}

void Evidence::fill(frame::Execution& execution, std::vector<Bytes>& body) {
  std::erase_if(known_, [&](const auto& evidence) {
    if (!would_be_punished(execution, evidence)) return true;
    const Bytes report = report_of(evidence);
    if (execution.apply(report, true)) body.push_back(report);
    return false;  // until a block that has it is final
  });
}

}  // namespace descent::service
