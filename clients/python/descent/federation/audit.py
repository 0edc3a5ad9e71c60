"""Rounds recomputed from what the chain stores, and compared with what it paid: to the unit."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from descent.arithmetic import Loss, Score
from descent.client import Client, hexed, octets
from descent.commitments import HASH_BYTES, Slice
from descent.federation.replay import Replay, replay
from descent.graph import Graph, content_hash, decode_update
from descent.rewards import Terms

_OUTCOMES = {"merged": "Merged", "full step": "FullStep", "none": "Unchanged"}


@dataclass(frozen=True)
class Difference:
    """Something that the chain and the reference do not agree about."""

    round: int
    what: str
    chain: Any
    reference: Any


@dataclass(frozen=True)
class Audit:
    """Of a task: how many figures were compared, of which payouts, and where they differ."""

    compared: int
    payouts: int
    differences: list[Difference]
    replays: list[Replay]


def read_slice(opening: bytes, samples: int, shape: tuple[int, ...]) -> Slice:
    """The slice in a stored opening."""
    table = np.frombuffer(opening[HASH_BYTES:], "<u4").reshape(samples, -1)
    return Slice(table[:, :-1].reshape(samples, *shape), table[:, -1], opening[:HASH_BYTES])


def _score(score: Score | None) -> tuple[int, int] | None:
    return None if score is None else (score.gain, score.squares)


def _chain_score(score: dict | None) -> tuple[int, int] | None:
    return None if score is None else (score["gain"]["sum"], score["gain"]["squares"])


class _Auditor:
    def __init__(self, client: Client, task: int) -> None:
        self.client, self.task = client, task
        self.record = client.api("TrainingApi", "task", id=task)

    def receipts(self, round_: int) -> list[dict]:
        entries = self.client.api("TrainingApi", "scores", task=self.task, round=round_)
        return [
            self.client.api("TrainingApi", "receipt", task=self.task, round=round_, account=e["account"])
            for e in entries
        ]

    def replayed(self, receipt: dict, base: Graph) -> Replay:
        """The round of a receipt, from the blobs that it names and the terms that it states."""
        candidates = receipt["candidates"]
        updates = [decode_update(self.client.blob(octets(c["update"]))) for c in candidates]
        opening = self.client.blob(octets(receipt["round"]["slice"]))
        shown = read_slice(opening, receipt["samples"], base.input)
        terms = Terms(receipt["reward"], receipt["target"], receipt["harm"], receipt["harm_forfeit"])
        loss = Loss.mse if self.record["terms"]["loss"] == "MeanSquaredError" else Loss.cross_entropy
        return replay(base, updates, [c["deposit"] for c in candidates], shown, terms, loss)

    def round_figures(self, round_: dict, ours: Replay) -> Iterator[tuple[str, Any, Any]]:
        settled = ours.settlement
        base = round_["base_measure"]
        yield "outcome", round_["outcome"], _OUTCOMES[settled.version.kind.value]
        yield "payable", round_["payable"], settled.payable
        yield "base", (base["loss"], base["correct"]), (ours.base.total, ours.base.hits)
        yield "merged", _chain_score(round_["merged"]), _score(ours.merged)
        yield "full step", _chain_score(round_["full"]), _score(ours.full)
        if round_["version"] is not None:
            record = self.client.api("ModelsApi", "version", id=round_["version"])
            yield "new version", octets(record["content"]), content_hash(ours.head)

    def entry_figures(self, receipts: list[dict], ours: Replay) -> Iterator[tuple[str, Any, Any]]:
        by_account = {octets(r["entry"]["account"]): r["entry"] for r in receipts}
        shown = zip(receipts[0]["candidates"], ours.candidates, ours.settlement.verdicts, strict=True)
        for candidate, reference, verdict in shown:
            entry = by_account[octets(candidate["account"])]
            who = hexed(octets(entry["account"]))
            yield f"payout {who}", entry["payout"], verdict.payout
            yield f"forfeit {who}", entry["forfeit"], verdict.forfeit
            yield f"weight {who}", entry["weight"], verdict.weight
            yield f"accepted {who}", entry["accepted"], verdict.accepted
            yield f"paid {who}", entry["paid"], verdict.paid
            yield f"score {who}", _chain_score(entry["score"]), _score(reference.score)


def audit(client: Client, task: int) -> Audit:
    """Recompute every scored round of a task. Raises ChainError if what it needs is no longer stored."""
    auditor = _Auditor(client, task)
    compared, payouts, differences, replays = 0, 0, [], []
    for number in range(auditor.record["terms"]["rounds"]):
        receipts = auditor.receipts(number)
        if not receipts or not receipts[0]["candidates"]:
            continue
        round_ = receipts[0]["round"]
        base = client.graph(round_["base_version"])
        ours = auditor.replayed(receipts[0], base)
        replays.append(ours)
        figures = [*auditor.round_figures(round_, ours), *auditor.entry_figures(receipts, ours)]
        compared += len(figures)
        payouts += sum(what.startswith("payout") for what, *_ in figures)
        differences += [Difference(number, what, a, b) for what, a, b in figures if a != b]
    return Audit(compared, payouts, differences, replays)
