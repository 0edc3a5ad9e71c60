#pragma once
// A block's header, whose BLAKE2b-256 is the block's hash.
// source  polkadot-sdk, substrate/primitives/runtime/src/generic/{header,digest}.rs
#include "runtime/primitives/types.hpp"

namespace descent {

using EngineId = std::array<std::uint8_t, 4>;  ///< four ASCII letters

namespace digest_item {

struct Other {
  static constexpr std::uint8_t variant_index = 0;
  static constexpr bool unnamed = true;
  Bytes data;
  DESCENT_FIELDS(data)
};
/// From the runtime to the engine.
struct Consensus {
  static constexpr std::uint8_t variant_index = 4;
  static constexpr bool unnamed = true;
  EngineId engine{};
  Bytes data;
  DESCENT_FIELDS(engine, data)
};
struct Seal {
  static constexpr std::uint8_t variant_index = 5;
  static constexpr bool unnamed = true;
  EngineId engine{};
  Bytes data;
  DESCENT_FIELDS(engine, data)
};
/// From the engine to the runtime.
struct PreRuntime {
  static constexpr std::uint8_t variant_index = 6;
  static constexpr bool unnamed = true;
  EngineId engine{};
  Bytes data;
  DESCENT_FIELDS(engine, data)
};
/// The next block runs on another runtime: clients fetch its metadata.
struct RuntimeEnvironmentUpdated {
  static constexpr std::uint8_t variant_index = 8;
  DESCENT_FIELDS()
};

}  // namespace digest_item

struct DigestItem : std::variant<digest_item::Other, digest_item::Consensus, digest_item::Seal,
                                 digest_item::PreRuntime, digest_item::RuntimeEnvironmentUpdated> {
  static constexpr std::string_view type_path = "sp_runtime::generic::digest::DigestItem";
  using Cases = variant;
  using variant::variant;
};

struct Digest {
  static constexpr std::string_view type_path = "sp_runtime::generic::digest::Digest";
  std::vector<DigestItem> logs;
  DESCENT_FIELDS(logs)
};

struct Header {
  static constexpr std::string_view type_path = "sp_runtime::generic::header::Header";
  Hash parent_hash;
  Compact<BlockNumber> number{};
  Hash state_root;
  Hash extrinsics_root;
  Digest digest;
  DESCENT_FIELDS(parent_hash, number, state_root, extrinsics_root, digest)
};

/// A header and its extrinsics, each in SCALE with its length in front.
struct Block {
  Header header;
  std::vector<Bytes> extrinsics;  ///< without the length: SCALE of Bytes puts it back
  DESCENT_FIELDS(header, extrinsics)
};

}  // namespace descent
