"""An ONNX file to a canonical graph (docs/onnx.md)."""

from google.protobuf.message import DecodeError
from onnx import GraphProto, ModelProto, TensorProto, ValueInfoProto

from descent.errors import Error, Refused
from descent.graph import Graph, Shape, validate
from descent.onnx_io.constants import refuse_external
from descent.onnx_io.errors import OnnxError, OnnxRefused
from descent.onnx_io.nodes import Binding, Bound, State, Undecided, close_softmax, read

FILE_BYTES_MAX = 128 << 20
COUNT_MAX = 4096
OPSETS = range(13, 22)
_OF_TENSORS = {
    Error.BadTensorIndex,
    Error.CountMismatch,
    Error.ExponentOutOfRange,
    Error.TooManyElements,
    Error.UnusedTensor,
    Error.ValueOutOfRange,
}


def _parse(data: bytes) -> ModelProto:
    if not data:
        raise OnnxRefused(OnnxError.Empty, "the file has no bytes")
    if len(data) > FILE_BYTES_MAX:
        raise OnnxRefused(OnnxError.TooLarge, f"{len(data)} bytes, at most {FILE_BYTES_MAX}")
    try:
        model = ModelProto.FromString(data)
    except DecodeError as e:
        raise OnnxRefused(OnnxError.Malformed, "not an ONNX file") from e
    if not model.graph.node:
        raise OnnxRefused(OnnxError.Empty, "the file has no graph with nodes")
    for what in (model.graph.node, model.graph.initializer):
        if len(what) > COUNT_MAX:
            raise OnnxRefused(OnnxError.TooLarge, f"{len(what)} nodes or initialisers, at most {COUNT_MAX}")
    return model


def _check_model(model: ModelProto) -> None:
    versions = [o.version for o in model.opset_import if o.domain in ("", "ai.onnx")]
    if len(versions) != 1 or versions[0] not in OPSETS:
        raise OnnxRefused(OnnxError.UnsupportedOpset, f"opset {versions}, supported are 13 to 21")
    if model.functions:
        raise OnnxRefused(OnnxError.UnsupportedModel, "local functions: inline them before export")
    if model.graph.sparse_initializer:
        raise OnnxRefused(OnnxError.UnsupportedModel, "sparse initialisers: store them dense")


def _initializers(graph: GraphProto) -> dict[str, TensorProto]:
    found: dict[str, TensorProto] = {}
    for tensor in graph.initializer:
        if tensor.name in found:
            raise OnnxRefused(OnnxError.DuplicateName, f"initialiser {tensor.name!r} is given twice")
        refuse_external(tensor, f"initialiser {tensor.name!r}")
        found[tensor.name] = tensor
    return found


def _input_shape(info: ValueInfoProto) -> Shape:
    kind = info.type.tensor_type
    typed = info.type.HasField("tensor_type") and kind.elem_type == TensorProto.FLOAT
    if not typed or not kind.HasField("shape") or not 2 <= len(kind.shape.dim) <= 5:
        message = f"input {info.name!r} must be FLOAT with a batch and 1 to 4 further dimensions"
        raise OnnxRefused(OnnxError.BadInterface, message)
    for place, d in enumerate(kind.shape.dim):
        if place and (not d.HasField("dim_value") or d.dim_value < 1):
            message = f"dimension {place} of input {info.name!r} is not a number: only the batch may be open"
            raise OnnxRefused(OnnxError.DynamicShape, message)
    return tuple(d.dim_value for d in list(kind.shape.dim)[1:])


def _start(graph: GraphProto) -> State:
    initializers = _initializers(graph)
    inputs = [i for i in graph.input if i.name not in initializers]
    if len(inputs) != 1:
        names = [i.name for i in inputs]
        raise OnnxRefused(OnnxError.BadInterface, f"inputs {names}: exactly one is supported")
    shape = _input_shape(inputs[0])
    if len(graph.output) != 1:
        names = [o.name for o in graph.output]
        raise OnnxRefused(OnnxError.BadInterface, f"outputs {names}: exactly one is supported")
    names: dict[str, Binding] = {**initializers, inputs[0].name: Bound(0)}
    return State(names, [shape])


def _close(state: State, output: str) -> None:
    bound = state.names.get(output)
    if bound is None:
        raise OnnxRefused(OnnxError.UnknownValue, f"output {output!r} is made by no node")
    if isinstance(bound, Undecided):
        bound = close_softmax(state, bound)
    if not isinstance(bound, Bound) or bound.value != len(state.operators):
        raise OnnxRefused(OnnxError.UnsupportedForm, f"the output {output!r} is not the last operator's")
    for other in state.names.values():
        if isinstance(other, Undecided) and other not in state.decided:
            message = f"{other.node} is neither the output nor before an ArgMax"
            raise OnnxRefused(OnnxError.UnsupportedForm, message)


def _place(refused: Refused, state: State) -> str:
    """The node at fault, where the graph's error is about an operator or a value."""
    if refused.error in _OF_TENSORS:
        return "the graph"
    made = refused.place - 1 if refused.error is Error.UnusedValue else refused.place
    return state.origins[made] if 0 <= made < len(state.origins) else "the graph's input"


def import_onnx(data: bytes) -> Graph:
    """The canonical graph of an ONNX file. Raises OnnxRefused."""
    model = _parse(data)
    _check_model(model)
    state = _start(model.graph)
    for proto in model.graph.node:
        read(proto, state)
    _close(state, model.graph.output[0].name)
    graph = Graph(state.shapes[0], tuple(state.tensors.made), tuple(state.operators))
    try:
        validate(graph)
    except Refused as e:
        raise OnnxRefused(OnnxError.InvalidGraph, f"{_place(e, state)}: {e}") from e
    return graph
