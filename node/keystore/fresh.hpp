#pragma once
// Secrets from the system's random generator.
#include "node/keystore/error.hpp"
#include "runtime/crypto/mnemonic.hpp"

namespace descent::keystore {

/// errors  Io: the generator does not answer
Kept<> fill_random(std::span<std::uint8_t> out);

/// The entropy of a new recovery phrase.
/// errors  Io; BadKey: not 12, 15, 18, 21 or 24 words
Kept<crypto::Entropy> fresh_entropy(std::size_t words);

}  // namespace descent::keystore
