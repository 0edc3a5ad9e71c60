"""2^-u and log2 in Q31 by tables of integers (docs/arithmetic.md, "exp2 and log2")."""

from functools import cache
from math import isqrt

import numpy as np
import numpy.typing as npt

from descent.arithmetic.rounding import Ints, bit_length, ints, round_shift
from descent.arithmetic.rows import Rows

ONE = 1 << 31
LOG2E = 3098164009
LN2 = 1488522236


@cache
def roots() -> tuple[int, ...]:
    """r_0 .. r_16: 2^(-2^-i) in units of 2^-62, from r_0 = 2^61."""
    r = [1 << 61]
    for _ in range(16):
        r.append(isqrt(r[-1] << 62))
    return tuple(r)


def _table(first: int) -> Ints:
    def entry(k: int) -> int:
        p = 1 << 62
        for i in range(1, 9):
            if k >> (8 - i) & 1:
                p = p * roots()[first + i] >> 62
        return (p + (1 << 30)) >> 31

    return np.array([entry(k) for k in range(256)], np.int64)


@cache
def tables() -> tuple[Ints, Ints]:
    """TA and TB: 2^-(k / 2^8) and 2^-(k / 2^16) in Q31."""
    return _table(0), _table(8)


def _mul(a: Ints, b: npt.ArrayLike) -> Ints:
    return (a * b + (1 << 30)) >> 31


def exp2neg(u: npt.ArrayLike) -> Ints:
    """2^-u in Q31 of u >= 0 in Q31."""
    u = ints(u)
    ta, tb = tables()
    i, f = u >> 31, u & ONE - 1
    p = _mul(ta[f >> 23], tb[f >> 15 & 255])
    p = _mul(p, ONE - _mul(f & 32767, LN2))
    return np.where(i >= 32, 0, round_shift(p, np.minimum(i, 32)))


def log2(z: npt.ArrayLike) -> Ints:
    """log2 in Q31 of 2^31 <= z < 2^48 in Q31."""
    z = ints(z)
    y = bit_length(z) - 32
    x = (z >> y).astype(np.uint64)
    for _ in range(31):
        x = (x * x) >> np.uint64(31)
        carry = x >> np.uint64(32)
        x = x >> carry
        y = 2 * y + carry.astype(np.int64)
    return y


def terms(scores: Rows) -> tuple[Ints, Ints]:
    """(t [B, C], Z [B]): exp of each element less the greatest, in Q31, and their sums."""
    m, e = scores.flat, scores.exponents[:, None]
    below = m.max(axis=1, keepdims=True) - m
    # From e = 5 on, a difference of 1 is beyond what exp2neg holds, as is every one for e > 16.
    t = exp2neg(round_shift(below * LOG2E, -np.minimum(e, 5)))
    return t, t.sum(axis=1)
