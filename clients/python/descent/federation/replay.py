"""A round of training recomputed from its inputs, in the integers of docs/arithmetic.md and scoring.md.

This is the reference that the chain's receipts are compared with: nothing here asks the chain.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from descent.arithmetic import Losses, Model, Score, candidate, full_step, judge, merge_weights, merged
from descent.arithmetic.loss import Loss
from descent.commitments import Slice
from descent.errors import Refused
from descent.graph import Graph, Update
from descent.rewards import Candidate, Kind, Settlement, Terms, accepted, best, settle


@dataclass(frozen=True)
class Replay:
    """What a round came to: the head after it, its losses before and after, and who earned what."""

    head: Graph
    base: Losses
    after: Losses
    candidates: tuple[Candidate, ...]
    merged: Score | None
    full: Score | None
    settlement: Settlement


class _Judge:
    """Models over one slice, beside the base."""

    def __init__(self, base: Graph, shown: Slice, loss: Loss) -> None:
        self.shown, self.loss = shown, loss
        self.bits = shown.bits.reshape(-1, *base.input)
        self.base = self.losses(base)

    def losses(self, graph: Graph) -> Losses:
        return judge(self.loss, Model(graph).scores(self.bits), self.shown.targets)

    def score(self, graph: Graph | None) -> Score | None:
        return None if graph is None else Score.of(self.base.losses, self.losses(graph).losses)


def _unless_refused(merge, *arguments) -> Graph | None:
    try:
        return merge(*arguments)
    except Refused:
        return None


def measure(graph: Graph, shown: Slice, loss: Loss = Loss.cross_entropy) -> Losses:
    """Losses and hits of a model on a slice."""
    return _Judge(graph, shown, loss).base


def replay(
    base: Graph,
    updates: Sequence[Update],
    deposits: Sequence[int],
    shown: Slice,
    terms: Terms,
    loss: Loss = Loss.cross_entropy,
) -> Replay:
    """Score and settle a round of valid reveals, in the order of their commitments."""
    judged = _Judge(base, shown, loss)
    weights = merge_weights(deposits)
    all_scores = [
        judged.score(_unless_refused(candidate, base, updates, weights, i)) for i in range(len(updates))
    ]
    candidates = tuple(Candidate(d, s) for d, s in zip(deposits, all_scores, strict=True))
    some = accepted(candidates)
    chosen = [updates[i] for i in some], [weights[i] for i in some]
    together = _unless_refused(merged, base, *chosen) if sum(chosen[1]) else None
    merged_score = judged.score(together)
    alone, full_score = None, None
    if len(some) > 1 and not (merged_score and merged_score.gain > 0):
        alone = _unless_refused(full_step, base, updates[best(candidates)])
        full_score = judged.score(alone)
    settlement = settle(terms, candidates, len(shown.targets), merged_score, full_score)
    head = {Kind.merged: together, Kind.full_step: alone, Kind.none: base}[settlement.version.kind]
    after = judged.losses(head)
    return Replay(head, judged.base, after, candidates, merged_score, full_score, settlement)
