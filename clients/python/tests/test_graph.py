from dataclasses import replace

import numpy as np
import pytest
from examples import GRAPH_HEX, example, tensor

from descent.errors import Error, Refused
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
    architecture,
    architecture_hash,
    content_hash,
    decode,
    encode,
    validate,
)

BYTES = bytes.fromhex(GRAPH_HEX)


def zeros(*shape, exponent=-27):
    return tensor(shape, exponent, np.zeros(int(np.prod(shape)), np.int64))


def refused(error, place, graph):
    with pytest.raises(Refused) as caught:
        validate(graph)
    assert (caught.value.error, caught.value.place) == (error, place)


def test_the_example_of_the_page_has_its_bytes_and_hashes():
    graph = example()
    assert encode(graph) == BYTES
    assert decode(BYTES) == graph
    assert content_hash(graph).hex() == "6ddb6fa461c47c7c14827cdbeb246028403f61cd55036a3cadc7c50a177c6728"
    assert architecture(graph).hex() == (
        "01040300000008080300000002000000040200000008000000000000000000010000000601000000"
    )
    assert architecture_hash(graph).hex() == (
        "10f6452de46cf178d0a30a5d8fd017e4024e7906c06721c5cab9b4333f0fcfc4"
    )


def test_the_example_has_the_work_and_memory_of_the_page():
    summary = validate(example())
    assert (summary.macs, summary.memory, summary.score, summary.parameters) == (6, 68, 1, 8)
    assert summary.shapes == ((3,), (2,), (2,))


def test_every_operator_comes_back():
    graph = Graph(
        (2, 3),
        (zeros(3, 4), zeros(4), zeros(8, 5), zeros(5)),
        (
            MatMul(0, 0),
            Add(1, Constant(1)),
            Relu(2),
            Add(3, Value(2)),
            Reshape(4, (4, 2)),
            Flatten(5),
            Gemm(6, 2, 3),
            ArgMax(7),
        ),
    )
    assert decode(encode(graph)) == graph
    summary = validate(graph)
    assert summary.shapes[-3:] == ((8,), (5,), (1,))
    assert summary.macs == 2 * 3 * 4 + 8 * 5
    assert summary.memory == 2 * (6 + 8 * 6 + 5 + 1) + 2 * 2 * 3 + 24 * 2 * 4
    assert summary.score == 7


def test_every_cut_of_the_bytes_is_malformed():
    for size in range(len(BYTES)):
        with pytest.raises(Refused) as caught:
            decode(BYTES[:size])
        assert caught.value.error is Error.Malformed


@pytest.mark.parametrize(
    "data",
    [
        BYTES + b"\0",
        bytes([1, 1, 0]) + BYTES[2:],  # a count of 0 in two bytes
        bytes([1, 20]) + BYTES[2:],  # rank 5
        BYTES[:-5] + b"\x08" + BYTES[-4:],  # operator 8
    ],
)
def test_what_is_not_one_graph_is_malformed(data):
    with pytest.raises(Refused) as caught:
        decode(data)
    assert caught.value.error is Error.Malformed


def test_too_many_bytes_and_other_versions_are_refused():
    with pytest.raises(Refused) as caught:
        decode(bytes((65 << 20) + 1))
    assert caught.value.error is Error.TooLarge
    with pytest.raises(Refused) as caught:
        decode(b"\2" + BYTES[1:])
    assert caught.value.error is Error.UnknownVersion


@pytest.mark.parametrize(
    "shape, error",
    [
        ((), Error.BadRank),
        ((0,), Error.BadDimension),
        ((65537,), Error.BadDimension),
        ((65536, 257), Error.TooManyElements),
        ((65536,) * 4, Error.TooManyElements),
    ],
)
def test_bad_shapes_are_refused(shape, error):
    refused(error, 0, replace(example(), input=shape))
    refused(error, 0, Graph((3,), (), (Reshape(0, shape),)))
    weight, bias = example().tensors
    refused(error, 1, replace(example(), tensors=(weight, replace(bias, shape=shape))))


@pytest.mark.parametrize(
    "change, error",
    [
        ({"exponent": -65}, Error.ExponentOutOfRange),
        ({"exponent": 102}, Error.ExponentOutOfRange),
        ({"values": np.zeros(3, np.int32)}, Error.CountMismatch),
        ({"values": np.array([1, -(2**31)], np.int32)}, Error.ValueOutOfRange),
    ],
)
def test_bad_tensors_are_refused(change, error):
    weight, bias = example().tensors
    refused(error, 1, replace(example(), tensors=(weight, replace(bias, **change))))


def test_graphs_made_here_have_the_counts_that_decoding_allows():
    refused(Error.Malformed, 0, Graph((1,), (), tuple(Relu(k) for k in range(1025))))
    refused(Error.Malformed, 0, Graph((1,) * 5, (), (Relu(0),)))
    validate(Graph((1,), (), tuple(Relu(k) for k in range(1024))))


def test_all_tensors_together_are_limited():
    big = zeros(4096, 4096)
    graph = Graph((4096,), (big, zeros(4096)), (Gemm(0, 0, 1),))
    refused(Error.TooManyElements, 1, graph)


@pytest.mark.parametrize(
    "operators, error, place",
    [
        ((), Error.NoOperators, 0),
        ((Softmax(0), Relu(1)), Error.NotAtOutput, 0),
        ((ArgMax(0), Relu(1)), Error.NotAtOutput, 0),
        ((Relu(1),), Error.BadValueIndex, 0),
        ((Relu(0), Add(1, Value(2))), Error.BadValueIndex, 1),
        ((Gemm(0, 0, 2),), Error.BadTensorIndex, 0),
        ((Gemm(0, 1, 0),), Error.TensorOrder, 0),
        ((Add(0, Constant(1)),), Error.TensorOrder, 0),
        ((MatMul(0, 0), MatMul(1, 0)), Error.ShapeMismatch, 1),
        ((Gemm(0, 0, 0),), Error.ShapeMismatch, 0),
        ((Gemm(0, 0, 1), Add(1, Value(0))), Error.ShapeMismatch, 1),
        ((Gemm(0, 0, 1), Reshape(1, (3,))), Error.ShapeMismatch, 1),
        ((Gemm(0, 0, 1), Reshape(1, (1, 2)), Softmax(2)), Error.ShapeMismatch, 2),
        ((MatMul(0, 0),), Error.UnusedTensor, 1),
        ((Gemm(0, 0, 1), Relu(1), Relu(1)), Error.UnusedValue, 2),
    ],
)
def test_bad_operators_are_refused(operators, error, place):
    refused(error, place, replace(example(), operators=operators))


def test_an_input_that_nobody_reads_cannot_be():
    refused(Error.BadValueIndex, 0, Graph((2,), (), (Relu(1), Relu(0))))


def test_work_and_memory_are_limited():
    wide = Graph((65536, 64), (zeros(64, 1024),), (MatMul(0, 0),))
    refused(Error.TooManyElements, 0, wide)
    square = zeros(4096, 4096)
    graph = Graph((256, 4096), (square,), (MatMul(0, 0), MatMul(1, 0)))
    refused(Error.TooManyMacs, 1, graph)
    refused(Error.TooMuchMemory, 0, Graph((4096, 4096), (), (Relu(0), Relu(1))))


def test_an_addend_repeats_along_the_leading_dimensions_only():
    graph = Graph((2, 3), (zeros(3),), (Add(0, Constant(0)),))
    assert validate(graph).shapes[-1] == (2, 3)
    refused(Error.ShapeMismatch, 0, Graph((2, 3), (zeros(2),), (Add(0, Constant(0)),)))
    refused(Error.ShapeMismatch, 0, Graph((3,), (zeros(2, 3),), (Add(0, Constant(0)),)))
    refused(Error.ShapeMismatch, 0, Graph((2, 3), (zeros(1, 3),), (Add(0, Constant(0)),)))
