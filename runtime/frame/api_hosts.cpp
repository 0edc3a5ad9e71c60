#include "runtime/frame/api_hosts.hpp"

#include "runtime/crypto/signature.hpp"

namespace descent::frame {

RuntimeVersion CoreHost::query(const Api::version&) const { return rules_.version(); }

OpaqueMetadata MetadataHost::query(const Api::metadata&) const { return {*rules_.metadata(14)}; }

std::optional<OpaqueMetadata> MetadataHost::query(const Api::metadata_at_version& question) const {
  const Bytes* found = rules_.metadata(question.version);
  if (found == nullptr) return std::nullopt;
  return OpaqueMetadata{*found};
}

std::vector<std::uint32_t> MetadataHost::query(const Api::metadata_versions&) const {
  return {14, 15};
}

Validity<ValidTransaction> TransactionQueueHost::query(const Api::validate_transaction& question) {
  execution_.initialize({});  // it is asked of a state, and answers for the block after it
  const auto check = DESCENT_TRY(execution_.signature_of(question.tx.bytes));
  if (check && !crypto::verify(check->signature, check->message, check->signer)) {
    return TransactionValidityError{InvalidTransaction{invalid::BadProof{}}};
  }
  return execution_.validate(question.tx.bytes);
}

}  // namespace descent::frame
