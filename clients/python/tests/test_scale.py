import numpy as np
import pytest

from descent import scale


@pytest.mark.parametrize(
    "value, encoded",
    [
        (0, "00"),
        (63, "fc"),
        (64, "0101"),
        (16383, "fdff"),
        (16384, "02000100"),
        (2**30 - 1, "feffffff"),
        (2**30, "0300000040"),
        (2**32, "070000000001"),
        (2**536 - 1, "ff" * 68),
    ],
)
def test_compact_integers_take_the_fewest_bytes(value, encoded):
    assert scale.compact(value).hex() == encoded
    assert scale.Reader(bytes.fromhex(encoded)).compact() == value


@pytest.mark.parametrize("encoded", ["0100", "02000000", "03ffffff3f", "0700000040 00".replace(" ", "")])
def test_compact_integers_that_are_not_minimal_are_refused(encoded):
    with pytest.raises(scale.ScaleError, match="not minimal"):
        scale.Reader(bytes.fromhex(encoded)).compact()


@pytest.mark.parametrize("encoded", ["", "01", "020001", "0300"])
def test_truncated_integers_are_refused(encoded):
    with pytest.raises(scale.ScaleError, match="truncated"):
        scale.Reader(bytes.fromhex(encoded)).compact()


def test_a_count_beyond_the_input_is_refused_before_allocation():
    with pytest.raises(scale.ScaleError, match="promised"):
        scale.Reader(scale.compact(2**60) + b"1234").array("<i4")


def test_a_count_above_its_limit_is_refused():
    with pytest.raises(scale.ScaleError, match="at most 2"):
        scale.Reader(bytes.fromhex("0c010203")).vector(lambda r: r.integer(1), 1, 2)


def test_arrays_come_back():
    values = np.array([-(2**31), 0, 5, 2**31 - 1], np.int32)
    reader = scale.Reader(scale.array(values, "<i4"))
    assert np.array_equal(reader.array("<i4"), values)
    reader.finish()


def test_arrays_refuse_values_that_do_not_fit():
    with pytest.raises(ValueError, match="beyond"):
        scale.array(np.array([128]), "<i1")


def test_trailing_bytes_are_refused():
    with pytest.raises(scale.ScaleError, match="too many"):
        scale.Reader(b"\0").finish()


def test_negative_and_huge_compacts_have_no_encoding():
    with pytest.raises(ValueError):
        scale.compact(-1)
    with pytest.raises(ValueError):
        scale.compact(2**536)
