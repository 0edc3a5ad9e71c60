"""The defects: each is one that a real chain shipped, or one that this design is there to prevent.

A defect is a replacement of a text that occurs once in one source. It lives here and not in the sources, so
that nobody reads a wrong rule beside a right one, and no switch can turn it on in a node.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Defect:
    """One wrong line."""

    name: str
    what: str
    path: str
    before: str
    """Occurs once in the source."""
    after: str
    tests: tuple[str, ...]
    """The test programs that stand beside the source."""


BFT = ("test_consensus",)
PRIMITIVES = ("test_runtime_primitives",)
SERVICE = ("test_node_service",)
SYNC = ("test_network_sync",)
STORE = ("test_node_store",)
FRAME = ("test_runtime_frame",)

RULES = "consensus/bft/rules.cpp"
VOICE = "consensus/bft/voice.cpp"
INTAKE = "consensus/bft/intake.cpp"
VALIDATOR = "node/service/validator.cpp"
CERTIFICATE = "runtime/primitives/certificate.cpp"

DEFECTS = (
    # ---- Locking ----------------------------------------------------------------------------
    Defect(
        "no-locking-rule",
        "a fresh proposal is prevoted whatever we are locked on (L23)",
        RULES,
        "found == Verdict::Valid && (!state.locked || state.locked->block == block);",
        "found == Verdict::Valid;",
        BFT,
    ),
    Defect(
        "unlock-by-any-appeal",
        "a proposal that appeals to an older quorum than our lock frees us (L29)",
        RULES,
        "!state.locked || state.locked->round <= valid_round || state.locked->block == block;",
        "!state.locked || state.locked->round + 1 > 0;",
        BFT,
    ),
    Defect(
        "lock-not-taken",
        "a precommit locks on nothing (L38)",
        RULES,
        "    state.locked = Choice{*block, state.round};  // L38, L39\n",
        "",
        BFT,
    ),
    Defect(
        "lock-forgotten-on-restart",
        "what the log says we precommitted is not locked on again",
        VOICE,
        "  state.locked = state.valid = Choice{*vote.block, vote.round};\n",
        "",
        BFT,
    ),
    Defect(
        "valid-value-not-proposed",
        "a proposer forgets the block that had a quorum, and builds another (L16)",
        RULES,
        "  if (state.valid) {                                                              // L15",
        "  if (state.valid && state.round == UINT32_MAX) {",
        BFT,
    ),
    # ---- Counting ---------------------------------------------------------------------------
    Defect(
        "quorum-of-a-half",
        "half of the power is a quorum",
        "runtime/primitives/authority.cpp",
        "  return 3 * part > 2 * total;",
        "  return 2 * part >= total;",
        PRIMITIVES,
    ),
    Defect(
        "one-is-an-honest-part",
        "anybody alone moves us to a later round",
        "runtime/primitives/authority.cpp",
        "  return 3 * part > total;",
        "  return part > 0 && total > 0;",
        PRIMITIVES,
    ),
    Defect(
        "each-counts-for-one",
        "votes are counted by heads, not by power",
        "consensus/bft/vote_keeper.cpp",
        "    for (const auto& vote : said) tally[vote.block] += set[from].power;",
        "    for (const auto& vote : said) tally[vote.block] += from < set.size() ? 1 : 0;",
        BFT,
    ),
    Defect(
        "prevotes-decide",
        "a quorum of prevotes is as good as one of precommits (L49)",
        RULES,
        "    const auto block = block_of_quorum(state, round, VoteKind::Precommit);\n"
        "    if (block && decide_with",
        "    const auto block = block_of_quorum(state, round, VoteKind::Prevote);\n"
        "    if (block && decide_with",
        BFT,
    ),
    # ---- Rounds -----------------------------------------------------------------------------
    Defect(
        "no-round-skipping",
        "who is left behind by a round stays there (L55)",
        RULES,
        "    if (is_honest_part(state.votes.power_of_round(state.authorities, at->first), total)) {",
        "    if (total == 0) {",
        BFT,
    ),
    Defect(
        "timeouts-do-not-grow",
        "each round waits as long as the first",
        "consensus/bft/state.cpp",
        "saturating_mul(timing.growth_ms, round)",
        "saturating_mul(timing.growth_ms, 0 * round)",
        BFT,
    ),
    Defect(
        "anybody-proposes",
        "a proposal of whoever's turn it is not counts",
        INTAKE,
        "  return proposer(state.proposers, vote.round) == from;",
        "  return proposer(state.proposers, vote.round) == from || !state.authorities.empty();",
        BFT,
    ),
    Defect(
        "nothing-said-again",
        "what was lost on the way is never said again",
        "consensus/bft/height.cpp",
        "  say_again(state, out);\n",
        "",
        BFT,
    ),
    # ---- What is said -----------------------------------------------------------------------
    Defect(
        "said-before-durable",
        "a vote is signed before its record is on the disk",
        VOICE,
        "  state.unsigned_votes.push_back({sequence, vote, false});\n",
        "  state.unsigned_votes.push_back({sequence, vote, true});\n  out.push_back(effect::Sign{vote});\n",
        BFT,
    ),
    Defect(
        "speaks-twice",
        "a validator says a second thing in a place where it has spoken",
        VOICE,
        "  if (!state.self || (state.last && slot <= *state.last)) return;",
        "  if (!state.self) return;",
        BFT,
    ),
    Defect(
        "log-not-read",
        "a validator that comes back does not know what it said",
        VOICE,
        "    if (ours) recall_one(state, out, record);",
        "    if (ours && record.vote.number == 0) recall_one(state, out, record);",
        BFT,
    ),
    Defect(
        "record-not-synced",
        "the record of a vote is acknowledged before it is on the disk",
        "node/store/vote_log.cpp",
        "  return store_.write(batch, Sync::Yes);\n}\n\nStored<> VoteLog::forget_below",
        "  return store_.write(batch, Sync::No);\n}\n\nStored<> VoteLog::forget_below",
        STORE,
    ),
    Defect(
        "sign-state-lets-the-same-place-pass",
        "the signer signs another vote at the very place it signed last",
        "node/service/sign_state.cpp",
        "place(wanted) <= place(newest_.back())",
        "place(wanted) < place(newest_.back())",
        SERVICE,
    ),
    # ---- Certificates -----------------------------------------------------------------------
    Defect(
        "certificate-signatures-not-checked",
        "a certificate is right if its signers are (CometBFT, light commit verification)",
        CERTIFICATE,
        "    if (!verify(vote.validator, message, vote.signature)) return CertificateError::BadSignature;\n",
        "    if (message.empty() && !verify(vote.validator, message, vote.signature))\n"
        "      return CertificateError::BadSignature;\n",
        PRIMITIVES,
    ),
    Defect(
        "bad-certificate-believed",
        "the engine takes a certificate with a wrong signature in it",
        INTAKE,
        "  if (std::ranges::find(valid, false) == valid.end()) state.proof",
        "  if (std::ranges::find(valid, true) != valid.end()) state.proof",
        BFT,
    ),
    Defect(
        "signer-counted-twice",
        "a signer that stands in a certificate twice counts twice",
        CERTIFICATE,
        "    if (last && signer <= *last) return CertificateError::UnorderedSigner;",
        "    if (last && signer < *last) return CertificateError::UnorderedSigner;",
        PRIMITIVES,
    ),
    # ---- Blocks -----------------------------------------------------------------------------
    Defect(
        "invalid-block-prevoted",
        "a block that was found invalid is voted for",
        RULES,
        "found == Verdict::Valid && (!state.locked",
        "found != Verdict::Untimely && (!state.locked",
        BFT,
    ),
    Defect(
        "state-root-not-compared",
        "a block may claim another state than execution gives",
        "runtime/frame/runtime.cpp",
        "  if (out.header.state_root != claimed.state_root) return at(BlockError::Kind::WrongStateRoot, 0);\n"
        "  if (scale::encoded(out.header) != scale::encoded(claimed))\n",
        "  out.header.state_root = claimed.state_root;\n"
        "  if (scale::encoded(out.header) != scale::encoded(claimed))\n",
        FRAME,
    ),
    Defect(
        "any-time-is-timely",
        "a proposer may put any time into its block",
        VALIDATOR,
        "  return early || late ? Verdict::Untimely : Verdict::Valid;",
        "  return early && late ? Verdict::Untimely : Verdict::Valid;",
        SERVICE,
    ),
    Defect(
        "acknowledged-block-lost",
        "a block is told to subscribers before it is on the disk (etcd #14370)",
        "node/store/block_store.cpp",
        "  DESCENT_TRY(store_.write(batch, Sync::Yes));",
        "  DESCENT_TRY(store_.write(batch, Sync::No));",
        STORE,
    ),
    # ---- Evidence ---------------------------------------------------------------------------
    Defect(
        "evidence-counted-twice",
        "an offence that was reported is punished again",
        "modules/offences/offences.cpp",
        "  if (reports.contains(id)) return fail(Error::DuplicateOffenceReport);\n",
        "",
        ("test_modules_staking",),
    ),
    Defect(
        "evidence-not-verified",
        "an accusation needs no signature of the accused",
        "modules/offences/offences.cpp",
        "  if (!is_signed(first, genesis) || !is_signed(second, genesis))",
        "  if (!is_signed(first, genesis) && !is_signed(second, genesis) && genesis == Hash{})",
        ("test_modules_staking",),
    ),
    Defect(
        "the-same-vote-is-evidence",
        "a vote and itself contradict each other",
        "runtime/primitives/vote.cpp",
        "         first.block < second.block;",
        "         !(second.block < first.block);",
        PRIMITIVES,
    ),
    Defect(
        "liars-not-told-of",
        "votes are not passed on, so that who says two things is not found out",
        VALIDATOR,
        "    relay(vote);\n  }\n  feed(consensus::input::SignaturesChecked",
        "    if (vote.number == 0) relay(vote);\n  }\n  feed(consensus::input::SignaturesChecked",
        SERVICE,
    ),
    # ---- Sets, sync -------------------------------------------------------------------------
    Defect(
        "set-change-one-height-early",
        "a new set of validators begins a height too soon",
        "modules/session/sets.cpp",
        "  decide(now + session::kDelay);",
        "  decide(now + session::kDelay - 1);",
        ("test_modules_staking",),
    ),
    Defect(
        "height-lowered-by-a-peer",
        "a peer that lowers its height is believed (CometBFT ASA-2025-001)",
        "network/sync/sources.cpp",
        "  known = std::max(known, best);",
        "  known = best;",
        SYNC,
    ),
    Defect(
        "body-not-compared",
        "a body is taken for the header's without looking",
        "network/sync/sync.cpp",
        "      if (!checker_.body_matches(slot->header, body))",
        "      if (body.empty() && !checker_.body_matches(slot->header, body))",
        SYNC,
    ),
    Defect(
        "slow-peer-kept",
        "who does not answer is asked again at once",
        "network/sync/sources.cpp",
        "  source.rests_until = now + rest_ * (1 << std::min(source.failures, kDoublingsMax));",
        "  source.rests_until = now - rest_;",
        SYNC,
    ),
)
