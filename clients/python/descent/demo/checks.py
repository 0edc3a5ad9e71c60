"""What the demonstration proves, each a check with its evidence."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime

from descent.arithmetic import Model, f32_bits, to_f32_bits
from descent.arithmetic.evaluation import PROBABILITY_EXPONENT
from descent.client import ChainError, Client, hexed
from descent.demo.case import Case
from descent.demo.settings import GRAD, ROUNDS
from descent.federation import network
from descent.federation.audit import audit
from descent.updates import weights

AGREEMENT_LEAST = 0.995
GAP_MOST = {None: 2.0, 1.0: 4.0}
"""Points below centralised training, by the alpha of the label shares."""
_BATCH = 128


@dataclass(frozen=True)
class Check:
    """A claim, whether it held, and what it was judged by."""

    claim: str
    held: bool
    evidence: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Purse:
    """What a party's part in a federation came to, in base units."""

    name: str
    honest: bool
    earned: int
    forfeited: int
    net: int
    """Change of everything it owns, held or free."""

    @property
    def fees(self) -> int:
        """Paid for inclusion and for the evaluation of its updates."""
        return self.earned - self.forfeited - self.net


def purses(client: Client, case: Case) -> list[Purse]:
    """Of every party, from the chain's receipts and balances."""
    totals: dict[bytes, Counter] = {}
    for party in case.federation.parties:
        account = party.key.public_key
        totals[account] = Counter()
        for result in case.federation.results:
            place = {"task": case.federation.task, "round": result.round, "account": hexed(account)}
            receipt = client.api("TrainingApi", "receipt", **place)
            if receipt is not None:
                entry = receipt["entry"]
                totals[account] += Counter(earned=entry["payout"], forfeited=entry["forfeit"])
    out = []
    for party in case.federation.parties:
        account, sums = party.key.public_key, totals[party.key.public_key]
        net = client.balance(account) - case.before[account]
        out.append(Purse(party.name, party.honest, sums["earned"], sums["forfeited"], net))
    return out


def money(case: Case, of: list[Purse]) -> Iterator[Check]:
    """Who gained and who lost."""
    for purse in (p for p in of if not p.honest):
        before_fees = purse.earned - purse.forfeited
        claim = f"{case.setting.name}: the attacker's net before fees is below zero"
        yield Check(claim, before_fees < 0, [f"{before_fees / GRAD:+.2f} GRAD"])
    honest = [p for p in of if p.honest]
    claim = f"{case.setting.name}: every honest party's net after fees is above zero"
    evidence = ["GRAD: " + ", ".join(f"{p.net / GRAD:+.2f}" for p in honest)]
    yield Check(claim, all(p.net > 0 for p in honest), evidence)


@dataclass(frozen=True)
class Accuracies:
    """Of the model on chain and of centralised training: on the last slice, on all validation data."""

    last: float
    all_of: float
    central_last: float
    central: float

    @property
    def gap(self) -> float:
        """Points that the chain's model is below centralised training, on all validation data."""
        return 100 * (self.central - self.all_of)


def accuracies(client: Client, case: Case) -> Accuracies:
    """Measured in integers for the chain's model, in floats for the other."""
    validation, samples = case.split.validation, case.setting.samples
    graph = client.graph(client.head(case.federation.model))
    chosen = Model(graph).outputs(f32_bits(validation.x)).values.argmax(axis=1)
    hits = chosen == validation.labels
    central = network.scores(case.centralised(), validation.x.astype(np.float64)).argmax(axis=1)
    central_hits = central == validation.labels
    last = slice(-samples, None)
    return Accuracies(hits[last].mean(), hits.mean(), central_hits[last].mean(), central_hits.mean())


def learning(case: Case, found: Accuracies) -> Iterator[Check]:
    """The chain's model beside centralised training, and the chain's own figure for the last slice."""
    most = GAP_MOST[case.setting.alpha]
    evidence = [
        f"last slice {found.last:.1%}, centralised {found.central_last:.1%}; "
        f"all validation data {found.all_of:.1%}, centralised {found.central:.1%}"
    ]
    held = case.rounds_made < ROUNDS or found.gap <= most
    claim = f"{case.setting.name}: at most {most:.0f} points below training on all data in one place"
    yield Check(claim if case.rounds_made >= ROUNDS else f"{case.setting.name}: accuracy", held, evidence)
    correct = case.federation.last_correct
    same = correct == round(found.last * case.setting.samples)
    claim = f"{case.setting.name}: the chain's count on the last slice is the reference's"
    yield Check(claim, same, [f"{correct} of {case.setting.samples}"])


def issuance(path: Path) -> Check:
    """What the watcher wrote about every block."""
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    rules = sum((Counter(line["burned"]) for line in lines), Counter())
    wrong = [line["block"] for line in lines if line["unexplained"]]
    gaps = [b for a, b in pairwise(lines) if b["block"] != a["block"] + 1]
    claim = "the sum over all accounts changed at no block but by what was burned by rule"
    burned = ", ".join(f"{name} {amount / GRAD:.3f}" for name, amount in sorted(rules.items()))
    fell = lines[0]["sum"] - lines[-1]["sum"]
    evidence = [f"{len(lines)} blocks; {fell / GRAD:.3f} GRAD less: {burned}"]
    evidence += [f"unexplained at blocks {wrong[:5]}"] if wrong else []
    return Check(claim, bool(lines) and not wrong and not gaps and fell == rules.total(), evidence)


def receipts(client: Client, case: Case) -> Check:
    """Every payout from chain data alone."""
    found = audit(client, case.federation.task)
    claim = f"{case.setting.name}: every payout recomputed from chain data, equal to the unit"
    evidence = [
        f"{found.payouts} payouts and {found.compared - found.payouts} scores, weights, forfeits and models"
    ]
    evidence += [f"round {d.round}: {d.what}: {d.chain} != {d.reference}" for d in found.differences[:5]]
    return Check(claim, found.payouts > 0 and not found.differences, evidence)


def inferred(client: Client, version: int, x: npt.NDArray[np.float32]) -> tuple[np.ndarray, np.ndarray]:
    """(classes [n], outputs as f32 patterns [n, classes]) by the node itself. Raises ChainError."""
    rows = []
    for start in range(0, len(x), _BATCH):
        samples = [int(b) for b in f32_bits(x[start : start + _BATCH]).reshape(-1)]
        answer = client.api("ModelsApi", "infer", version=version, samples=samples)
        if "Ok" not in answer:
            raise ChainError(f"ModelsApi.infer: {answer}")
        rows += answer["Ok"]
    return np.array([r["class"] for r in rows]), np.array([r["values"] for r in rows], np.uint32)


def models(client: Client, case: Case) -> Iterator[Check]:
    """The chain's model beside ONNX Runtime on the exported file, and beside the Python reference."""
    version, x = client.head(case.federation.model), case.split.validation.x
    classes, outputs = inferred(client, version, x)
    session = onnxruntime.InferenceSession(client.export_onnx(version), providers=["CPUExecutionProvider"])
    floats = session.run(None, {session.get_inputs()[0].name: x})[0]
    differ = np.flatnonzero(floats.argmax(axis=1) != classes)
    agreement = 1 - len(differ) / len(x)
    two = np.sort(floats, axis=1)[:, -2:]
    evidence = [f"{agreement:.2%} of {len(x)} samples"]
    evidence += [f"sample {i}: ONNX Runtime's margin is {two[i, 1] - two[i, 0]:.2e}" for i in differ]
    claim = f"{case.setting.name}: arg-max as ONNX Runtime's on the exported file for >= 99.5 %"
    yield Check(claim, agreement >= AGREEMENT_LEAST, evidence)
    ours = Model(client.graph(version)).outputs(f32_bits(x))
    same = np.array_equal(
        to_f32_bits(ours.values.reshape(-1), PROBABILITY_EXPONENT).reshape(outputs.shape), outputs
    )
    claim = f"{case.setting.name}: outputs equal to the Python reference bit for bit"
    yield Check(
        claim, same and np.array_equal(ours.values.argmax(axis=1), classes), [f"{outputs.size} numbers"]
    )


@dataclass(frozen=True)
class Snapshot:
    """What must survive a node's death: its head, the state root, and the models."""

    height: int
    block: str | None
    root: str
    models: tuple[bytes, ...]

    @classmethod
    def of(cls, client: Client, cases: list[Case]) -> "Snapshot":
        """Of a node now."""
        height = client.height()
        graphs = tuple(weights_digest(client, c) for c in cases)
        return cls(height, client.block_hash(height), client.state_root(), graphs)


def weights_digest(client: Client, case: Case) -> bytes:
    """All weights of a case's model, as bytes."""
    graph = client.graph(client.head(case.federation.model))
    return b"".join(w.tobytes() for w in weights(graph))


def restarted(before: Snapshot, after: Snapshot) -> Check:
    """Whether a node that was killed came back as it was."""
    claim = "after kill -9 and a restart: the same block, state root and models"
    return Check(claim, before == after, [f"block {after.height}, state root {after.root[:18]}..."])
