"""Random valid graphs, samples and updates that reach the corners of the arithmetic."""

from dataclasses import replace
from math import prod

import numpy as np
import numpy.typing as npt

from descent.arithmetic import Loss, Score, f32_bits, quantise
from descent.graph import (
    Add,
    ArgMax,
    Constant,
    Flatten,
    Gemm,
    Graph,
    MatMul,
    Relu,
    Reshape,
    Shape,
    Softmax,
    Tensor,
    TensorUpdate,
    Update,
    Value,
    content_hash,
    result_shape,
)
from descent.graph.limits import COARSER_MAX, EXPONENT_MAX, EXPONENT_MIN, FINER_MAX, RANK_MAX, VALUE_MAX

Random = np.random.Generator
_DTYPES = (np.int8, np.int16)


def tensor(random: Random, shape: Shape, hot: bool = False) -> Tensor:
    """Values of any size, with zero columns, extremes and zeros among them; all of it great if hot."""
    top = 1 << int(random.integers(1, 32))
    values = random.integers(-min(top, VALUE_MAX), min(top, VALUE_MAX), shape, endpoint=True)
    if random.random() < 0.3:
        values = values >> random.integers(0, 31, shape[-1])
    if random.random() < 0.2:
        values = values * (random.random(shape[-1]) < 0.5)
    if random.random() < 0.05:
        values = values * 0
    if random.random() < 0.1:
        values = np.where(random.random(shape) < 0.5, VALUE_MAX, -VALUE_MAX)
    if hot:
        values = np.maximum(np.abs(values), 1)
        return Tensor(shape, EXPONENT_MAX, values.reshape(-1).astype(np.int32))
    wild = random.random() < 0.2
    exponent = int(random.integers(EXPONENT_MIN, EXPONENT_MAX + 1) if wild else random.integers(-34, -20))
    return Tensor(shape, exponent, values.reshape(-1).astype(np.int32))


class _Builder:
    def __init__(self, random: Random, shape: Shape, hot: bool) -> None:
        self.random = random
        self.hot = hot
        self.shapes = [shape]
        self.tensors: list[Tensor] = []
        self.operators: list = []

    def new(self, shape: Shape) -> int:
        self.tensors.append(tensor(self.random, shape, self.hot))
        return len(self.tensors) - 1

    def emit(self, op) -> None:
        graph = Graph(self.shapes[0], tuple(self.tensors), ())
        self.shapes.append(result_shape(op, len(self.operators), graph, self.shapes))
        self.operators.append(op)

    def step(self) -> None:
        last, x = len(self.operators), self.shapes[-1]
        n = int(self.random.integers(1, 9))
        kind = self.random.choice(["gemm", "matmul", "add", "sum", "relu", "flatten", "reshape"])
        if kind == "gemm" and len(x) == 1:
            self.emit(Gemm(last, self.new((*x, n)), self.new((n,))))
        elif kind in ("gemm", "matmul"):
            self.emit(MatMul(last, self.new((x[-1], n))))
        elif kind == "add":
            start = int(self.random.integers(0, len(x)))
            self.emit(Add(last, Constant(self.new(x[start:]))))
        elif kind == "sum":
            same = [v for v, shape in enumerate(self.shapes) if shape == x]
            self.emit(Add(last, Value(int(self.random.choice(same)))))
        elif kind == "relu":
            self.emit(Relu(last))
        elif kind == "flatten":
            self.emit(Flatten(last))
        else:
            self.emit(Reshape(last, x[::-1] if len(x) == RANK_MAX else (1, *x[::-1])))

    def graph(self, head: type | None) -> Graph:
        if head:
            self.emit(Flatten(len(self.operators)))
            self.emit(head(len(self.operators)))
        return Graph(self.shapes[0], tuple(self.tensors), tuple(self.operators))


def graph(random: Random, loss: Loss) -> Graph:
    """A valid graph; one that ends in a single element if the loss is mse."""
    rank = int(random.integers(1, 4))
    hot, deep = random.random(2) < 0.1
    build = _Builder(random, tuple(int(d) for d in random.integers(1, 9, rank)), hot)
    for _ in range(int(random.integers(20, 40) if deep or hot else random.integers(1, 7))):
        build.step()
    if loss is Loss.mse:
        build.emit(Flatten(len(build.operators)))
        build.emit(MatMul(len(build.operators), build.new((prod(build.shapes[-1]), 1))))
        return build.graph(None)
    return build.graph((None, Softmax, ArgMax)[int(random.integers(0, 3))])


def trained(random: Random, shape: Shape) -> Tensor:
    """Values as of a model that people train: most outputs of a sample are then neither sure nor flat."""
    values = random.normal(0, np.sqrt(2 / shape[0]), shape)
    exponent, integers = quantise(f32_bits(values))
    return Tensor(shape, exponent, integers)


class _Network(_Builder):
    def new(self, shape: Shape) -> int:
        self.tensors.append(trained(self.random, shape))
        return len(self.tensors) - 1


def network(random: Random, loss: Loss) -> Graph:
    """A perceptron of one to three layers, its products as wide as a model's."""
    build = _Network(random, (int(random.integers(100, 800)),), hot=False)
    last = 1 if loss is Loss.mse else int(random.integers(2, 20))
    for width in [*(int(n) for n in random.integers(30, 200, int(random.integers(0, 3)))), last]:
        if build.operators:
            build.emit(Relu(len(build.operators)))
        build.emit(Gemm(len(build.operators), build.new((*build.shapes[-1], width)), build.new((width,))))
    return build.graph(None if loss is Loss.mse else (None, Softmax, ArgMax)[int(random.integers(0, 3))])


def samples(random: Random, shape: tuple[int, ...]) -> npt.NDArray[np.uint32]:
    """f32 patterns: ordinary ones, zeros of both signs, whole zero samples, and here and there any finite."""
    values = random.normal(0, 2.0 ** random.integers(-8, 8), shape).astype(np.float32)
    values = values * (random.random(shape) < 0.9)
    values[random.random(len(values)) < 0.1] = -0.0
    bits = values.view(np.uint32).copy()
    wild = random.random(len(bits)) < 0.1
    finite = random.integers(0, 255, bits.shape) << 23 | random.integers(0, 1 << 23, bits.shape)
    bits[wild] = (finite | random.integers(0, 2, bits.shape) << 31)[wild]
    return bits


def _change(random: Random, place: int, base: Tensor) -> TensorUpdate:
    kind = _DTYPES[int(random.integers(0, 2))]
    limit = np.iinfo(kind)
    coarse = random.random() < 0.7
    low = base.exponent - (0 if coarse else FINER_MAX)
    exponent = int(random.integers(low, base.exponent + COARSER_MAX + 1))
    values = random.integers(limit.min, limit.max, base.values.size, dtype=kind, endpoint=True)
    if random.random() < 0.5:
        return TensorUpdate(place, exponent, values)
    count = int(random.integers(1, values.size + 1))
    positions = np.sort(random.choice(values.size, count, replace=False)).astype(np.uint32)
    return TensorUpdate(place, exponent, values[:count], positions)


def update(random: Random, base: Graph) -> Update:
    """An update of at least one tensor. Requires a graph that has tensors."""
    chosen = np.flatnonzero(random.random(len(base.tensors)) < 0.7)
    places = chosen if chosen.size else [int(random.integers(0, len(base.tensors)))]
    changes = tuple(_change(random, int(i), base.tensors[i]) for i in places)
    return Update(content_hash(base), changes)


def opposite(change: TensorUpdate) -> TensorUpdate:
    """The change the other way."""
    limit = np.iinfo(change.values.dtype)
    values = np.clip(-change.values.astype(np.int64), limit.min, limit.max).astype(change.values.dtype)
    return replace(change, values=values)


def updates(random: Random, base: Graph, count: int) -> list[Update]:
    """Updates of which some undo the one before."""
    made: list[Update] = []
    for _ in range(count):
        if made and random.random() < 0.4:
            made.append(replace(made[-1], tensors=tuple(map(opposite, made[-1].tensors))))
        else:
            made.append(update(random, base))
    return made


def score(random: Random, n: int) -> Score | None:
    """Gains that are now and then far from 0, or none."""
    if random.random() < 0.1:
        return None
    size = 1 << int(random.integers(1, 36))
    centre = int(random.integers(-size, size + 1))
    noise = size >> int(random.integers(0, 8))
    return Score.of(random.integers(centre - noise, centre + noise + 1, n), np.zeros(n, np.int64))


def deposits(random: Random, count: int) -> list[int]:
    """From one unit to some 2^100."""
    return [1 + int(random.integers(0, 1 << 31)) << int(random.integers(0, 70)) for _ in range(count)]
