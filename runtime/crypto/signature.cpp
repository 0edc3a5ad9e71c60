#include "runtime/crypto/signature.hpp"

#include "runtime/crypto/ecdsa.hpp"
#include "runtime/crypto/ed25519.hpp"
#include "runtime/crypto/sr25519.hpp"

namespace descent::crypto {
namespace {

struct Check {
  View message;
  const AccountId& signer;

  bool operator()(const multi_signature::Ed25519& signature) const {
    return ed25519::verify(signature.value, message, signer.id);
  }
  bool operator()(const multi_signature::Sr25519& signature) const {
    return sr25519::verify(signature.value, message, signer.id);
  }
  bool operator()(const multi_signature::Ecdsa& signature) const {
    const auto key = ecdsa::recover(signature.value, message);
    return key && ecdsa::account_of(*key) == signer;
  }
};

}  // namespace

bool verify(const MultiSignature& signature, View message, const AccountId& signer) noexcept {
  return std::visit(Check{message, signer}, static_cast<const MultiSignature::Cases&>(signature));
}

}  // namespace descent::crypto
