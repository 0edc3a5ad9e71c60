from itertools import pairwise

import numpy as np
import onnx
import onnxruntime
import pytest
from examples import example, tensor
from onnx import TensorProto, helper, numpy_helper

from descent.arithmetic import Model, f32_bits
from descent.crosscheck import case
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
    Softmax,
    Value,
    blake2b_256,
    decode,
    encode,
)
from descent.onnx_io import OnnxError, OnnxRefused, export_onnx, import_onnx

W = np.array([[0.5, -0.25], [1.0, 0.125], [0.75, 0.001]], np.float32)
B = np.array([0.1, -0.2], np.float32)


def node(kind, inputs, output="y", **attributes):
    return helper.make_node(kind, inputs.split(), [output], name=f"the_{kind}", **attributes)


def ints(*values):
    return np.array(values, np.int64)


def model(nodes, constants=None, shape=("n", 3), output="y", opset=17, **more):
    """A model whose input is x [n, 3] unless told otherwise."""
    graph = helper.make_graph(
        nodes,
        "g",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info(output, TensorProto.FLOAT, None)],
        [numpy_helper.from_array(v, k) for k, v in (constants or {}).items()],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], **more)


def imported(*args, **more):
    return import_onnx(model(*args, **more).SerializeToString())


def refused(error, proto, *words):
    with pytest.raises(OnnxRefused) as caught:
        import_onnx(proto if isinstance(proto, bytes) else proto.SerializeToString())
    assert caught.value.error is error, caught.value
    for word in words:
        assert word in str(caught.value)


GEMM = node("Gemm", "x W B")
CONSTANTS = {"W": W, "B": B}


# ---- What is accepted


@pytest.mark.parametrize("opset", range(13, 22))
def test_gemm_and_softmax_become_the_example(opset):
    nodes = [node("Gemm", "x W B", "h"), node("Softmax", "h", axis=1)]
    assert imported(nodes, CONSTANTS, opset=opset) == example()


@pytest.mark.parametrize(
    "gemm, constants",
    [
        (node("Gemm", "x W B", alpha=1.0, beta=1.0, transA=0, transB=0), CONSTANTS),
        (node("Gemm", "x W B", transB=1), {"W": np.ascontiguousarray(W.T), "B": B}),
        (node("Gemm", "x W B"), {"W": W, "B": B[None]}),
        (node("Gemm", "x W B"), {"B": B, "unused": W, "W": W}),
    ],
)
def test_forms_of_gemm_are_one(gemm, constants):
    graph = imported([gemm], constants)
    assert graph.operators == (Gemm(0, 0, 1),) and graph.tensors == example().tensors


def test_gemm_without_c_is_matmul():
    for inputs in ("x W", "x W "):
        assert imported([node("Gemm", inputs)], {"W": W}).operators == (MatMul(0, 0),)
    absent = node("Gemm", "x W")
    absent.input.append("")
    assert imported([absent], {"W": W}) == imported([node("MatMul", "x W")], {"W": W})


def test_float_data_and_raw_data_are_one():
    proto = model([GEMM], CONSTANTS)
    plain = helper.make_tensor("W", TensorProto.FLOAT, W.shape, W.reshape(-1).tolist())
    proto.graph.initializer[0].CopyFrom(plain)
    assert import_onnx(proto.SerializeToString()) == imported([GEMM], CONSTANTS)


def test_identities_and_constants_leave_no_trace():
    nodes = [
        node("Constant", "", "W", value=numpy_helper.from_array(W)),
        node("Identity", "W", "W2"),
        node("Identity", "x", "x2"),
        node("Gemm", "x2 W2 B", "h"),
        node("Identity", "h", "y"),
    ]
    assert imported(nodes, {"B": B}) == imported([GEMM], CONSTANTS)


def test_one_constant_in_one_form_is_one_tensor():
    square = np.eye(3, dtype=np.float32)
    nodes = [node("MatMul", "x W", "a"), node("Identity", "W", "V"), node("MatMul", "a V", "b")]
    assert imported([*nodes, node("Identity", "b")], {"W": square}).operators == (MatMul(0, 0), MatMul(1, 0))
    nodes[2] = node("Gemm", "a V", "b", transB=1)
    assert imported([*nodes, node("Identity", "b")], {"W": square}).operators == (MatMul(0, 0), MatMul(1, 1))


@pytest.mark.parametrize(
    "shape, addend, kept",
    [
        (("n", 3), (3,), (3,)),
        (("n", 3), (1, 3), (3,)),
        (("n", 2, 3), (3,), (3,)),
        (("n", 2, 3), (1, 1, 3), (3,)),
        (("n", 2, 3), (1, 2, 3), (2, 3)),
        (("n", 1, 3), (1, 3), (1, 3)),
    ],
)
def test_addends_lose_leading_ones_as_far_as_needed(shape, addend, kept):
    for inputs in ("x c", "c x"):
        graph = imported([node("Add", inputs)], {"c": np.ones(addend, np.float32)}, shape=shape)
        assert graph.operators == (Add(0, Constant(0)),) and graph.tensors[0].shape == kept


def test_two_values_are_added_in_order():
    assert imported([node("Relu", "x", "h"), node("Add", "h x")]).operators == (Relu(0), Add(1, Value(0)))


@pytest.mark.parametrize(
    "entries, kept",
    [((0, 6), (6,)), ((-1, 3, 2), (3, 2)), ((0, -1), (6,)), ((0, 0, 3), (2, 3)), ((0, 3, -1, 1), (3, 2, 1))],
)
def test_reshapes_leave_the_batch(entries, kept):
    graph = imported([node("Reshape", "x s")], {"s": ints(*entries)}, shape=("n", 2, 3))
    assert graph.operators == (Reshape(0, kept),)


def test_flatten_counts_its_axis_from_both_ends():
    for more in ({}, {"axis": 1}, {"axis": -2}):
        assert imported([node("Flatten", "x", **more)], shape=(None, 2, 3)).operators == (Flatten(0),)


def test_a_softmax_before_argmax_is_dropped():
    nodes = [node("Softmax", "x", "p"), node("Identity", "p", "q"), node("ArgMax", "q", axis=-1, keepdims=0)]
    assert imported(nodes).operators == (ArgMax(0),)


def test_initialisers_may_be_inputs_too():
    proto = model([GEMM], CONSTANTS)
    proto.graph.input.append(helper.make_tensor_value_info("W", TensorProto.FLOAT, W.shape))
    assert import_onnx(proto.SerializeToString()) == imported([GEMM], CONSTANTS)


@pytest.mark.parametrize("batch", ["n", None, 1, 7])
def test_the_batch_may_be_anything(batch):
    assert imported([node("Relu", "x")], shape=(batch, 3)).input == (3,)


# ---- What is refused


def test_empty_and_broken_files():
    refused(OnnxError.Empty, b"")
    refused(OnnxError.Empty, model([]))
    refused(OnnxError.Malformed, b"\x07this is no model")
    refused(OnnxError.Malformed, model([GEMM], CONSTANTS).SerializeToString()[:-3])


def test_huge_files():
    refused(OnnxError.TooLarge, bytes((128 << 20) + 1))
    nodes = [node("Relu", f"v{i}" if i else "x", f"v{i + 1}") for i in range(4097)]
    refused(OnnxError.TooLarge, model(nodes, output="v4097"))
    refused(OnnxError.InvalidGraph, model(nodes[:1025], output="v1025"), "operators")


def test_a_huge_tensor_is_refused_before_its_data_is_read():
    proto = model([node("MatMul", "x W")], {"W": W})
    proto.graph.initializer[0].dims[:] = [3, 65536]
    refused(OnnxError.Malformed, proto, "'W'")
    proto.graph.initializer[0].dims[:] = [65536, 65536]
    refused(OnnxError.InvalidGraph, proto, "TooManyElements")
    proto.graph.initializer[0].dims[:] = [3, -1]
    refused(OnnxError.InvalidGraph, proto, "BadDimension")


@pytest.mark.parametrize("opset", [12, 22])
def test_other_opsets(opset):
    refused(OnnxError.UnsupportedOpset, model([GEMM], CONSTANTS, opset=opset), "13 to 21")


def test_no_opset_or_two():
    proto = model([GEMM], CONSTANTS)
    proto.opset_import.add(domain="ai.onnx", version=17)
    refused(OnnxError.UnsupportedOpset, proto)
    del proto.opset_import[:]
    refused(OnnxError.UnsupportedOpset, proto)


def test_functions_and_sparse_initialisers():
    proto = model([GEMM], CONSTANTS)
    proto.functions.add(name="f")
    refused(OnnxError.UnsupportedModel, proto)
    proto = model([GEMM], CONSTANTS)
    proto.graph.sparse_initializer.add()
    refused(OnnxError.UnsupportedModel, proto)


def test_cycles_and_nodes_out_of_order():
    cycle = [node("Add", "x b", "a"), node("Relu", "a", "b"), node("Identity", "b")]
    refused(OnnxError.UnknownValue, model(cycle), "the_Add", "cycle")
    refused(OnnxError.UnknownValue, model([node("Relu", "y")]), "the_Relu")
    refused(OnnxError.UnknownValue, model([node("Relu", "x", "h")]), "output 'y'")


def test_external_data_even_if_unused():
    for name in CONSTANTS:
        proto = model([GEMM], {**CONSTANTS, "unused": W})
        for t in proto.graph.initializer:
            if t.name in (name, "unused"):
                t.data_location = TensorProto.EXTERNAL
        refused(OnnxError.ExternalData, proto, "inside the file")
    value = numpy_helper.from_array(W)
    value.external_data.add(key="location", value="w.bin")
    refused(OnnxError.ExternalData, model([node("Constant", "", "W", value=value), GEMM], {"B": B}))


def test_unknown_operators_are_named():
    refused(OnnxError.UnknownOperator, model([node("Conv", "x W")], CONSTANTS), "ai.onnx.Conv", "the_Conv")
    foreign = node("Relu", "x")
    foreign.domain = "com.example"
    refused(OnnxError.UnknownOperator, model([foreign]), "com.example.Relu")


@pytest.mark.parametrize("shape", [("n", "features"), ("n", None), ("n", 0), ("n", 3, "t")])
def test_dynamic_shapes_but_the_batch(shape):
    refused(OnnxError.DynamicShape, model([node("Relu", "x")], shape=shape), "batch")


@pytest.mark.parametrize("shape", [("n",), ("n", 1, 1, 1, 1, 1), None])
def test_inputs_of_other_ranks(shape):
    refused(OnnxError.BadInterface, model([node("Relu", "x")], shape=shape))


def test_other_inputs_and_outputs():
    proto = model([GEMM])
    proto.graph.initializer.append(numpy_helper.from_array(B, "B"))
    proto.graph.input.append(helper.make_tensor_value_info("W", TensorProto.FLOAT, W.shape))
    refused(OnnxError.BadInterface, proto, "W")
    proto = model([GEMM], CONSTANTS)
    proto.graph.output.append(helper.make_tensor_value_info("x", TensorProto.FLOAT, None))
    refused(OnnxError.BadInterface, proto)
    proto = model([GEMM], CONSTANTS)
    proto.graph.input[0].type.tensor_type.elem_type = TensorProto.DOUBLE
    refused(OnnxError.BadInterface, proto, "FLOAT")


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_nan_and_infinity_in_weights(bad):
    weight = W.copy()
    weight[1, 0] = bad
    refused(OnnxError.NotFinite, model([GEMM], {"W": weight, "B": B}), "'W'", "element 2")


def test_names_given_twice():
    refused(OnnxError.DuplicateName, model([node("Relu", "x", "x")], output="x"))
    proto = model([GEMM], CONSTANTS)
    proto.graph.initializer.append(proto.graph.initializer[0])
    refused(OnnxError.DuplicateName, proto, "'W'")


def test_weights_of_other_types_or_with_wrong_data():
    refused(OnnxError.UnsupportedForm, model([GEMM], {"W": W.astype(np.float64), "B": B}), "DOUBLE")
    proto = model([GEMM], CONSTANTS)
    for unknown in (-1, 99, 2**31 - 1):
        proto.graph.initializer[0].data_type = unknown
        refused(OnnxError.UnsupportedForm, proto, "'W'", str(unknown))
    proto = model([GEMM], CONSTANTS)
    proto.graph.initializer[0].raw_data = W.tobytes()[:-1]
    refused(OnnxError.Malformed, proto, "'W'")
    proto.graph.initializer[0].raw_data = W.tobytes()
    proto.graph.initializer[0].float_data.extend([1.0] * 6)
    refused(OnnxError.Malformed, proto)


@pytest.mark.parametrize(
    "nodes, constants, word",
    [
        ([node("Gemm", "x W B", alpha=0.5)], CONSTANTS, "alpha"),
        ([node("Gemm", "x W B", beta=2.0)], CONSTANTS, "beta"),
        ([node("Gemm", "x W B", transA=1)], CONSTANTS, "transA"),
        ([node("Gemm", "x W B", transB=2)], CONSTANTS, "transB"),
        ([node("Gemm", "x W B", extra=1)], CONSTANTS, "extra"),
        ([node("Gemm", "x W B")], {"W": W, "B": np.float32([1])}, "C must"),
        ([node("Gemm", "x W B")], {"W": W, "B": np.ones((2, 1), np.float32)}, "C must"),
        ([node("Gemm", "W x")], CONSTANTS, "input 0"),
        ([node("Gemm", "x x")], CONSTANTS, "input 1"),
        ([node("Gemm", "x B")], CONSTANTS, "rank 2"),
        ([node("Gemm", "x")], CONSTANTS, "1 inputs"),
        ([node("MatMul", "x B")], CONSTANTS, "rank 2"),
        ([node("MatMul", "W x")], CONSTANTS, "input 0"),
        ([node("Add", "W B")], CONSTANTS, "input"),
        ([node("Add", "x c")], {"c": np.ones((1, 1, 3), np.float32)}, "rank"),
        ([node("Relu", "W")], CONSTANTS, "input 0"),
        ([node("Flatten", "x", axis=0)], {}, "axis"),
        ([node("Flatten", "x", axis="1")], {}, "axis"),
        ([node("Reshape", "x s", allowzero=1)], {"s": ints(0, 3)}, "allowzero"),
        ([node("Reshape", "x s")], {"s": ints(1, 3)}, "first entry"),
        ([node("Reshape", "x s")], {"s": ints(-1, -1)}, "first entry"),
        ([node("Reshape", "x s")], {"s": ints(0, -1, -1)}, "-1"),
        ([node("Reshape", "x s")], {"s": ints(0, 3, 0)}, "rank"),
        ([node("Reshape", "x s")], {"s": ints(0, -2)}, "-2"),
        ([node("Reshape", "x s")], {"s": ints(0, 2, -1)}, "divide"),
        ([node("Reshape", "x s")], {"s": ints(-1)}, "2 to 5"),
        ([node("Reshape", "x s")], {"s": np.float32([0, 3])}, "INT64"),
        ([node("Softmax", "x", axis=0)], {}, "axis"),
        ([node("Softmax", "x", "p"), node("Relu", "p")], {}, "Softmax"),
        ([node("Softmax", "x", "p"), node("Relu", "x")], {}, "Softmax"),
        ([node("ArgMax", "x")], {}, "axis"),
        ([node("ArgMax", "x", axis=1, select_last_index=1)], {}, "select_last_index"),
        ([node("Constant", "", "c", value_float=1.0), node("Relu", "x")], {}, "value"),
        ([node("Identity", "x", "h"), node("Relu", "h", "r"), node("Identity", "x")], {}, "last"),
        ([node("Relu", "x", "h"), node("Identity", "W")], CONSTANTS, "last"),
    ],
)
def test_other_forms_are_refused_with_the_node(nodes, constants, word):
    refused(OnnxError.UnsupportedForm, model(nodes, constants), word)


@pytest.mark.parametrize(
    "nodes, constants, words",
    [
        ([node("MatMul", "x W")], {"W": np.ones((4, 2), np.float32)}, ["the_MatMul", "ShapeMismatch"]),
        ([node("Add", "x c")], {"c": np.float32([1])}, ["the_Add", "ShapeMismatch"]),
        ([node("Add", "x c")], {"c": np.float32(1)}, ["BadRank"]),
        ([node("Relu", "x", "dead"), node("Gemm", "x W B")], CONSTANTS, ["the_Relu", "UnusedValue"]),
        ([node("ArgMax", "x", "i", axis=1), node("Relu", "i")], {}, ["the_ArgMax", "NotAtOutput"]),
        ([node("Reshape", "x s")], {"s": ints(0, 4)}, ["the_Reshape", "ShapeMismatch"]),
    ],
)
def test_what_the_graph_refuses_is_refused(nodes, constants, words):
    refused(OnnxError.InvalidGraph, model(nodes, constants), *words)


def test_softmax_of_another_rank():
    refused(OnnxError.UnsupportedForm, model([node("Softmax", "x")], shape=("n", 2, 3)), "rank 2")


# ---- Export


def test_the_export_of_the_page():
    file = export_onnx(example())
    assert len(file) == 259
    assert blake2b_256(file).hex() == "b74bd4418bf4e646c6527ab1b2455bc07e61feacd3826894f4a3282da906a436"
    assert import_onnx(file) == example()


def test_exports_pass_the_checker_of_onnx():
    graph = Graph(
        (2, 3),
        (tensor([3], -27, [1 << 26] * 3), tensor([6, 4], -27, range(24)), tensor([4], -27, range(4))),
        (
            Add(0, Constant(0)),
            Reshape(1, (3, 2)),
            Flatten(2),
            Gemm(3, 1, 2),
            Relu(4),
            Add(5, Value(4)),
            ArgMax(6),
        ),
    )
    file = export_onnx(graph)
    onnx.checker.check_model(onnx.load_from_string(file), full_check=True)
    assert encode(import_onnx(file)) == encode(graph)


def test_export_and_import_are_stable():
    seen = 0
    for number in range(60):
        graph = decode(bytes.fromhex(case(11, number)["graph"]))
        try:
            once = import_onnx(export_onnx(graph))
        except ValueError:
            continue
        seen += 1
        assert once.operators == graph.operators
        assert encode(import_onnx(export_onnx(once))) == encode(once)
    assert seen > 30


def test_weights_beyond_f32_refuse_the_export():
    graph = Graph((1,), (tensor([1], 101, [2**31 - 1]),), (Add(0, Constant(0)),))
    with pytest.raises(ValueError, match="tensor 0"):
        export_onnx(graph)


def trained_like(random, *sizes):
    """An MLP with Relu between its layers."""
    nodes, constants, last = [], {}, "x"
    for i, (k, n) in enumerate(pairwise(sizes)):
        constants[f"W{i}"] = (random.normal(size=(k, n)) / np.sqrt(k)).astype(np.float32)
        constants[f"B{i}"] = random.normal(size=n).astype(np.float32) / 10
        nodes.append(node("Gemm", f"{last} W{i} B{i}", f"z{i}"))
        last = f"z{i}"
        if i + 2 < len(sizes):
            nodes.append(node("Relu", last, f"h{i}"))
            last = f"h{i}"
    return model([*nodes, node("Identity", last)], constants, shape=("n", sizes[0]))


def test_onnxruntime_agrees_on_a_small_network():
    random = np.random.default_rng(1)
    proto = trained_like(random, 64, 32, 10)
    x = random.normal(size=(600, 64)).astype(np.float32)
    scores = Model(import_onnx(proto.SerializeToString())).scores(f32_bits(x))
    ours = np.ldexp(scores.mantissas.astype(float), scores.exponents[:, None])
    exported = export_onnx(import_onnx(proto.SerializeToString()))
    theirs = onnxruntime.InferenceSession(exported).run(None, {"input": x})[0]
    assert np.abs(ours - theirs).max() < 1e-3 * np.abs(theirs).max()
    best = np.sort(theirs, axis=1)
    clear = best[:, -1] - best[:, -2] > 2e-3 * np.abs(theirs).max()
    assert (ours.argmax(axis=1) == theirs.argmax(axis=1))[clear].all() and clear.sum() > 500


def test_softmax_and_argmax_agree_with_onnxruntime():
    random = np.random.default_rng(2)
    x = random.normal(size=(50, 8)).astype(np.float32)
    base = import_onnx(trained_like(random, 8, 5).SerializeToString())
    for head, tolerance in ((Softmax(1), 1e-3), (ArgMax(1), 0)):
        graph = Graph(base.input, base.tensors, (*base.operators, head))
        out = Model(graph).outputs(f32_bits(x))
        ours = np.ldexp(out.values.astype(float), out.exponents[:, None])
        theirs = onnxruntime.InferenceSession(export_onnx(graph)).run(None, {"input": x})[0]
        assert ours.shape == theirs.shape and np.abs(ours - theirs).max() <= tolerance
