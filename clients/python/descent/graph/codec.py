"""The SCALE layout of a graph, and its two hashes (docs/graph.md)."""

from collections.abc import Callable
from hashlib import blake2b
from typing import TypeVar

from descent import scale
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
    Relu,
    Reshape,
    Shape,
    Softmax,
    Tensor,
    Value,
)

Format = TypeVar("Format")
_UNARY = {kind.index: kind for kind in (Relu, Flatten, Softmax, ArgMax)}


def _u32(value: int) -> bytes:
    return scale.integer(value, 4)


def _shape(shape: Shape) -> bytes:
    return scale.vector(_u32(d) for d in shape)


def _tensor(tensor: Tensor) -> bytes:
    exponent = scale.integer(tensor.exponent, 2, signed=True)
    return _shape(tensor.shape) + exponent + scale.array(tensor.values, "<i4")


def _operator(op: Operator) -> bytes:
    head = bytes([op.index])
    match op:
        case Gemm():
            return head + _u32(op.input) + _u32(op.weight) + _u32(op.bias)
        case MatMul():
            return head + _u32(op.input) + _u32(op.weight)
        case Add(left, Value(value)):
            return head + _u32(left) + b"\0" + _u32(value)
        case Add(left, Constant(tensor)):
            return head + _u32(left) + b"\1" + _u32(tensor)
        case Reshape():
            return head + _u32(op.input) + _shape(op.shape)
        case _:
            return head + _u32(op.input)


def encode(graph: Graph) -> bytes:
    """The one encoding of a graph."""
    return (
        bytes([graph.version])
        + _shape(graph.input)
        + scale.vector(map(_tensor, graph.tensors))
        + scale.vector(map(_operator, graph.operators))
    )


def _read_shape(reader: scale.Reader) -> Shape:
    return tuple(reader.vector(lambda r: r.integer(4), 4, limits.RANK_MAX))


def _read_tensor(reader: scale.Reader) -> Tensor:
    return Tensor(_read_shape(reader), reader.integer(2, signed=True), reader.array("<i4"))


def _read_operand(reader: scale.Reader) -> Value | Constant:
    kind = reader.integer(1)
    if kind > 1:
        raise scale.ScaleError(f"unknown operand {kind}")
    return (Value, Constant)[kind](reader.integer(4))


def _read_operator(reader: scale.Reader) -> Operator:
    index, first = reader.integer(1), reader.integer(4)
    if index == Gemm.index:
        return Gemm(first, reader.integer(4), reader.integer(4))
    if index == MatMul.index:
        return MatMul(first, reader.integer(4))
    if index == Add.index:
        return Add(first, _read_operand(reader))
    if index == Reshape.index:
        return Reshape(first, _read_shape(reader))
    if index in _UNARY:
        return _UNARY[index](first)
    raise scale.ScaleError(f"unknown operator {index}")


def decoded(data: bytes, read: Callable[[scale.Reader], Format]) -> Format:
    """What `read` makes of canonical bytes behind their version; not validated.

    Raises Refused: TooLarge, Malformed, UnknownVersion.
    """
    if len(data) > limits.ENCODED_BYTES_MAX:
        raise Refused(Error.TooLarge)
    reader = scale.Reader(data)
    try:
        version, body = reader.integer(1), read(reader)
        reader.finish()
    except scale.ScaleError as e:
        raise Refused(Error.Malformed, detail=str(e)) from e
    if version != 1:
        raise Refused(Error.UnknownVersion, detail=f"version {version}")
    return body


def _read_graph(reader: scale.Reader) -> Graph:
    shape = _read_shape(reader)
    tensors = reader.vector(_read_tensor, 4, limits.TENSORS_MAX)
    return Graph(shape, tuple(tensors), tuple(reader.vector(_read_operator, 5, limits.OPERATORS_MAX)))


def decode(data: bytes) -> Graph:
    """The graph of canonical bytes; not validated. Raises Refused: TooLarge, Malformed, UnknownVersion."""
    return decoded(data, _read_graph)


def blake2b_256(data: bytes) -> bytes:
    """The hash of graphs, blobs and commitments."""
    return blake2b(data, digest_size=32).digest()


def content_hash(graph: Graph) -> bytes:
    """Names a graph; an update names its base by it."""
    return blake2b_256(encode(graph))


def architecture(graph: Graph) -> bytes:
    """The graph's encoding with each tensor reduced to its shape."""
    return (
        bytes([graph.version])
        + _shape(graph.input)
        + scale.vector(_shape(t.shape) for t in graph.tensors)
        + scale.vector(map(_operator, graph.operators))
    )


def architecture_hash(graph: Graph) -> bytes:
    """Names what merging never changes."""
    return blake2b_256(architecture(graph))
