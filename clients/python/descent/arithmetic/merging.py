"""Weights from deposits, and updates added to a base (docs/arithmetic.md, "Merging updates")."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from descent.arithmetic.rounding import ints, round_divide
from descent.errors import Error, Refused
from descent.graph import Graph, Tensor, TensorUpdate, Update
from descent.graph.limits import VALUE_MAX


def merge_weights(deposits: Sequence[int]) -> list[int]:
    """w_i of deposits D_i, whose sum is below 2^128: their sum is below 2^31."""
    s = max(0, sum(deposits).bit_length() - 31)
    return [d >> s for d in deposits]


def _numerator(changes: list[tuple[int, TensorUpdate]], lowest: int, size: int, wide: bool) -> np.ndarray:
    """Sum of weight * change in units of 2^lowest; Python integers if 64 bits could overflow."""
    total = np.zeros(size, object if wide else np.int64)
    for weight, change in changes:
        scaled = change.values.astype(total.dtype) * (weight << (change.exponent - lowest))
        if change.positions is None:
            total += scaled
        else:
            total[change.positions] += scaled
    return total


def _change(tensor: Tensor, changes: list[tuple[int, TensorUpdate]], total: int) -> np.ndarray:
    """The rounded change of every element, in units of the tensor's own."""
    lowest = min(c.exponent for _, c in changes)
    r = lowest - tensor.exponent
    spread = max(c.exponent for _, c in changes) - lowest
    wide = spread + max(r, 0) > 15  # sum of weights < 2^31, changes <= 2^15: 62 bits hold 2^46 * 2^15
    numerator = _numerator(changes, lowest, tensor.values.size, wide)
    return round_divide(numerator << max(r, 0), total << max(-r, 0))


def _merged_tensor(tensor: Tensor, place: int, changes: list[tuple[int, TensorUpdate]], total: int) -> Tensor:
    if not changes:
        return tensor
    values = ints(tensor.values) + _change(tensor, changes, total)
    if (np.abs(values) > VALUE_MAX).any():
        raise Refused(Error.ResultOutOfRange, place, "a merged value beyond int32")
    return replace(tensor, values=values.astype(np.int32))


def merge(base: Graph, updates: Sequence[Update], weights: Sequence[int], total: int) -> Graph:
    """Base plus the sum of weight * update / total, each element rounded once, half to even.

    Requires updates that `check` passed, 0 < total < 2^31, weights >= 0 that sum to at most total.
    Raises Refused ResultOutOfRange with the tensor's number.
    """
    if len(updates) != len(weights):
        raise ValueError(f"{len(updates)} updates, {len(weights)} weights")
    if not 0 < total < 1 << 31 or min(weights, default=0) < 0 or sum(weights) > total:
        raise ValueError(f"weights {list(weights)} of {total}")
    named: dict[int, list[tuple[int, TensorUpdate]]] = {}
    for update, weight in zip(updates, weights, strict=True):
        for change in update.tensors:
            named.setdefault(change.tensor, []).append((weight, change))
    tensors = (_merged_tensor(t, i, named.get(i, []), total) for i, t in enumerate(base.tensors))
    return replace(base, tensors=tuple(tensors))


def candidate(base: Graph, updates: Sequence[Update], weights: Sequence[int], i: int) -> Graph:
    """Base plus update i at its merge weight among all valid reveals. Raises Refused ResultOutOfRange."""
    return merge(base, [updates[i]], [weights[i]], sum(weights))


def merged(base: Graph, updates: Sequence[Update], weights: Sequence[int]) -> Graph:
    """The weighted mean of the accepted updates. Raises Refused ResultOutOfRange."""
    return merge(base, updates, weights, sum(weights))


def full_step(base: Graph, update: Update) -> Graph:
    """Base plus the whole update. Raises Refused ResultOutOfRange."""
    return merge(base, [update], [1], 1)
