#pragma once
/// # Conduct
/// What a peer did, good or bad, and how much it weighs. A peer whose sum falls to kBanned is
/// disconnected and banned for a time; what it does well makes up for little mistakes only.
#include <array>
#include <cstdint>
#include <string_view>

#include "network/protocols/conversation.hpp"

namespace descent::network {

enum class Conduct : std::uint8_t {
  // What the peer served is wrong, and it could have known.
  BadTransaction,       ///< does not decode, or is not signed
  BadBlock,             ///< a body or header that is not what its certificate says
  BadCertificate,       ///< does not prove what it is served for
  BadConsensusMessage,  ///< does not decode, or its signature is not the one it names
  BadAnnounce,          ///< a header that does not decode or cannot be
  BadBlob,              ///< a chunk that is not of the hash it was asked by
  // It wastes our time.
  Duplicate,  ///< the same from the same peer; the same from two is how gossip works
  Unasked,    ///< an answer nobody asked for
  TooSlow,    ///< no answer in time
  Refused,    ///< announced something, and did not have it
  // It breaks the protocol: the faults of a conversation.
  WrongChain,
  NoHandshake,
  OutOfTurn,
  TooLarge,
  TooFast,
  BadMessage,
  // Of an address: a peer that connected from there was banned.
  HarbouredBanned,
  // It was of use.
  UsefulBlock,
  UsefulTransaction,
  UsefulConsensusMessage,
  UsefulBlob,
};
inline constexpr std::size_t kConducts = 21;

struct ConductRow {
  Conduct conduct;
  std::int32_t weight;     ///< added to the peer's reputation
  std::string_view words;  ///< for people: "the peer ..."
};

inline constexpr std::int32_t kBanned = -1'000;  ///< a reputation this low ends in a ban
inline constexpr std::int32_t kBest = 500;       ///< no reputation is higher

/// By Conduct.
inline constexpr std::array<ConductRow, kConducts> kConductTable{{
    {Conduct::BadTransaction, -50, "sent a transaction that cannot be"},
    {Conduct::BadBlock, -400, "sent a wrong block"},
    {Conduct::BadCertificate, -1'000, "sent a certificate that proves nothing"},
    {Conduct::BadConsensusMessage, -200, "sent a consensus message that cannot be"},
    {Conduct::BadAnnounce, -200, "announced a block that cannot be"},
    {Conduct::BadBlob, -400, "sent another chunk than was asked for"},
    {Conduct::Duplicate, -1, "said the same twice"},
    {Conduct::Unasked, -20, "answered what was not asked"},
    {Conduct::TooSlow, -50, "did not answer in time"},
    {Conduct::Refused, -10, "does not have what it announced"},
    {Conduct::WrongChain, -1'000, "is of another chain"},
    {Conduct::NoHandshake, -400, "sent no handshake"},
    {Conduct::OutOfTurn, -1'000, "sent a second handshake"},
    {Conduct::TooLarge, -1'000, "sent a message that is too large"},
    {Conduct::TooFast, -1'000, "sends too many messages"},
    {Conduct::BadMessage, -1'000, "sent bytes that are no message"},
    {Conduct::HarbouredBanned, -400, "connected from where others were banned"},
    {Conduct::UsefulBlock, 20, "sent a block of use"},
    {Conduct::UsefulTransaction, 1, "sent a transaction of use"},
    {Conduct::UsefulConsensusMessage, 1, "sent a consensus message of use"},
    {Conduct::UsefulBlob, 5, "sent a chunk of use"},
}};

constexpr const ConductRow& row_of(Conduct conduct) {
  return kConductTable[static_cast<std::size_t>(conduct)];
}

Conduct conduct_of(Fault fault);

}  // namespace descent::network
