from dataclasses import replace

import numpy as np
import pytest
from examples import UPDATE_HEX, example

from descent.errors import Error, Refused
from descent.graph import TensorUpdate, Update, check, content_hash, decode_update, encode_update

BYTES = bytes.fromhex(UPDATE_HEX)


def made(*changes):
    return Update(content_hash(example()), changes)


def dense(tensor=0, exponent=-26, count=6):
    return TensorUpdate(tensor, exponent, np.zeros(count, np.int8))


def sparse(positions, count=None):
    values = np.ones(len(positions) if count is None else count, np.int16)
    return TensorUpdate(0, -26, values, np.array(positions, np.uint32))


def test_the_example_of_the_page_comes_back():
    update = decode_update(BYTES)
    check(update, example())
    assert encode_update(update) == BYTES
    first, second = update.tensors
    assert (first.tensor, first.exponent, first.values.tolist()) == (0, -20, [1, -2, 3, 0, 127, -128])
    assert (second.positions.tolist(), second.values.tolist(), second.bits) == ([1], [-3000], 16)


@pytest.mark.parametrize(
    "update, error, place",
    [
        (Update(bytes(32), (dense(),)), Error.WrongBase, 0),
        (made(), Error.EmptyUpdate, 0),
        (made(dense(2)), Error.BadTensorIndex, 0),
        (made(dense(), dense()), Error.TensorOrder, 1),
        (made(dense(1, -27, 2), dense()), Error.TensorOrder, 1),
        (made(dense(exponent=-51)), Error.ExponentOutOfRange, 0),
        (made(dense(exponent=-1)), Error.ExponentOutOfRange, 0),
        (made(dense(count=5)), Error.CountMismatch, 0),
        (made(sparse([])), Error.CountMismatch, 0),
        (made(sparse([1, 2], 1)), Error.CountMismatch, 0),
        (made(sparse([2, 1])), Error.PositionOrder, 0),
        (made(sparse([1, 1])), Error.PositionOrder, 0),
        (made(sparse([6])), Error.PositionOutOfRange, 0),
        (made(sparse([7, 3])), Error.PositionOutOfRange, 0),
        (made(sparse([3, 2, 9])), Error.PositionOrder, 0),
    ],
)
def test_what_does_not_fit_the_graph_is_refused(update, error, place):
    with pytest.raises(Refused) as caught:
        check(update, example())
    assert (caught.value.error, caught.value.place) == (error, place)


@pytest.mark.parametrize("exponent", [-50, -2])
def test_the_exponents_at_both_ends_are_accepted(exponent):
    check(made(dense(exponent=exponent)), example())


def test_every_cut_of_the_bytes_is_malformed():
    for data in [*(BYTES[:size] for size in range(len(BYTES))), BYTES + b"\0"]:
        with pytest.raises(Refused) as caught:
            decode_update(data)
        assert caught.value.error is Error.Malformed


def test_an_unknown_kind_is_malformed_and_another_version_unknown():
    with pytest.raises(Refused, match="Malformed"):
        decode_update(BYTES[:40] + b"\4" + BYTES[41:])
    with pytest.raises(Refused, match="UnknownVersion"):
        decode_update(b"\2" + BYTES[1:])
    with pytest.raises(Refused, match="UnknownVersion"):
        check(replace(decode_update(BYTES), version=2), example())
    with pytest.raises(Refused, match="TooLarge"):
        decode_update(bytes((65 << 20) + 1))
