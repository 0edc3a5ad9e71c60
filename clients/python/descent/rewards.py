"""How the scores of a round become a new version, payouts and forfeits (docs/scoring.md).

A pure function over integers, to be compared with the chain's receipts to the unit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from descent.arithmetic.loss import Score
from descent.arithmetic.merging import merge_weights

MILLION = 1_000_000


def mul_div(a: int, b: int, d: int) -> int:
    """floor(a * b / d)."""
    return a * b // d


@dataclass(frozen=True)
class Terms:
    """A task's parameters: balances in units, `target` and `harm` in the unit of a loss per sample."""

    reward: int
    target: int
    harm: int
    harm_forfeit: int
    """Millionths of a deposit."""

    def __post_init__(self) -> None:
        if not 1 <= self.target <= 1 << 36 or not 0 <= self.harm <= 1 << 36:
            raise ValueError("target is 1 to 2^36, harm 0 to 2^36")
        if not 0 <= self.reward < 1 << 128 or not 0 <= self.harm_forfeit <= MILLION:
            raise ValueError("reward is a u128, harm_forfeit at most 1,000,000")


@dataclass(frozen=True)
class Candidate:
    """A valid reveal, in the order of its commitment; `score` is None if its merge was refused."""

    deposit: int
    score: Score | None


class Kind(Enum):
    """What became the new version."""

    merged = "merged"
    full_step = "full step"
    none = "none"


@dataclass(frozen=True)
class Version:
    """The new version, who contributed to it, and its sum of gains."""

    kind: Kind
    contributors: tuple[int, ...] = ()
    gain: int = 0


@dataclass(frozen=True)
class Verdict:
    """What one participant's round came to."""

    weight: int
    accepted: bool
    paid: bool
    payout: int
    forfeit: int


@dataclass(frozen=True)
class Settlement:
    """A round's outcome; `unpaid` stays in the pool, forfeits are burned."""

    version: Version
    verdicts: tuple[Verdict, ...]
    payable: int
    unpaid: int


def accepted(candidates: Sequence[Candidate]) -> list[int]:
    """Those whose score is a gain."""
    return [i for i, c in enumerate(candidates) if c.score and c.score.gain > 0]


def best(candidates: Sequence[Candidate]) -> int | None:
    """The accepted one with the greatest gain, ties to the earlier; None if none is accepted."""
    return max(accepted(candidates), key=lambda i: candidates[i].score.gain, default=None)


def new_version(candidates: Sequence[Candidate], merged: Score | None, full: Score | None) -> Version:
    """Merged if it gains, else the best one's full step if that gains, else none."""
    contributors = accepted(candidates)
    if not contributors:
        return Version(Kind.none)
    if merged and merged.gain > 0:
        return Version(Kind.merged, tuple(contributors), merged.gain)
    if len(contributors) > 1 and full and full.gain > 0:
        return Version(Kind.full_step, (best(candidates),), full.gain)
    return Version(Kind.none)


def payable(terms: Terms, version: Version, n: int) -> int:
    """How much of the reward the new version's gain over n samples earns."""
    greatest = n * terms.target
    return mul_div(terms.reward, min(version.gain, greatest), greatest)


def payouts(candidates: Sequence[Candidate], version: Version, amount: int) -> dict[int, int]:
    """Shares of the amount, by candidate, of contributors above one standard error."""
    gains = {i: candidates[i].score for i in version.contributors}
    gains = {i: score.gain for i, score in gains.items() if score.above_errors(1)}
    total = sum(gains.values())
    return {i: mul_div(amount, gain, total) for i, gain in gains.items()}


def is_harm(terms: Terms, score: Score | None) -> bool:
    """Gain below -harm and below minus three standard errors."""
    return score is not None and score.below(terms.harm) and score.below_errors(3)


def settle(
    terms: Terms, candidates: Sequence[Candidate], n: int, merged: Score | None, full: Score | None = None
) -> Settlement:
    """Settle a round of n samples; `merged` and `full` are None if refused or not computed."""
    if not candidates or n < 1 or any(c.score and c.score.n != n for c in candidates):
        raise ValueError("a round has at least one valid reveal, each score over its n samples")
    version = new_version(candidates, merged, full)
    amount = payable(terms, version, n)
    shares = payouts(candidates, version, amount)
    some = accepted(candidates)
    weights = merge_weights([c.deposit for c in candidates])
    verdicts = tuple(
        Verdict(
            weight=weights[i],
            accepted=i in some,
            paid=i in shares,
            payout=shares.get(i, 0),
            forfeit=forfeit(c.deposit, terms.harm_forfeit) if some and is_harm(terms, c.score) else 0,
        )
        for i, c in enumerate(candidates)
    )
    return Settlement(version, verdicts, amount, terms.reward - sum(shares.values()))


def forfeit(deposit: int, millionths: int) -> int:
    """What is burned of a deposit."""
    return mul_div(deposit, millionths, MILLION)


def unopened(bond: int, reward: int, reveals: int) -> tuple[int, int]:
    """(each valid reveal's share, remainder for the pool) when the sponsor does not open its slice."""
    return divmod(bond + reward, reveals) if reveals else (0, 0)
