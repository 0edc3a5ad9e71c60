"""One ONNX node at a time: its inputs and attributes, and the operator it becomes (docs/onnx.md)."""

from dataclasses import dataclass, field
from math import prod
from typing import NoReturn

from onnx import AttributeProto, NodeProto, TensorProto

from descent.errors import Refused
from descent.graph import (
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
    Value,
    result_shape,
)
from descent.graph.limits import DIMENSION_MAX
from descent.onnx_io.constants import Tensors, integers, refuse_external
from descent.onnx_io.errors import OnnxError, OnnxRefused


@dataclass(frozen=True)
class Bound:
    """A name bound to a value of the sample."""

    value: int


@dataclass(frozen=True, eq=False)
class Undecided:
    """A name bound to a softmax of a value: an operator if it is the output, dropped before ArgMax."""

    value: int
    node: str


Binding = Bound | Undecided | TensorProto


@dataclass
class State:
    """What was read of the file so far."""

    names: dict[str, Binding]
    shapes: list[Shape]
    tensors: Tensors = field(default_factory=Tensors)
    operators: list[Operator] = field(default_factory=list)
    origins: list[str] = field(default_factory=list)
    """The node that each operator came from."""
    decided: set[Undecided] = field(default_factory=set)
    """Those that are the output or before an ArgMax."""

    def emit(self, op: Operator, where: str) -> Bound:
        """Append an operator; the value it makes."""
        graph = Graph(self.shapes[0], tuple(self.tensors.made), ())
        try:
            self.shapes.append(result_shape(op, len(self.operators), graph, self.shapes))
        except Refused as e:
            raise OnnxRefused(OnnxError.InvalidGraph, f"{where}: {e}") from e
        self.operators.append(op)
        self.origins.append(where)
        return Bound(len(self.operators))


class Node:
    """A node with its inputs resolved."""

    def __init__(self, proto: NodeProto, state: State, arity: tuple[int, int]) -> None:
        self.where = where(proto)
        self.state = state
        self._attributes = {a.name: a for a in proto.attribute}
        if len(self._attributes) != len(proto.attribute):
            self.refuse("an attribute is given twice")
        inputs = list(proto.input)
        while inputs and not inputs[-1]:
            inputs.pop()
        if not arity[0] <= len(inputs) <= arity[1] or not all(inputs):
            self.refuse(f"{len(inputs)} inputs")
        self.inputs = [self._resolve(name) for name in inputs]

    def _resolve(self, name: str) -> Binding:
        if name not in self.state.names:
            message = f"{self.where} reads {name!r}, which no node before it makes (a cycle, or out of order)"
            raise OnnxRefused(OnnxError.UnknownValue, message)
        return self.state.names[name]

    def refuse(self, why: str) -> NoReturn:
        """Refuse this node's form."""
        raise OnnxRefused(OnnxError.UnsupportedForm, f"{self.where}: {why}")

    def value(self, i: int) -> int:
        """The number of the value that input i is."""
        bound = self.inputs[i]
        if isinstance(bound, Undecided):
            self.refuse("reads a Softmax, which is supported only at the output or before ArgMax")
        if not isinstance(bound, Bound):
            self.refuse(f"input {i} must be computed from the model's input, not a constant")
        return bound.value

    def constant(self, i: int) -> TensorProto:
        """The constant that input i is."""
        if not isinstance(self.inputs[i], TensorProto):
            self.refuse(f"input {i} must be a constant")
        return self.inputs[i]

    def shape(self, value: int) -> Shape:
        """A value's shape of one sample."""
        return self.state.shapes[value]

    def integer(self, name: str, default: int | None, allowed: tuple[int, ...]) -> int:
        """Take an integer attribute."""
        found = self._attributes.pop(name, None)
        if found is not None and found.type != AttributeProto.INT:
            self.refuse(f"attribute {name} is not an integer")
        number = default if found is None else found.i
        if number not in allowed:
            self.refuse(f"{name} = {number} is not supported, only {' or '.join(map(str, allowed))}")
        return number

    def one(self, name: str) -> None:
        """Take a float attribute that must be 1."""
        found = self._attributes.pop(name, None)
        if found is not None and (found.type != AttributeProto.FLOAT or found.f != 1.0):
            self.refuse(f"{name} must be 1")

    def tensor(self, name: str) -> TensorProto:
        """Take a tensor attribute."""
        found = self._attributes.pop(name, None)
        if found is None or found.type != AttributeProto.TENSOR:
            self.refuse(f"only the form with {name} is supported")
        return found.t

    def finish(self) -> None:
        """Refuse attributes that nobody took."""
        if self._attributes:
            self.refuse(f"attribute {min(self._attributes)} is not supported")

    def emit(self, op: Operator) -> Bound:
        """Append the operator that this node becomes."""
        return self.state.emit(op, self.where)


def where(proto: NodeProto) -> str:
    """How messages name a node."""
    return f"node {proto.name or (proto.output[0] if proto.output else '')!r} ({proto.op_type})"


def identity(node: Node) -> Binding:
    """Bind the output to what the input is bound to."""
    return node.inputs[0]


def constant(node: Node) -> Binding:
    """Bind the output to the tensor inside the node."""
    tensor = node.tensor("value")
    refuse_external(tensor, node.where)
    return tensor


def gemm(node: Node) -> Binding:
    """Gemm, or MatMul if there is no C."""
    node.one("alpha")
    node.one("beta")
    node.integer("transA", 0, (0,))
    transposed = node.integer("transB", 0, (0, 1)) == 1
    x, b = node.value(0), node.constant(1)
    if len(node.shape(x)) != 1 or len(b.dims) != 2:
        node.refuse("A and B must have rank 2")
    shape = tuple(b.dims)[::-1] if transposed else tuple(b.dims)
    c = node.constant(2) if len(node.inputs) == 3 else None
    weight = node.state.tensors.number(b, shape, node.where, transposed)
    if c is None:
        return node.emit(MatMul(x, weight))
    if tuple(c.dims) not in ((shape[1],), (1, shape[1])):
        node.refuse(f"C must have shape [{shape[1]}] or [1, {shape[1]}], not {list(c.dims)}")
    return node.emit(Gemm(x, weight, node.state.tensors.number(c, shape[1:], node.where)))


def matmul(node: Node) -> Binding:
    """MatMul by a constant on the right."""
    x, b = node.value(0), node.constant(1)
    if len(b.dims) != 2:
        node.refuse("the constant must have rank 2")
    return node.emit(MatMul(x, node.state.tensors.number(b, tuple(b.dims), node.where)))


def add(node: Node) -> Binding:
    """Add of two values, or of a value and a constant in any order."""
    sides = [isinstance(bound, TensorProto) for bound in node.inputs]
    if not any(sides):
        return node.emit(Add(node.value(0), Value(node.value(1))))
    left, right = (1, 0) if sides[0] else (0, 1)
    x, addend = node.value(left), node.constant(right)
    sample, shape = node.shape(x), tuple(addend.dims)
    if len(shape) > len(sample) + 1:
        node.refuse(f"the constant's rank is {len(shape)}, above the value's")
    while sample[-len(shape) :] != shape and len(shape) > 1 and shape[0] == 1:
        shape = shape[1:]
    return node.emit(Add(x, Constant(node.state.tensors.number(addend, shape, node.where))))


def relu(node: Node) -> Binding:
    """Relu."""
    return node.emit(Relu(node.value(0)))


def flatten(node: Node) -> Binding:
    """Flatten behind the batch dimension."""
    x = node.value(0)
    node.integer("axis", 1, (1, -len(node.shape(x))))
    return node.emit(Flatten(x))


def reshape(node: Node) -> Binding:
    """Reshape by a constant that leaves the batch dimension."""
    node.integer("allowzero", 0, (0,))
    x = node.value(0)
    first, *rest = integers(node.constant(1), node.where)
    own = node.shape(x)
    if first not in (0, -1) or rest.count(-1) > (1 if first == 0 else 0):
        node.refuse(f"shape {[first, *rest]}: the first entry must be 0 or -1, and only one entry -1")
    for i, d in enumerate(rest):
        if not -1 <= d <= DIMENSION_MAX or (d == 0 and i >= len(own)):
            node.refuse(f"shape {[first, *rest]} of an input of rank {len(own) + 1}")
    dims = [own[i] if d == 0 else d for i, d in enumerate(rest)]
    if -1 in dims:
        known, at = prod(d for d in dims if d != -1), dims.index(-1)
        if prod(own) % known:
            node.refuse(f"shape {[first, *rest]} does not divide {prod(own)} elements")
        dims[at] = prod(own) // known
    return node.emit(Reshape(x, tuple(dims)))


def softmax(node: Node) -> Binding:
    """Softmax over the last of two dimensions; what becomes of it is decided later."""
    x = node.value(0)
    node.integer("axis", -1, (1, -1))
    if len(node.shape(x)) != 1:
        node.refuse("only over the last axis of a tensor of rank 2")
    return Undecided(x, node.where)


def argmax(node: Node) -> Binding:
    """ArgMax over the last of two dimensions; a softmax before it is dropped."""
    node.integer("axis", 0, (1, -1))
    node.integer("keepdims", 1, (0, 1))
    node.integer("select_last_index", 0, (0,))
    bound = node.inputs[0]
    if isinstance(bound, Undecided):
        node.state.decided.add(bound)
    x = bound.value if isinstance(bound, Undecided) else node.value(0)
    if len(node.shape(x)) != 1:
        node.refuse("only over the last axis of a tensor of rank 2")
    return node.emit(ArgMax(x))


def close_softmax(state: State, bound: Undecided) -> Bound:
    """Softmax at the output."""
    state.decided.add(bound)
    return state.emit(Softmax(bound.value), bound.node)


READERS = {
    "Identity": (identity, (1, 1)),
    "Constant": (constant, (0, 0)),
    "Gemm": (gemm, (2, 3)),
    "MatMul": (matmul, (2, 2)),
    "Add": (add, (2, 2)),
    "Relu": (relu, (1, 1)),
    "Flatten": (flatten, (1, 1)),
    "Reshape": (reshape, (2, 2)),
    "Softmax": (softmax, (1, 1)),
    "ArgMax": (argmax, (1, 1)),
}
"""What reads each operator, and its least and greatest number of inputs."""


def read(proto: NodeProto, state: State) -> None:
    """Add one node to the state. Raises OnnxRefused."""
    if proto.domain not in ("", "ai.onnx") or proto.op_type not in READERS:
        named = f"{proto.domain or 'ai.onnx'}.{proto.op_type}"
        known = ", ".join(READERS)
        message = f"node {proto.name!r} is a {named}; supported are {known}"
        raise OnnxRefused(OnnxError.UnknownOperator, message)
    reader, arity = READERS[proto.op_type]
    node = Node(proto, state, arity)
    if len(proto.output) != 1 or not proto.output[0]:
        node.refuse("exactly one output is supported")
    if proto.output[0] in state.names:
        raise OnnxRefused(OnnxError.DuplicateName, f"{node.where} makes {proto.output[0]!r} again")
    bound = reader(node)
    node.finish()
    state.names[proto.output[0]] = bound
