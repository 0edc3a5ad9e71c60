#include "runtime/crypto/key_error.hpp"

#include "runtime/primitives/assert.hpp"

namespace descent::crypto {

std::string_view describe(KeyError error) {
  switch (error) {
    case KeyError::TooLong: return "the secret is longer than 1024 characters";
    case KeyError::BadSeed: return "a seed is 0x and 64 hexadecimal digits";
    case KeyError::SeedOutOfRange: return "the seed is no secp256k1 key: take another one";
    case KeyError::EmptyJunction: return "a junction has no name: write //Alice, or /Alice";
    case KeyError::WordCount: return "a recovery phrase has 12, 15, 18, 21 or 24 words";
    case KeyError::UnknownWord:
      return "a word of the recovery phrase is not in BIP39's English list: look for a slip of the "
             "pen; words are in lower case";
    case KeyError::BadChecksum:
      return "the recovery phrase does not fit its checksum: a word is wrong, or two are swapped";
    case KeyError::SeedWithPassword:
      return "a seed takes no password, only a phrase does: leave ///password out";
    case KeyError::UnsupportedSoft:
      return "only sr25519 has soft junctions (/name): use a hard one (//name)";
    case KeyError::BadSecret: return "the bytes are no secret key of this scheme";
  }
  DESCENT_ASSERT(false);
  return {};
}

}  // namespace descent::crypto
