#pragma once
// What validators tell each other. To the network it is opaque bytes; consensus reads it as SCALE,
// so that no two libraries can read it differently.
#include "runtime/primitives/certificate.hpp"
#include "runtime/primitives/header.hpp"

namespace descent::service::gossip {

/// The most bytes of a block's extrinsics together, as the chain has it.
inline constexpr std::size_t kBodyBytesMax = std::size_t{5} << 20;
/// The most names in a sketch: as many transactions as a pool has.
inline constexpr std::size_t kNamesMost = 8'192;

/// A transaction by the beginning of its hash. To find two that agree in it takes 2^64 attempts,
/// and whoever has them makes others ask for a block part by part.
struct Name {
  std::array<std::uint8_t, 16> bytes{};
  DESCENT_FIELDS(bytes)
  friend auto operator<=>(const Name&, const Name&) = default;
};
/// An extrinsic that the other side is not likely to have.
struct Whole {
  Bytes bytes;
  DESCENT_FIELDS(bytes)
};
struct Part : std::variant<Name, Whole> {
  using Cases = variant;
  using variant::variant;
};
/// A block without what the other side has. A name stands in it once.
struct Sketch {
  Header header;
  std::vector<Part> parts;  ///< one for each extrinsic, in order
  DESCENT_FIELDS(header, parts)
};

/// Of any kind but a proposal.
struct Said {
  consensus::Vote vote;
  DESCENT_FIELDS(vote)
};
/// A proposal comes with its block: there is nothing to do about it without.
struct Proposed {
  consensus::Vote vote;
  Sketch sketch;
  DESCENT_FIELDS(vote, sketch)
};
/// Asks for a block that others vote on.
struct BlockWanted {
  Hash block;
  DESCENT_FIELDS(block)
};
struct BlockFound {
  Sketch sketch;
  DESCENT_FIELDS(sketch)
};
/// Asks for what was decided at a height.
struct CommitWanted {
  BlockNumber number{};
  DESCENT_FIELDS(number)
};
/// Whole: who is behind has no pool to rely on.
struct CommitFound {
  consensus::CommitCertificate certificate;
  Block block;
  DESCENT_FIELDS(certificate, block)
};

/// Two votes that contradict each other.
struct Caught {
  consensus::Equivocation evidence;
  DESCENT_FIELDS(evidence)
};

/// Asks whoever sent a sketch for the extrinsics at these places, which ascend; kNamesMost at most.
struct PartsWanted {
  Hash block;
  std::vector<Compact<std::uint32_t>> places;
  DESCENT_FIELDS(block, places)
};
struct PartsFound {
  Hash block;
  std::vector<Bytes> extrinsics;  ///< in the order of the places
  DESCENT_FIELDS(block, extrinsics)
};

struct Message : std::variant<Said, Proposed, BlockWanted, BlockFound, CommitWanted, CommitFound,
                              Caught, PartsWanted, PartsFound> {
  using Cases = variant;
  using variant::variant;
};

/// A block of the greatest length, and the certificate of the greatest set.
inline constexpr std::size_t kMessageBytesMax = std::size_t{6} << 20;

/// True if the bytes are a question, which two may ask in the same words. They need not decode.
bool is_question(View bytes);

/// True if the same bytes are news from somebody else: of a sketch its sender is asked for the
/// rest, and parts complete the sketch of their sender. They need not decode.
bool is_of_its_sender(View bytes);

/// errors  longer than kMessageBytesMax; more extrinsics, names or items of a digest than so many
///         bytes can be, found before memory is taken for them; places that do not ascend, a name
///         that stands twice; not the encoding of one message
Expected<Message, scale::Error> decode(View bytes);

}  // namespace descent::service::gossip
