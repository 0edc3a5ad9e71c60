#include "runtime/crypto/secret.hpp"

#include <sodium/utils.h>

namespace descent::crypto {

void wipe(std::span<std::uint8_t> bytes) noexcept { sodium_memzero(bytes.data(), bytes.size()); }

}  // namespace descent::crypto
