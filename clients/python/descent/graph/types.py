"""The canonical graph: operators in topological order over int32 tensors (docs/graph.md, "SCALE layout").

Value 0 is the input of one sample; operator `k` makes value `k + 1`; the last one is the output.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

Shape = tuple[int, ...]
"""Dimensions of one sample, outermost first; the batch dimension is never among them."""


@dataclass(frozen=True, eq=False)
class Tensor:
    """A constant: element `i`, row-major, is `values[i] * 2**exponent`; `values` is flat int32."""

    shape: Shape
    exponent: int
    values: npt.NDArray[np.int32]

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Tensor)
            and (self.shape, self.exponent) == (other.shape, other.exponent)
            and np.array_equal(self.values, other.values)
        )

    def __hash__(self) -> int:
        return hash((self.shape, self.exponent, self.values.tobytes()))


@dataclass(frozen=True)
class Value:
    """An operand that is a value."""

    value: int


@dataclass(frozen=True)
class Constant:
    """An operand that is a tensor."""

    tensor: int


@dataclass(frozen=True)
class Gemm:
    """x [K] times weight [K, N] plus bias [N]."""

    index: ClassVar[int] = 0
    input: int
    weight: int
    bias: int


@dataclass(frozen=True)
class MatMul:
    """x [..., K] times weight [K, N]."""

    index: ClassVar[int] = 1
    input: int
    weight: int


@dataclass(frozen=True)
class Add:
    """A value plus one of the same shape, or plus a tensor that repeats along the leading dimensions."""

    index: ClassVar[int] = 2
    left: int
    right: Value | Constant


@dataclass(frozen=True)
class Relu:
    """max(x, 0)."""

    index: ClassVar[int] = 3
    input: int


@dataclass(frozen=True)
class Flatten:
    """All dimensions as one."""

    index: ClassVar[int] = 4
    input: int


@dataclass(frozen=True)
class Reshape:
    """The same elements in another shape."""

    index: ClassVar[int] = 5
    input: int
    shape: Shape


@dataclass(frozen=True)
class Softmax:
    """Over the one dimension of x [C]; only at the output."""

    index: ClassVar[int] = 6
    input: int


@dataclass(frozen=True)
class ArgMax:
    """Index of the greatest of x [C], ties to the lower; only at the output."""

    index: ClassVar[int] = 7
    input: int


Operator = Gemm | MatMul | Add | Relu | Flatten | Reshape | Softmax | ArgMax


@dataclass(frozen=True)
class Graph:
    """A model of one input and one output."""

    input: Shape
    tensors: tuple[Tensor, ...]
    operators: tuple[Operator, ...]
    version: int = 1
