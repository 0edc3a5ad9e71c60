"""Bit lengths and rounding half to even, elementwise on int64 (docs/arithmetic.md, "Notation")."""

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]


def ints(values: npt.ArrayLike) -> Ints:
    """As int64."""
    return np.asarray(values, np.int64)


def bit_length(v: npt.ArrayLike) -> Ints:
    """Bits of |v|; 0 for 0."""
    rest, bits = np.abs(ints(v)), np.zeros(np.shape(v), np.int64)
    for step in (32, 16, 8, 4, 2, 1):
        high = rest >> step > 0
        bits += np.where(high, step, 0)
        rest = np.where(high, rest >> step, rest)
    return bits + rest


def round_shift(v: npt.ArrayLike, s: npt.ArrayLike) -> Ints:
    """`rs(v, s)`: v / 2^s; exactly v * 2^-s for s <= 0. Requires |v| < 2^62 and a result within int64."""
    v, s = np.broadcast_arrays(ints(v), ints(s))
    if not np.any(s > 0):
        return v << np.minimum(-s, 62)
    right, left = np.clip(s, 0, 62), np.clip(-s, 0, 62)
    half = np.where(right > 0, (np.int64(1) << np.maximum(right - 1, 0)) - 1 + (v >> right & 1), 0)
    return np.where(s > 62, 0, ((v + half) >> right) << left)


def round_divide(n: npt.ArrayLike, d: npt.ArrayLike) -> npt.NDArray:
    """`div(n, d)`, d > 0, on int64 or Python integers. Requires |d| < 2^62 for int64."""
    n, d = np.asarray(n), np.asarray(d)
    quotient = n // d
    twice = 2 * (n - quotient * d)
    return quotient + ((twice > d) | ((twice == d) & (quotient & 1 == 1)))


def fixed(v: npt.ArrayLike, q: npt.ArrayLike, f: int, cap: int) -> Ints:
    """v * 2^q in units of 2^-f, clamped to [-cap, cap]. Requires |v| < 2^25 and cap < 2^37."""
    shift = np.minimum(ints(q) + f, 37)  # v * 2^37 is beyond the cap unless v is 0
    return np.clip(round_shift(v, -shift), -cap, cap)
