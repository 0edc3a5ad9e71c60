#pragma once
// What validators tell each other. To the network it is opaque bytes; consensus reads it as SCALE,
// so that no two libraries can read it differently.
#include "runtime/primitives/certificate.hpp"
#include "runtime/primitives/header.hpp"

namespace descent::service::gossip {

/// Of any kind but a proposal.
struct Said {
  consensus::Vote vote;
  DESCENT_FIELDS(vote)
};
/// A proposal comes with its block: there is nothing to do about it without.
struct Proposed {
  consensus::Vote vote;
  Block block;
  DESCENT_FIELDS(vote, block)
};
/// Asks for a block that others vote on.
struct BlockWanted {
  Hash block;
  DESCENT_FIELDS(block)
};
struct BlockFound {
  Block block;
  DESCENT_FIELDS(block)
};
/// Asks for what was decided at a height.
struct CommitWanted {
  BlockNumber number{};
  DESCENT_FIELDS(number)
};
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

struct Message
    : std::variant<Said, Proposed, BlockWanted, BlockFound, CommitWanted, CommitFound, Caught> {
  using Cases = variant;
  using variant::variant;
};

/// A block of the greatest length, and the certificate of the greatest set.
inline constexpr std::size_t kMessageBytesMax = std::size_t{6} << 20;

/// True if the bytes are a question, which two may ask in the same words. They need not decode.
bool is_question(View bytes);

/// errors  longer than kMessageBytesMax; more extrinsics, or items of a digest, than so many bytes
/// can be, found before memory is taken for them; not the encoding of one message
Expected<Message, scale::Error> decode(View bytes);

}  // namespace descent::service::gossip
