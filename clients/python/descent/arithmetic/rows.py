"""Rows: 16-bit mantissas with one exponent for each sample (docs/arithmetic.md, "Rows").

A batch of B samples of a value of shape [...] is mantissas [B, ...] and exponents [B]. `refused` marks
samples that overflowed somewhere; what they hold is the zero row.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from descent.arithmetic.f32 import parts
from descent.arithmetic.rounding import Ints, bit_length, ints, round_shift

MANTISSA_BITS = 15
EXPONENT_MIN, EXPONENT_MAX = -1024, 1023


@dataclass(frozen=True)
class Rows:
    """Element j of sample b is `mantissas[b, j] * 2**exponents[b]`."""

    mantissas: Ints
    exponents: Ints
    refused: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.exponents)

    @property
    def flat(self) -> Ints:
        """Mantissas [B, elements of a sample]."""
        return self.mantissas.reshape(len(self), -1)

    @property
    def zero(self) -> npt.NDArray[np.bool_]:
        """Which samples are the zero row."""
        return ~self.flat.any(axis=1)

    def reshaped(self, shape: tuple[int, ...]) -> Self:
        """The same elements in another shape of one sample."""
        return type(self)(self.mantissas.reshape(len(self), *shape), self.exponents, self.refused)

    def where(self, choose: npt.NDArray[np.bool_], other: "Rows") -> "Rows":
        """Samples of `other` where chosen, else of self."""
        wide = choose.reshape(-1, *[1] * (self.mantissas.ndim - 1))
        return Rows(
            np.where(wide, other.mantissas, self.mantissas),
            np.where(choose, other.exponents, self.exponents),
            np.where(choose, other.refused, self.refused),
        )


def along(per_sample: Ints, ndim: int) -> Ints:
    """[B] as [B, 1, ...] of `ndim` dimensions."""
    return per_sample.reshape(-1, *[1] * (ndim - 1))


def normalise(totals: Ints, exponents: npt.ArrayLike, refused: npt.ArrayLike = False) -> Rows:
    """`normalise(T, A)` of each sample: totals [B, ...] below 2^62 at exponents [B] (or one for all)."""
    count = len(totals)
    exponents = np.broadcast_to(ints(exponents), (count,))
    greatest = np.abs(totals).reshape(count, -1).max(axis=1)
    s = bit_length(greatest) - MANTISSA_BITS
    s = s + (round_shift(greatest, s) == 1 << MANTISSA_BITS)
    over = (greatest > 0) & (exponents + s > EXPONENT_MAX)
    refused = np.broadcast_to(refused, (count,)) | over
    zero = (greatest == 0) | refused | (exponents + s < EXPONENT_MIN)
    mantissas = np.where(along(zero, totals.ndim), 0, round_shift(totals, along(s, totals.ndim)))
    return Rows(mantissas, np.where(zero, 0, exponents + s), refused)


def samples(bits: npt.ArrayLike) -> Rows:
    """("A sample") rows of f32 patterns [B, ...]. Raises Refused NotFinite with the element's number."""
    bits = np.asarray(bits)
    g, q = parts(bits.reshape(-1))
    g, q = g.reshape(len(bits), -1), q.reshape(len(bits), -1)
    tops = np.where(g == 0, -(1 << 20), bit_length(g) + q).max(axis=1, keepdims=True)
    e = tops - MANTISSA_BITS
    e = e + (np.abs(round_shift(g, e - q)).max(axis=1, keepdims=True) == 1 << MANTISSA_BITS)
    zero = ~g.any(axis=1)
    e = np.where(zero[:, None], 0, e)
    return Rows(round_shift(g, e - q).reshape(bits.shape), e[:, 0], np.zeros(len(bits), bool))
