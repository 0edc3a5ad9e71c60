#pragma once
// The one question the runtime asks of cryptography.
#include "runtime/primitives/address.hpp"

namespace descent::crypto {

/// True if `signer` signed exactly `message`, by the rule of the signature's kind.
bool verify(const MultiSignature& signature, View message, const AccountId& signer) noexcept;

}  // namespace descent::crypto
