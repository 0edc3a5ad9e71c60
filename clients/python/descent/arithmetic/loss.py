"""Losses, accuracy and gains (docs/arithmetic.md; a refused sample counts as docs/scoring.md says)."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from descent.arithmetic.exponential import LN2, log2, terms
from descent.arithmetic.f32 import parts
from descent.arithmetic.operators import argmax
from descent.arithmetic.rounding import Ints, fixed, ints, round_shift
from descent.arithmetic.rows import Rows
from descent.errors import Error, Refused

LOSS_MAX = 1 << 36
"""4096.0 in the unit of a loss, 2^-24."""


class Loss(IntEnum):
    """How a score row is judged; the numbers are those of a validation set's root."""

    cross_entropy = 0
    mse = 1


@dataclass(frozen=True)
class Losses:
    """Of each sample of a slice: its loss in 2^-24, and whether it counts as correct."""

    losses: Ints
    correct: npt.NDArray[np.bool_]

    @property
    def total(self) -> int:
        """Sum of the losses."""
        return int(self.losses.sum())

    @property
    def hits(self) -> int:
        """Number of correct samples."""
        return int(self.correct.sum())


def cross_entropy(scores: Rows, labels: npt.ArrayLike) -> Ints:
    """[B] losses in nats * 2^24 of u32 labels [B]. Raises Refused LabelOutOfRange."""
    m, labels = scores.flat, ints(labels)
    bad = np.flatnonzero((labels < 0) | (labels >= m.shape[1]))
    if bad.size:
        raise Refused(Error.LabelOutOfRange, int(bad[0]), f"{labels[bad[0]]} of {m.shape[1]} classes")
    chosen = np.take_along_axis(m, labels[:, None], axis=1)[:, 0]
    _, z = terms(scores)
    normaliser = round_shift(round_shift(log2(z), 7) * LN2, 31)
    return np.minimum(LOSS_MAX, normaliser + fixed(m.max(axis=1) - chosen, scores.exponents, 24, LOSS_MAX))


def mse(scores: Rows, targets: npt.ArrayLike) -> Ints:
    """[B] squared errors * 2^24 of f32 patterns [B]. Raises Refused: ShapeMismatch, NotFinite."""
    if scores.flat.shape[1] != 1:
        raise Refused(Error.ShapeMismatch, 0, "mse judges a score of one element")
    g, q = parts(targets)
    d = fixed(scores.flat[:, 0], scores.exponents, 20, 1 << 30) - fixed(g, q, 20, 1 << 30)
    return np.minimum(LOSS_MAX, round_shift(d * d, 16))


def judge(loss: Loss, scores: Rows, targets: npt.ArrayLike) -> Losses:
    """Losses and hits against targets [B]: labels, or f32 patterns for mse.

    A refused sample has the greatest loss. Raises Refused: LabelOutOfRange, ShapeMismatch, NotFinite.
    """
    targets = np.asarray(targets)
    if targets.shape != (len(scores),):
        raise Refused(Error.CountMismatch, 0, f"{len(scores)} samples, targets {targets.shape}")
    if loss is Loss.cross_entropy:
        losses, correct = cross_entropy(scores, targets), argmax(scores) == targets
    else:
        losses, correct = mse(scores, targets), np.zeros(len(scores), bool)
    return Losses(np.where(scores.refused, LOSS_MAX, losses), correct & ~scores.refused)


@dataclass(frozen=True)
class Score:
    """State of a score: n samples, G the sum of gains, Q the sum of their squares, exact integers."""

    n: int
    gain: int
    squares: int

    @classmethod
    def of(cls, base: Ints, candidate: Ints) -> "Score":
        """The gain of a candidate's losses [n] over the base's."""
        gains = [int(g) for g in ints(base) - ints(candidate)]
        return cls(len(gains), sum(gains), sum(g * g for g in gains))

    def _beyond(self, k: int) -> bool:
        return self.gain**2 * (self.n - 1) > k * k * (self.n * self.squares - self.gain**2)

    def above_errors(self, k: int) -> bool:
        """Gain > k standard errors."""
        return self.gain > 0 and self._beyond(k)

    def below_errors(self, k: int) -> bool:
        """Gain < -k standard errors."""
        return self.gain < 0 and self._beyond(k)

    def below(self, threshold: int) -> bool:
        """Mean gain < -threshold, in the unit of a loss."""
        return self.gain < -threshold * self.n
