"""f32 bit patterns to integers and back, without floats (docs/arithmetic.md, "f32 bit patterns")."""

import numpy as np
import numpy.typing as npt

from descent.arithmetic.rounding import Ints, bit_length, ints, round_shift
from descent.errors import Error, Refused

EXPONENT_FLOOR = -27
HEADROOM = 26
"""The greatest element takes at most 27 bits: 4 of 31 are left for training."""


def f32_bits(values: npt.ArrayLike) -> npt.NDArray[np.uint32]:
    """The bit patterns of float32 values (of anything else, after numpy's conversion)."""
    return np.ascontiguousarray(values, np.float32).view(np.uint32)


def parts(bits: npt.ArrayLike) -> tuple[Ints, Ints]:
    """(±g, q) of each pattern: its value is ±g * 2^q. Raises Refused NotFinite with the element's number."""
    bits = ints(bits)
    x, g = bits >> 23 & 255, bits & (1 << 23) - 1
    bad = np.flatnonzero(x == 255)
    if bad.size:
        raise Refused(Error.NotFinite, int(bad[0]), "NaN or infinity")
    g = np.where(x == 0, g, g + (1 << 23))
    q = np.where(x == 0, -149, x - 150)
    return np.where(bits >> 31 & 1, -g, g), q


def quantise(bits: npt.ArrayLike) -> tuple[int, npt.NDArray[np.int32]]:
    """("To a tensor") exponent and flat values of f32 patterns. Raises Refused NotFinite."""
    g, q = parts(np.asarray(bits).reshape(-1))
    tops = (bit_length(g) + q - 1)[g != 0]
    exponent = max(int(tops.max()) - HEADROOM, EXPONENT_FLOOR) if tops.size else EXPONENT_FLOOR
    return exponent, round_shift(g, exponent - q).astype(np.int32)


def to_f32_bits(values: npt.ArrayLike, exponent: int) -> npt.NDArray[np.uint32]:
    """("From a tensor") nearest f32 patterns of values * 2^exponent. Raises Refused ResultOutOfRange."""
    v = ints(values)
    s = bit_length(v) - 24
    a = round_shift(np.abs(v), s)
    carried = a == 1 << 24
    a, s = np.where(carried, 1 << 23, a), np.where(carried, s + 1, s)
    x = s + exponent + 150
    bad = np.flatnonzero((x > 254) & (v != 0))
    if bad.size:
        raise Refused(Error.ResultOutOfRange, int(bad[0]), "beyond the greatest f32")
    bits = np.where(v < 0, 1 << 31, 0) | x << 23 | a - (1 << 23)
    return np.where(v == 0, 0, bits).astype(np.uint32)
