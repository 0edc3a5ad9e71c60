#include "modules/preimage/types.hpp"

#include "runtime/crypto/hash.hpp"

namespace descent::modules::preimage {

std::optional<Hash> BoundedCall::lookup_hash() const {
  if (const auto* lookup = std::get_if<bounded_call::Lookup>(this)) return lookup->hash;
  if (const auto* legacy = std::get_if<bounded_call::Legacy>(this)) return legacy->hash;
  return std::nullopt;
}

std::uint32_t BoundedCall::lookup_len() const {
  if (const auto* lookup = std::get_if<bounded_call::Lookup>(this)) return lookup->len;
  return std::holds_alternative<bounded_call::Legacy>(*this) ? kSizeMax : 0;
}

Hash BoundedCall::hash() const {
  if (const auto* inlined = std::get_if<bounded_call::Inline>(this))
    return crypto::blake2b_256(inlined->call);
  return *lookup_hash();
}

}  // namespace descent::modules::preimage
