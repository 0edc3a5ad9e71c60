"""Whether a graph is valid, and what follows from its shapes (docs/graph.md, "Validity")."""

from dataclasses import dataclass
from math import prod

import numpy as np

from descent.errors import Error, Refused
from descent.graph import limits
from descent.graph.types import (
    Add,
    ArgMax,
    Constant,
    Flatten,
    Gemm,
    Graph,
    MatMul,
    Operator,
    Reshape,
    Shape,
    Softmax,
    Tensor,
    Value,
)


@dataclass(frozen=True)
class Summary:
    """What a valid graph's shapes say."""

    shapes: tuple[Shape, ...]
    """Of every value of one sample, the input first."""
    score: int
    """The value that losses and accuracy are computed from."""
    macs: int
    """Multiply-accumulates per sample."""
    memory: int
    """Bytes per sample."""
    parameters: int
    """Elements of all tensors."""


def elements(shape: Shape, place: int) -> int:
    """Elements of a shape within the limits. Raises Refused: BadRank, BadDimension, TooManyElements."""
    if not 1 <= len(shape) <= limits.RANK_MAX:
        raise Refused(Error.BadRank if not shape else Error.Malformed, place, f"rank {len(shape)}")
    if any(not 1 <= d <= limits.DIMENSION_MAX for d in shape):
        raise Refused(Error.BadDimension, place, f"shape {shape}")
    if prod(shape) > limits.ELEMENTS_MAX:
        raise Refused(Error.TooManyElements, place, f"shape {shape}")
    return prod(shape)


def _check_tensor(tensor: Tensor, place: int) -> int:
    count = elements(tensor.shape, place)
    if not limits.EXPONENT_MIN <= tensor.exponent <= limits.EXPONENT_MAX:
        raise Refused(Error.ExponentOutOfRange, place, str(tensor.exponent))
    if tensor.values.size != count:
        raise Refused(Error.CountMismatch, place, f"{tensor.values.size} values of shape {tensor.shape}")
    if np.any(tensor.values < -limits.VALUE_MAX):
        raise Refused(Error.ValueOutOfRange, place)
    return count


def _check_tensors(graph: Graph) -> int:
    parameters = 0
    for place, tensor in enumerate(graph.tensors):
        parameters += _check_tensor(tensor, place)
        if parameters > limits.ELEMENTS_MAX:
            raise Refused(Error.TooManyElements, place, "all tensors together")
    return parameters


def operands(op: Operator) -> tuple[list[int], list[int]]:
    """Numbers of the values and of the tensors an operator reads, in the order of its layout."""
    match op:
        case Gemm():
            return [op.input], [op.weight, op.bias]
        case MatMul():
            return [op.input], [op.weight]
        case Add(left, Value(value)):
            return [left, value], []
        case Add(left, Constant(tensor)):
            return [left], [tensor]
        case _:
            return [op.input], []


def result_shape(op: Operator, place: int, graph: Graph, shapes: list[Shape]) -> Shape:
    """The shape an operator makes of operands that exist. Raises Refused: ShapeMismatch and of `elements`."""
    values, constants = operands(op)
    x = shapes[values[0]]
    of = [graph.tensors[t].shape for t in constants]
    match op:
        case Gemm():
            fits, shape = len(x) == 1 and len(of[0]) == 2 and of[0] == (*x, *of[1]), of[1]
        case MatMul():
            fits, shape = len(of[0]) == 2 and x[-1] == of[0][0], (*x[:-1], *of[0][1:])
        case Add(_, Value(value)):
            fits, shape = x == shapes[value], x
        case Add():
            fits, shape = x[-len(of[0]) :] == of[0], x
        case Flatten():
            fits, shape = True, (prod(x),)
        case Reshape():
            fits, shape = elements(op.shape, place) == prod(x), op.shape
        case Softmax():
            fits, shape = len(x) == 1, x
        case ArgMax():
            fits, shape = len(x) == 1, (1,)
        case _:
            fits, shape = True, x
    if not fits:
        raise Refused(Error.ShapeMismatch, place, f"{type(op).__name__} of {x} and {of}")
    elements(shape, place)
    return shape


class _Walk:
    """Goes through the operators in order and learns what they read and make."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.shapes = [graph.input]
        self.read: set[int] = set()
        self.tensors_used = 0
        self.macs = 0
        self.scratch = 0

    def step(self, op: Operator, place: int) -> None:
        if isinstance(op, Softmax | ArgMax) and place + 1 != len(self.graph.operators):
            raise Refused(Error.NotAtOutput, place)
        self._check_operands(op, place)
        self.shapes.append(result_shape(op, place, self.graph, self.shapes))
        if isinstance(op, Gemm | MatMul):
            self._count(self.shapes[op.input], self.graph.tensors[op.weight].shape)
        if self.macs > limits.MACS_MAX:
            raise Refused(Error.TooManyMacs, place, str(self.macs))

    def _check_operands(self, op: Operator, place: int) -> None:
        values, constants = operands(op)
        if any(v > place for v in values):
            raise Refused(Error.BadValueIndex, place, "a value that is not computed before it")
        if any(t >= len(self.graph.tensors) for t in constants):
            raise Refused(Error.BadTensorIndex, place)
        for tensor in constants:
            if tensor > self.tensors_used:
                raise Refused(Error.TensorOrder, place, f"tensor {self.tensors_used} was not used yet")
            self.tensors_used = max(self.tensors_used, tensor + 1)
        self.read.update(values)

    def _count(self, x: Shape, weight: Shape) -> None:
        rows, (inner, columns) = prod(x[:-1]), weight
        self.macs += rows * inner * columns
        self.scratch = max(self.scratch, 2 * rows * inner + 24 * rows * columns)


def _check_counts(graph: Graph) -> None:
    """What decoding refuses, for graphs that were made here."""
    for what, limit in ((graph.tensors, limits.TENSORS_MAX), (graph.operators, limits.OPERATORS_MAX)):
        if len(what) > limit:
            raise Refused(Error.Malformed, 0, f"{len(what)} tensors or operators, at most {limit}")


def validate(graph: Graph) -> Summary:
    """What the shapes of a valid graph say. Raises Refused with the first rule of the page it breaks."""
    _check_counts(graph)
    if graph.version != 1:
        raise Refused(Error.UnknownVersion)
    elements(graph.input, 0)
    parameters = _check_tensors(graph)
    if not graph.operators:
        raise Refused(Error.NoOperators)
    walk = _Walk(graph)
    for place, op in enumerate(graph.operators):
        walk.step(op, place)
    if walk.tensors_used < len(graph.tensors):
        raise Refused(Error.UnusedTensor, walk.tensors_used)
    for value in range(len(graph.operators)):
        if value not in walk.read:
            raise Refused(Error.UnusedValue, value)
    memory = 2 * sum(map(prod, walk.shapes)) + walk.scratch
    if memory > limits.MEMORY_BYTES_MAX:
        raise Refused(Error.TooMuchMemory, 0, f"{memory} bytes")
    last = graph.operators[-1]
    score = last.input if isinstance(last, Softmax | ArgMax) else len(graph.operators)
    return Summary(tuple(walk.shapes), score, walk.macs, memory, parameters)
