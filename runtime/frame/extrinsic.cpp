#include "runtime/frame/extrinsic.hpp"

#include "runtime/crypto/hash.hpp"

namespace descent::frame {
namespace {

// source  wire: the low six bits are the version, the high two the kind.
constexpr std::uint8_t kBare = 0x04;
constexpr std::uint8_t kSigned = 0x84;
constexpr std::size_t kPayloadMax = 256;  ///< bytes signed as they are; above, their hash is

}  // namespace

Expected<Extrinsic, scale::Error> decode_extrinsic(View bytes, const scale::NestedCodec& calls) {
  scale::Reader in{bytes, &calls};
  Extrinsic out;
  const auto version = in.byte();
  if (version == kSigned)
    scale::decode(in, out.signature.emplace());
  else if (version != kBare)
    in.fail(scale::Error::UnknownVariant);
  scale::decode(in, out.call);
  if (!in.done()) return in.error();
  return out;
}

Bytes encode_extrinsic(const Extrinsic& extrinsic) {
  Bytes out{extrinsic.signature ? kSigned : kBare};
  if (extrinsic.signature) scale::encode(out, *extrinsic.signature);
  scale::encode(out, extrinsic.call);
  return out;
}

Bytes signing_payload(const RuntimeCall& call, const Extra& extra, const Implicit& implicit) {
  Bytes out = call.bytes;
  scale::encode(out, extra);
  scale::encode(out, implicit.spec_version);
  scale::encode(out, implicit.transaction_version);
  scale::encode(out, implicit.genesis_hash);
  scale::encode(out, implicit.birth_hash);
  if (out.size() <= kPayloadMax) return out;
  const Hash hash = crypto::blake2b_256(out);
  return {hash.bytes.begin(), hash.bytes.end()};
}

Hash extrinsic_hash(View bytes) {
  Bytes out;
  scale::encode_compact(out, bytes.size());
  append(out, bytes);
  return crypto::blake2b_256(out);
}

}  // namespace descent::frame
