"""A canonical graph to an ONNX file (docs/onnx.md, "Export")."""

import numpy as np
from onnx import AttributeProto, ModelProto, NodeProto, TensorProto, ValueInfoProto

from descent.arithmetic import to_f32_bits
from descent.errors import Refused
from descent.graph import (
    ArgMax,
    Flatten,
    Graph,
    Operator,
    Reshape,
    Shape,
    Softmax,
    Tensor,
    operands,
    validate,
)

IR_VERSION = 8
OPSET = 17
_ATTRIBUTES = {Flatten: [("axis", 1)], Softmax: [("axis", 1)], ArgMax: [("axis", 1), ("keepdims", 1)]}


def _value_name(graph: Graph, value: int) -> str:
    return {0: "input", len(graph.operators): "output"}.get(value, f"value_{value}")


def _weight(tensor: Tensor, i: int) -> TensorProto:
    try:
        bits = to_f32_bits(tensor.values, tensor.exponent)
    except Refused as e:
        raise Refused(e.error, i, f"tensor {i} beyond the greatest f32") from e
    raw = bits.astype("<u4").tobytes()
    return TensorProto(dims=tensor.shape, data_type=TensorProto.FLOAT, name=f"tensor_{i}", raw_data=raw)


def _shape(op: Reshape, k: int) -> TensorProto:
    entries = np.array([0, *op.shape], "<i8")
    return TensorProto(
        dims=[len(entries)], data_type=TensorProto.INT64, name=f"shape_{k}", raw_data=entries.tobytes()
    )


def _node(graph: Graph, op: Operator, k: int) -> NodeProto:
    values, tensors = operands(op)
    inputs = [_value_name(graph, v) for v in values] + [f"tensor_{t}" for t in tensors]
    if isinstance(op, Reshape):
        inputs.append(f"shape_{k}")
    attributes = [
        AttributeProto(name=name, i=i, type=AttributeProto.INT) for name, i in _ATTRIBUTES.get(type(op), [])
    ]
    return NodeProto(
        input=inputs,
        output=[_value_name(graph, k + 1)],
        name=f"node_{k}",
        op_type=type(op).__name__,
        attribute=attributes,
    )


def _interface(name: str, element: int, shape: Shape) -> ValueInfoProto:
    info = ValueInfoProto(name=name)
    info.type.tensor_type.elem_type = element
    info.type.tensor_type.shape.dim.add().dim_param = "batch"
    for d in shape:
        info.type.tensor_type.shape.dim.add().dim_value = d
    return info


def export_onnx(graph: Graph) -> bytes:
    """The ONNX file of a graph. Raises Refused if it is not valid, or ResultOutOfRange with the tensor."""
    summary = validate(graph)
    made = TensorProto.INT64 if isinstance(graph.operators[-1], ArgMax) else TensorProto.FLOAT
    model = ModelProto(ir_version=IR_VERSION, producer_name="descent")
    model.opset_import.add().version = OPSET
    model.graph.name = "descent"
    model.graph.node.extend(_node(graph, op, k) for k, op in enumerate(graph.operators))
    model.graph.initializer.extend(_weight(t, i) for i, t in enumerate(graph.tensors))
    shapes = [(op, k) for k, op in enumerate(graph.operators) if isinstance(op, Reshape)]
    model.graph.initializer.extend(_shape(op, k) for op, k in shapes)
    model.graph.input.append(_interface("input", TensorProto.FLOAT, graph.input))
    model.graph.output.append(_interface("output", made, summary.shapes[-1]))
    return model.SerializeToString(deterministic=True)
