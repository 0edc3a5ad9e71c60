import numpy as np
import pytest
from examples import example

from descent.arithmetic import full_step
from descent.errors import Refused
from descent.graph import check, decode_update, encode_update
from descent.updates import floats, make_update, weights

BASE = example()


def changed(scale, seed=1):
    random = np.random.default_rng(seed)
    return [w + random.uniform(-scale, scale, w.shape) for w in weights(BASE)]


def test_weights_are_the_exact_values():
    assert weights(BASE)[0].tolist() == [[0.5, -0.25], [1.0, 0.125], [0.75, 67109 / 2**26]]


@pytest.mark.parametrize("bits, scale", [(16, 1e-2), (8, 1e-4), (16, 1e-6)])
def test_a_full_step_lands_on_the_trained_weights(bits, scale):
    trained = changed(scale)
    update = make_update(BASE, trained, bits=bits)
    assert {c.bits for c in update.tensors} == {bits}
    for tensor, wanted in zip(full_step(BASE, update).tensors, trained, strict=True):
        error = np.abs(floats(tensor) - wanted).max()
        assert error <= scale / (100 if bits == 8 else 16000) + 2.0**-26


def test_updates_survive_their_encoding():
    update = make_update(BASE, changed(1e-3), keep=0.5)
    back = decode_update(encode_update(update))
    check(back, BASE)
    assert encode_update(back) == encode_update(update)


def test_top_k_keeps_the_greatest_with_ties_to_the_lower():
    trained = weights(BASE)
    trained[0] += np.array([[1, -3], [3, 2], [0, -3]]) * 1e-3
    update = make_update(BASE, trained, keep=0.5)
    assert [c.tensor for c in update.tensors] == [0]
    assert update.tensors[0].positions.tolist() == [1, 2, 5]
    assert make_update(BASE, trained, keep=1 / 6).tensors[0].positions.tolist() == [1]


def test_a_change_beyond_the_format_is_cut_to_its_greatest():
    trained = weights(BASE)
    trained[1] += np.array([1e6, -0.001])
    change = make_update(BASE, trained).tensors[0]
    assert change.values[0] == 32767
    assert change.exponent == BASE.tensors[1].exponent + 24


def test_what_does_not_change_is_not_sent():
    trained = weights(BASE)
    trained[1] += 1e-3
    assert [c.tensor for c in make_update(BASE, trained).tensors] == [1]
    with pytest.raises(Refused, match="EmptyUpdate"):
        make_update(BASE, weights(BASE))


def test_bad_arguments_are_refused():
    with pytest.raises(ValueError, match="bits"):
        make_update(BASE, changed(1e-3), bits=4)
    with pytest.raises(ValueError, match="keep"):
        make_update(BASE, changed(1e-3), keep=0.0)
    with pytest.raises(ValueError, match="shapes"):
        make_update(BASE, changed(1e-3)[:1])
    trained = changed(1e-3)
    trained[0][0, 0] = np.nan
    with pytest.raises(Refused, match="NotFinite"):
        make_update(BASE, trained)
