#pragma once
// What a validator says about a block, the bytes it signs for it, and the proof that it said two
// things.
// source  arXiv 1807.04938, "The latest gossip on BFT consensus", algorithm 1
#include "runtime/primitives/authority.hpp"

namespace descent::consensus {

using Round = std::uint32_t;                     ///< an attempt at a height, from 0
using Signature = std::array<std::uint8_t, 64>;  ///< ed25519
using VoteDomain = std::array<std::uint8_t, 16>;

/// The order is that in which an honest validator speaks within a round.
enum class VoteKind : std::uint8_t { Proposal, Prevote, Precommit, kCount };

/// Begins every message a session key signs as a vote. No extrinsic has these bytes: its first is
/// the index of a pallet, and none has the index 255.
inline constexpr VoteDomain kVoteDomain{0xff, 'd', 'e', 's', 'c', 'e', 'n', 't',
                                        ' ',  'v', 'o', 't', 'e', ' ', '0', '1'};

/// Its SCALE encoding is what is signed. Whatever changes the meaning is in it: the chain by its
/// genesis, the height, the round, the kind, the block.
struct SignBytes {
  VoteDomain domain = kVoteDomain;
  Hash genesis;
  BlockNumber number{};
  Round round{};
  VoteKind kind{};
  std::optional<Hash> block;         ///< none: "nothing in this round"
  std::optional<Round> valid_round;  ///< of a proposal: the round in which the block had a quorum
  DESCENT_FIELDS(domain, genesis, number, round, kind, block, valid_round)
  friend bool operator==(const SignBytes&, const SignBytes&) = default;
};

struct Vote {
  BlockNumber number{};
  Round round{};
  VoteKind kind{};
  std::optional<Hash> block;
  std::optional<Round> valid_round;
  AuthorityId validator;
  Signature signature{};
  DESCENT_FIELDS(number, round, kind, block, valid_round, validator, signature)
  friend auto operator<=>(const Vote&, const Vote&) = default;
};

/// True if an honest validator could say it: a proposal has a block, and a valid round before its
/// own if any; the other kinds have no valid round.
bool is_well_formed(const Vote& vote);

/// What `vote.validator` signed on the chain that began with `genesis`.
SignBytes sign_bytes(const Hash& genesis, const Vote& vote);

/// Two votes of one validator that contradict each other. The pair has one encoding for given
/// votes; a liar may sign each of them many times, so what was punished is remembered by
/// (validator, number, round, kind), not by the bytes of the evidence.
struct Equivocation {
  Vote first;
  Vote second;  ///< its block is the greater one; none is the smallest
  DESCENT_FIELDS(first, second)
  friend auto operator<=>(const Equivocation&, const Equivocation&) = default;
};

/// True if both are well formed, of the same validator, number, round and kind, and `first.block`
/// is less than `second.block`. The signatures are for the caller to check.
bool is_equivocation(const Vote& first, const Vote& second);

/// The evidence two votes make, in its canonical order; none if they do not contradict each other.
std::optional<Equivocation> equivocation_of(const Vote& a, const Vote& b);

}  // namespace descent::consensus
