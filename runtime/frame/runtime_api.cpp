#include "runtime/frame/runtime_api.hpp"

#include "runtime/crypto/hash.hpp"

namespace descent::frame {

std::array<std::uint8_t, 8> api_id(std::string_view name) {
  return crypto::blake2b_64(as_view(name));
}

}  // namespace descent::frame
