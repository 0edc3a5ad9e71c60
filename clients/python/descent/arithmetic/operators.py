"""Weights cut into 14-bit columns, and the operators on rows (docs/arithmetic.md, "Weights" to "Relu")."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from descent.arithmetic.rounding import Ints, bit_length, ints, round_shift
from descent.arithmetic.rows import Rows, along, normalise
from descent.graph import Tensor

COLUMN_BITS = 13
SPREAD_MAX = 12
TOTAL_BITS = 58
"""An addend is aligned so that it stays below 2^58."""


@dataclass(frozen=True)
class Columns:
    """A weight [K, N] cut once: column n is `cut[:, n] * 2**(exponent + shifts[n])`."""

    cut: Ints
    shifts: Ints
    low: int
    exponent: int
    zero: bool


def columns(weight: Tensor) -> Columns:
    """Cut a tensor of rank 2 so that every |cut| <= 8191."""
    w = ints(weight.values).reshape(weight.shape)
    greatest = np.abs(w).max(axis=0)
    if not greatest.any():
        return Columns(w, np.zeros(w.shape[1], np.int64), 0, weight.exponent, True)
    c = bit_length(greatest) - COLUMN_BITS
    c = c + (round_shift(greatest, c) == 1 << COLUMN_BITS)
    top = c[greatest > 0].max()
    c = np.where(greatest > 0, np.maximum(c, top - SPREAD_MAX), top)
    return Columns(round_shift(w, c), c, int(c.min()), weight.exponent, False)


def product(x: Rows, weight: Columns, bias: Tensor | None = None) -> Rows:
    """Gemm (with a bias) or MatMul: x [B, ..., K] by [K, N] to [B, ..., N]."""
    shape = (len(x), *x.mantissas.shape[1:-1], weight.cut.shape[1])
    without = normalise(np.zeros(shape, np.int64), 0, x.refused)
    if bias is not None:
        b = np.broadcast_to(ints(bias.values), shape)
        without = normalise(b, bias.exponent, x.refused)
    if weight.zero:
        return without
    sums = x.mantissas @ weight.cut
    scale = x.exponents + weight.exponent
    a = scale + weight.low
    if bias is not None and bias.values.any():
        a = np.maximum(a, bias.exponent + int(bit_length(bias.values).max()) - TOTAL_BITS)
        totals = round_shift(b, along(a - bias.exponent, len(shape)))
    else:
        totals = 0
    shifts = along(a - scale, len(shape)) - weight.shifts
    return normalise(round_shift(sums, shifts) + totals, a, x.refused).where(x.zero, without)


def _tensor_rows(tensor: Tensor, x: Rows) -> tuple[Ints, Ints]:
    v = np.broadcast_to(ints(tensor.values).reshape(tensor.shape), x.mantissas.shape)
    return v, np.full(len(x), tensor.exponent)


def add(x: Rows, right: Rows | Tensor) -> Rows:
    """x plus rows of the same shape, or plus a tensor repeated along the leading dimensions."""
    u, e_u = x.mantissas, x.exponents
    v, e_v = (right.mantissas, right.exponents) if isinstance(right, Rows) else _tensor_rows(right, x)
    refused = x.refused | (right.refused if isinstance(right, Rows) else False)
    l_u, l_v = _greatest_bits(u), _greatest_bits(v)
    a = np.maximum(np.minimum(e_u, e_v), np.maximum(e_u + l_u, e_v + l_v) - TOTAL_BITS)
    totals = _aligned(u, a - e_u) + _aligned(v, a - e_v)
    both = normalise(totals, a, refused)
    return both.where(l_u == 0, normalise(v, e_v, refused)).where(l_v == 0, normalise(u, e_u, refused))


def _greatest_bits(v: Ints) -> Ints:
    return bit_length(np.abs(v).reshape(len(v), -1).max(axis=1))


def _aligned(v: Ints, shifts: Ints) -> Ints:
    return round_shift(v, along(shifts, v.ndim))


def relu(x: Rows) -> Rows:
    """max(x, 0), normal again."""
    return normalise(np.maximum(x.mantissas, 0), x.exponents, x.refused)


def argmax(x: Rows) -> npt.NDArray[np.int64]:
    """[B]: the index of the greatest element, ties to the lower."""
    return x.flat.argmax(axis=1)
