#include "network/protocols/kind.hpp"

#include "runtime/scale/hex.hpp"

namespace descent::network {

std::string protocol_of(Kind kind, const Hash& genesis) {
  return "/descent/" + to_hex(View{genesis.bytes}.first(4)) + "/" +
         std::string{limits_of(kind).name} + "/1";
}

std::optional<Kind> kind_of(std::string_view protocol, const Hash& genesis) {
  for (std::size_t i = 0; i < kKinds; ++i)
    if (protocol == protocol_of(static_cast<Kind>(i), genesis)) return static_cast<Kind>(i);
  return std::nullopt;
}

std::vector<std::string> protocols_of(const Hash& genesis) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < kKinds; ++i)
    out.push_back(protocol_of(static_cast<Kind>(i), genesis));
  return out;
}

}  // namespace descent::network
