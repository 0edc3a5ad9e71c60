"""A graph on a batch of samples: score rows and outputs (docs/arithmetic.md, "Output")."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from descent.arithmetic import operators
from descent.arithmetic.exponential import terms
from descent.arithmetic.rounding import Ints, round_divide
from descent.arithmetic.rows import Rows, samples
from descent.errors import Error, Refused
from descent.graph import (
    Add,
    ArgMax,
    Constant,
    Gemm,
    Graph,
    MatMul,
    Operator,
    Relu,
    Softmax,
    Summary,
    validate,
)

PROBABILITY_EXPONENT = -30


@dataclass(frozen=True)
class Output:
    """Element j of sample b is `values[b, j] * 2**exponents[b]`; `refused` samples overflowed."""

    values: Ints
    exponents: Ints
    refused: npt.NDArray[np.bool_]


class Model:
    """A valid graph, its weights cut when first used. Raises Refused if the graph is not valid."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.summary: Summary = validate(graph)

    @cached_property
    def _columns(self) -> dict[int, operators.Columns]:
        used = {op.weight for op in self.graph.operators if isinstance(op, Gemm | MatMul)}
        return {tensor: operators.columns(self.graph.tensors[tensor]) for tensor in used}

    def values(self, bits: npt.ArrayLike) -> list[Rows]:
        """Rows of every value but a Softmax's or ArgMax's, for f32 patterns [B, *input].

        Raises Refused: NotFinite, ShapeMismatch.
        """
        bits = np.asarray(bits)
        if bits.ndim == 0 or bits.shape[1:] != self.graph.input:
            raise Refused(Error.ShapeMismatch, 0, f"samples {bits.shape}, input {self.graph.input}")
        if not len(bits):
            raise Refused(Error.CountMismatch, 0, "no sample")
        rows = [samples(bits)]
        for place, op in enumerate(self.graph.operators[: self.summary.score]):
            rows.append(self._apply(op, place, rows))
        return rows

    def _apply(self, op: Operator, place: int, rows: list[Rows]) -> Rows:
        tensors = self.graph.tensors
        match op:
            case Gemm():
                return operators.product(rows[op.input], self._columns[op.weight], tensors[op.bias])
            case MatMul():
                return operators.product(rows[op.input], self._columns[op.weight])
            case Add(left, Constant(tensor)):
                return operators.add(rows[left], tensors[tensor])
            case Add():
                return operators.add(rows[op.left], rows[op.right.value])
            case Relu():
                return operators.relu(rows[op.input])
            case _:
                return rows[op.input].reshaped(self.summary.shapes[place + 1])

    def scores(self, bits: npt.ArrayLike) -> Rows:
        """Score rows of f32 patterns [B, *input]. Raises Refused: NotFinite, ShapeMismatch."""
        return self.values(bits)[self.summary.score]

    def outputs(self, bits: npt.ArrayLike) -> Output:
        """The graph's output for f32 patterns [B, *input]. Raises Refused: NotFinite, ShapeMismatch."""
        return head(self.graph.operators[-1], self.scores(bits))


def head(last: Operator, scores: Rows) -> Output:
    """What the last operator makes of the score rows."""
    if isinstance(last, Softmax):
        t, z = terms(scores)
        exponents = np.full(len(scores), PROBABILITY_EXPONENT)
        return Output(round_divide(t << 30, z[:, None]), exponents, scores.refused)
    if isinstance(last, ArgMax):
        indices = operators.argmax(scores)[:, None]
        return Output(indices, np.zeros(len(scores), np.int64), scores.refused)
    return Output(scores.mantissas, scores.exponents, scores.refused)
