#include "node/keystore/fresh.hpp"

#include <sodium/core.h>
#include <sodium/randombytes.h>

namespace descent::keystore {

Kept<> fill_random(std::span<std::uint8_t> out) {
  if (sodium_init() < 0)
    return Error{ErrorKind::Io, "the system's random generator does not answer; try again later"};
  randombytes_buf(out.data(), out.size());
  return {};
}

Kept<crypto::Entropy> fresh_entropy(std::size_t words) {
  if (!crypto::is_word_count(words))
    return Error{ErrorKind::BadKey, std::string{describe(crypto::KeyError::WordCount)}};
  crypto::Entropy out;
  out.size = words * 4 / 3;
  DESCENT_TRY(fill_random(std::span{out.bytes}.first(out.size)));
  return out;
}

}  // namespace descent::keystore
