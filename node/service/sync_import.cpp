#include "node/service/sync_import.hpp"

#include "node/service/sync_bytes.hpp"
#include "runtime/primitives/assert.hpp"

namespace descent::service {

gossip::CommitFound commit_of(const network::Sync::Ready& block) {
  auto certificate = scale::decoded<consensus::CommitCertificate>(block.certificate);
  auto header = decode_header(block.header);
  auto body = decode_body(block.body);
  DESCENT_ASSERT(certificate && header && body);  // they were verified
  return {*std::move(certificate), {*std::move(header), *std::move(body)}};
}

}  // namespace descent::service
