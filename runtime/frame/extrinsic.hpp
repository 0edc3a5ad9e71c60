#pragma once
/// # Extrinsic
/// What enters a block from outside: a call, and for a transaction who signed it and how it pays.
/// source  polkadot-sdk, sp_runtime::generic::UncheckedExtrinsic, version 4
#include "runtime/frame/call.hpp"
#include "runtime/frame/era.hpp"
#include "runtime/frame/validity.hpp"
#include "runtime/primitives/address.hpp"
#include "runtime/primitives/runtime_version.hpp"

namespace descent::frame {

// The eight extensions, in FRAME's order, which clients rely on. What a struct holds is what the
// extrinsic carries; what is signed besides is `Implicit`.

struct CheckNonZeroSender {
  static constexpr std::string_view type_path =
      "frame_system::extensions::check_non_zero_sender::CheckNonZeroSender";
  using Implicit = std::tuple<>;
  DESCENT_FIELDS()
};
struct CheckSpecVersion {
  static constexpr std::string_view type_path =
      "frame_system::extensions::check_spec_version::CheckSpecVersion";
  using Implicit = std::uint32_t;
  DESCENT_FIELDS()
};
struct CheckTxVersion {
  static constexpr std::string_view type_path =
      "frame_system::extensions::check_tx_version::CheckTxVersion";
  using Implicit = std::uint32_t;
  DESCENT_FIELDS()
};
struct CheckGenesis {
  static constexpr std::string_view type_path =
      "frame_system::extensions::check_genesis::CheckGenesis";
  using Implicit = Hash;
  DESCENT_FIELDS()
};
struct CheckMortality {
  static constexpr std::string_view type_path =
      "frame_system::extensions::check_mortality::CheckMortality";
  static constexpr bool unnamed = true;
  using Implicit = Hash;
  Era era;
  DESCENT_FIELDS(era)
};
struct CheckNonce {
  static constexpr std::string_view type_path = "frame_system::extensions::check_nonce::CheckNonce";
  static constexpr bool unnamed = true;
  using Implicit = std::tuple<>;
  Compact<Nonce> nonce{};
  DESCENT_FIELDS(nonce)
};
struct CheckWeight {
  static constexpr std::string_view type_path =
      "frame_system::extensions::check_weight::CheckWeight";
  using Implicit = std::tuple<>;
  DESCENT_FIELDS()
};
struct ChargeTransactionPayment {
  static constexpr std::string_view type_path =
      "pallet_transaction_payment::ChargeTransactionPayment";
  static constexpr bool unnamed = true;
  using Implicit = std::tuple<>;
  Compact<Balance> tip{};
  DESCENT_FIELDS(tip)
};

using Extra = std::tuple<CheckNonZeroSender, CheckSpecVersion, CheckTxVersion, CheckGenesis,
                         CheckMortality, CheckNonce, CheckWeight, ChargeTransactionPayment>;

struct Signature {
  MultiAddress address;
  MultiSignature signature;
  Extra extra;
  DESCENT_FIELDS(address, signature, extra)

  const Era& era() const { return std::get<CheckMortality>(extra).era; }
  Nonce nonce() const { return std::get<CheckNonce>(extra).nonce; }
  Balance tip() const { return std::get<ChargeTransactionPayment>(extra).tip; }
};

struct Extrinsic {
  std::optional<Signature> signature;  ///< nullopt: an inherent
  RuntimeCall call;
};

/// Reads the bytes of an extrinsic, without the length in front.
/// errors  any malformation; UnknownVariant for another version than 4
Expected<Extrinsic, scale::Error> decode_extrinsic(View bytes, const scale::NestedCodec& calls);

/// The bytes of `extrinsic`, without the length in front.
Bytes encode_extrinsic(const Extrinsic& extrinsic);

/// What is signed besides the call and the extra: what pins a signature to this chain.
struct Implicit {
  std::uint32_t spec_version{};
  std::uint32_t transaction_version{};
  Hash genesis_hash;
  Hash birth_hash;  ///< of the block an era begins at; the genesis hash if immortal
};

/// The message a signer signs: call ++ extra ++ implicits, hashed when above 256 bytes.
Bytes signing_payload(const RuntimeCall& call, const Extra& extra, const Implicit& implicit);

/// BLAKE2b-256 of the extrinsic with its length in front: how clients name it.
Hash extrinsic_hash(View bytes);

/// One signature to be checked, by whoever has threads for it.
struct SignatureCheck {
  AccountId signer;
  MultiSignature signature;
  Bytes message;
};

/// SCALE of an extrinsic inside an argument of a runtime API: opaque bytes to the codec, the
/// runtime's extrinsic type to wallets.
struct OpaqueExtrinsic {
  Bytes bytes;
};

/// An event with its place, as System.Events holds it. Records are written as bytes by the frame.
struct RuntimeEvent {
  static constexpr bool forwarded = true;
  Bytes bytes;
};
struct EventRecord {
  static constexpr std::string_view type_path = "frame_system::EventRecord";
  Phase phase;
  RuntimeEvent event;
  std::vector<Hash> topics;
  DESCENT_FIELDS(phase, event, topics)
};

}  // namespace descent::frame

template <>
struct descent::scale::Codec<descent::frame::OpaqueExtrinsic> {
  static void encode(Bytes& out, const frame::OpaqueExtrinsic& x) { scale::encode(out, x.bytes); }
  static void decode(Reader& in, frame::OpaqueExtrinsic& x) { scale::decode(in, x.bytes); }
};
template <>
struct descent::scale::Codec<descent::frame::RuntimeEvent> {
  static void encode(Bytes& out, const frame::RuntimeEvent& event) { append(out, event.bytes); }
};
