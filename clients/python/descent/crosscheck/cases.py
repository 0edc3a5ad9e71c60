"""One random case and everything that follows from it."""

from itertools import accumulate

import numpy as np
import numpy.typing as npt

from descent.arithmetic import (
    Loss,
    Losses,
    Model,
    Score,
    candidate,
    full_step,
    judge,
    merge_weights,
    merged,
)
from descent.arithmetic.evaluation import head
from descent.arithmetic.operators import columns
from descent.arithmetic.rows import Rows
from descent.commitments import Slice, ValidationSet, blob_root, commitment
from descent.crosscheck import generate
from descent.errors import Refused
from descent.graph import (
    Gemm,
    Graph,
    MatMul,
    Update,
    architecture_hash,
    content_hash,
    encode,
    encode_update,
)
from descent.onnx_io import OnnxRefused, export_onnx, import_onnx
from descent.rewards import Candidate, Settlement, Terms, accepted, best, settle

Json = dict[str, object]


def _hex(values: npt.NDArray, dtype: str) -> str:
    return values.astype(dtype).tobytes().hex()


def _rows(rows: Rows) -> Json:
    return {
        "mantissas": _hex(rows.mantissas, "<i2"),
        "exponents": rows.exponents.tolist(),
        "refused": rows.refused.tolist(),
    }


def _columns(graph: Graph) -> list[Json]:
    used = sorted({op.weight for op in graph.operators if isinstance(op, Gemm | MatMul)})
    found = []
    for i in used:
        cut = columns(graph.tensors[i])
        if cut.zero:
            found.append({"tensor": i, "zero": True})
            continue
        shifts = cut.shifts.tolist()
        found.append({"tensor": i, "zero": False, "cut": _hex(cut.cut, "<i2"), "shifts": shifts})
    return found


def _onnx(graph: Graph) -> Json:
    try:
        file = export_onnx(graph)
    except Refused as e:
        return {"refused": str(e.error)}
    try:
        return {"file": file.hex(), "imported": content_hash(import_onnx(file)).hex()}
    except OnnxRefused as e:
        return {"file": file.hex(), "import_refused": str(e.error)}


class _Slice:
    """Samples to judge by, and the base's losses on them."""

    def __init__(self, random: generate.Random, graph: Graph, loss: Loss) -> None:
        count = int(random.integers(1, 24))
        self.loss = loss
        self.bits = generate.samples(random, (count, *graph.input))
        self.values = Model(graph).values(self.bits)
        classes = self.values[-1].flat.shape[1]
        if loss is Loss.mse:
            self.targets = generate.samples(random, (count, 1))[:, 0]
        else:
            self.targets = random.integers(0, classes, count).astype(np.uint32)
        self.base = judge(loss, self.values[-1], self.targets)

    def __len__(self) -> int:
        return len(self.bits)

    def score(self, graph: Graph) -> tuple[Losses, Score]:
        losses = judge(self.loss, Model(graph).scores(self.bits), self.targets)
        return losses, Score.of(self.base.losses, losses.losses)


def _scored(judged: _Slice, make) -> tuple[Json | None, Score | None]:
    """What a merge makes and its score; Nones if the merge is refused."""
    try:
        graph = make()
    except Refused:
        return None, None
    losses, score = judged.score(graph)
    shown = {
        "content_hash": content_hash(graph).hex(),
        "losses": losses.losses.tolist(),
        "correct": losses.hits,
        "gain": score.gain,
        "squares": str(score.squares),
    }
    return shown, score


def _terms(random: generate.Random) -> Terms:
    return Terms(
        reward=int(random.integers(0, 1 << 62)) << int(random.integers(0, 40)),
        target=int(random.integers(1, 1 << int(random.integers(1, 37)))),
        harm=int(random.integers(0, 1 << int(random.integers(1, 37)))),
        harm_forfeit=int(random.integers(0, 1_000_001)),
    )


def _shown_terms(terms: Terms) -> Json:
    return {
        "reward": str(terms.reward),
        "target": terms.target,
        "harm": terms.harm,
        "harm_forfeit": terms.harm_forfeit,
    }


def _shown_score(score: Score | None) -> Json | None:
    return score and {"gain": score.gain, "squares": str(score.squares)}


def _made_up(random: generate.Random) -> Json:
    """A settlement of scores that no model made."""
    n, count = (int(v) for v in random.integers(1, 12, 2))
    scores = [generate.score(random, n) for _ in range(count)]
    merged_score, full_score = generate.score(random, n), generate.score(random, n)
    deposits, terms = generate.deposits(random, count), _terms(random)
    candidates = [Candidate(d, s) for d, s in zip(deposits, scores, strict=True)]
    return {
        "n": n,
        "deposits": [str(d) for d in deposits],
        "weights": merge_weights(deposits),
        "scores": [_shown_score(s) for s in scores],
        "merged": _shown_score(merged_score),
        "full_step": _shown_score(full_score),
        "terms": _shown_terms(terms),
        "settlement": _settlement(settle(terms, candidates, n, merged_score, full_score)),
    }


def _settlement(done: Settlement) -> Json:
    return {
        "version": done.version.kind.value,
        "contributors": list(done.version.contributors),
        "gain": done.version.gain,
        "payable": str(done.payable),
        "unpaid": str(done.unpaid),
        "verdicts": [
            {"accepted": v.accepted, "paid": v.paid, "payout": str(v.payout), "forfeit": str(v.forfeit)}
            for v in done.verdicts
        ],
    }


def _round(random: generate.Random, base: Graph, judged: _Slice) -> Json:
    count = int(random.integers(1, 6))
    updates = generate.updates(random, base, count)
    deposits = generate.deposits(random, count)
    weights = merge_weights(deposits)
    shown, scores = zip(
        *[_scored(judged, lambda i=i: candidate(base, updates, weights, i)) for i in range(count)],
        strict=True,
    )
    candidates = [Candidate(d, s) for d, s in zip(deposits, scores, strict=True)]
    chosen = accepted(candidates)
    all_in, all_score, full, full_score = None, None, None, None
    if chosen:
        parts, shares = [updates[i] for i in chosen], [weights[i] for i in chosen]
        all_in, all_score = _scored(judged, lambda: merged(base, parts, shares))
        full, full_score = _scored(judged, lambda: full_step(base, updates[best(candidates)]))
    terms = _terms(random)
    return {
        "updates": [encode_update(u).hex() for u in updates],
        "deposits": [str(d) for d in deposits],
        "weights": weights,
        "candidates": list(shown),
        "merged": all_in,
        "full_step": full,
        "terms": _shown_terms(terms),
        "settlement": _settlement(settle(terms, candidates, len(judged), all_score, full_score)),
        "commitments": _commitments(random, updates),
    }


def _commitments(random: generate.Random, updates: list[Update]) -> list[Json]:
    found = []
    for update in updates:
        root = blob_root(encode_update(update))
        salt, account = random.bytes(32), random.bytes(32)
        task, number = (int(v) for v in random.integers(0, 1 << 32, 2))
        bound = commitment(root, salt, account, task, number)
        found.append(
            {
                "root": root.hex(),
                "salt": salt.hex(),
                "account": account.hex(),
                "task": task,
                "round": number,
                "commitment": bound.hex(),
            }
        )
    return found


def _validation_set(random: generate.Random, judged: _Slice) -> Json:
    """The case's samples as a set of slices of one sample or two."""
    size = 2 if len(judged) % 2 == 0 else 1
    bits = judged.bits.reshape(len(judged), -1)
    ends = list(accumulate([size] * (len(judged) // size)))
    slices = [Slice(bits[e - size : e], judged.targets[e - size : e], random.bytes(32)) for e in ends]
    made = ValidationSet(slices, judged.loss)
    number = int(random.integers(0, len(slices)))
    return {
        "slices": len(slices),
        "samples": size,
        "root": made.root.hex(),
        "slice_roots": [r.hex() for r in made.slice_roots],
        "number": number,
        "opening": slices[number].opening().hex(),
        "proof": [p.hex() for p in made.proof(number)],
    }


def case(seed: int, number: int, *, wide: bool = False) -> Json:
    """Case `number` of a seed; the fields are those of the package's docstring.

    wide: of a network with wide products, instead of a narrow graph with many kinds of operators.
    """
    random = np.random.default_rng([seed, number])
    loss = Loss(int(random.random() < 0.2))
    base = (generate.network if wide else generate.graph)(random, loss)
    model = Model(base)
    judged = _Slice(random, base, loss)
    output = head(base.operators[-1], judged.values[-1])
    made: Json = {
        "seed": seed,
        "case": number,
        "graph": encode(base).hex(),
        "content_hash": content_hash(base).hex(),
        "architecture_hash": architecture_hash(base).hex(),
        "shapes": [list(s) for s in model.summary.shapes],
        "score": model.summary.score,
        "macs": model.summary.macs,
        "memory": model.summary.memory,
        "samples": len(judged),
        "inputs": _hex(judged.bits, "<u4"),
        "columns": _columns(base),
        "values": [_rows(rows) for rows in judged.values],
        "output": {"values": _hex(output.values, "<i4"), "exponents": output.exponents.tolist()},
        "loss": loss.name,
        "targets": judged.targets.tolist(),
        "losses": judged.base.losses.tolist(),
        "correct": judged.base.correct.astype(int).tolist(),
        "onnx": _onnx(base),
        "validation_set": _validation_set(random, judged),
        "made_up": _made_up(random),
    }
    return made | {"round": _round(random, base, judged) if base.tensors else None}
