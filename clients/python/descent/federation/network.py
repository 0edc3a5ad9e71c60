"""A network of one hidden layer, trained in numpy floats by a party that keeps its data.

Floats are the party's own: the chain sees the resulting update, in integers.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from onnx import ModelProto, TensorProto, helper, numpy_helper

Floats = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]
Weights = list[Floats]
"""[inputs, hidden], [hidden], [hidden, classes], [classes]: the order of the graph's tensors."""


@dataclass(frozen=True)
class Training:
    """How long and how fast a party trains in one round (Adam on minibatches, decayed weights)."""

    epochs: int
    rate: float
    batch: int = 32
    decay: float = 0.0


def initial(inputs: int, hidden: int, classes: int, random: np.random.Generator) -> Weights:
    """He-scaled weights to start from."""
    first = random.normal(0, np.sqrt(2 / inputs), (inputs, hidden))
    second = random.normal(0, np.sqrt(1 / hidden), (hidden, classes))
    return [first, np.zeros(hidden), second, np.zeros(classes)]


def to_onnx(weights: Weights) -> bytes:
    """The network as a standard ONNX file, float32."""
    names = ["hidden_weight", "hidden_bias", "out_weight", "out_bias"]
    inputs, classes = len(weights[0]), len(weights[3])
    nodes = [
        helper.make_node("Gemm", ["x", *names[:2]], ["sum"], "hidden"),
        helper.make_node("Relu", ["sum"], ["active"], "relu"),
        helper.make_node("Gemm", ["active", *names[2:]], ["score"], "out"),
        helper.make_node("Softmax", ["score"], ["probability"], "softmax", axis=1),
    ]
    tensors = [numpy_helper.from_array(w.astype(np.float32), n) for w, n in zip(weights, names, strict=True)]
    shape = [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["batch", inputs])]
    made = [helper.make_tensor_value_info("probability", TensorProto.FLOAT, ["batch", classes])]
    graph = helper.make_graph(nodes, "network", shape, made, tensors)
    model: ModelProto = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    return model.SerializeToString(deterministic=True)


def scores(weights: Weights, x: Floats) -> Floats:
    """[B, classes], before the softmax."""
    first, first_bias, second, second_bias = weights
    return np.maximum(x @ first + first_bias, 0) @ second + second_bias


def accuracy(weights: Weights, x: Floats, labels: Labels) -> float:
    """Share of samples whose greatest score is their label's."""
    return float((scores(weights, x).argmax(axis=1) == labels).mean())


def gradients(weights: Weights, x: Floats, labels: Labels) -> Weights:
    """Of the mean cross-entropy over the batch."""
    first, first_bias, second, second_bias = weights
    active = np.maximum(x @ first + first_bias, 0)
    score = active @ second + second_bias
    error = np.exp(score - score.max(axis=1, keepdims=True))
    error /= error.sum(axis=1, keepdims=True)
    error[np.arange(len(labels)), labels] -= 1
    error /= len(labels)
    back = (error @ second.T) * (active > 0)
    return [x.T @ back, back.sum(axis=0), active.T @ error, error.sum(axis=0)]


def _batches(count: int, size: int, random: np.random.Generator) -> Iterator[npt.NDArray[np.int64]]:
    order = random.permutation(count)
    return (order[i : i + size] for i in range(0, count, size))


class _Adam:
    """Adam with the constants of its paper."""

    def __init__(self, weights: Weights, rate: float) -> None:
        self.mean = [np.zeros_like(w) for w in weights]
        self.square = [np.zeros_like(w) for w in weights]
        self.rate, self.steps = rate, 0

    def step(self, weights: Weights, slopes: Weights) -> Weights:
        """The weights after one step."""
        self.steps += 1
        self.mean = [0.9 * m + 0.1 * g for m, g in zip(self.mean, slopes, strict=True)]
        self.square = [0.999 * s + 0.001 * g * g for s, g in zip(self.square, slopes, strict=True)]
        rate = self.rate * np.sqrt(1 - 0.999**self.steps) / (1 - 0.9**self.steps)
        moves = zip(weights, self.mean, self.square, strict=True)
        return [w - rate * m / (np.sqrt(s) + 1e-8) for w, m, s in moves]


def train(weights: Weights, x: Floats, labels: Labels, how: Training, random: np.random.Generator) -> Weights:
    """The weights after some epochs on one's own data."""
    adam = _Adam(weights, how.rate)
    for _ in range(how.epochs):
        for batch in _batches(len(labels), how.batch, random):
            slopes = gradients(weights, x[batch], labels[batch])
            decayed = [g + how.decay * w for g, w in zip(slopes, weights, strict=True)]
            weights = adam.step(weights, decayed)
    return weights
