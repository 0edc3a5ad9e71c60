"""Who holds which samples: the sponsor's validation data, and each party's own."""

import os
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from descent.arithmetic import Loss, f32_bits
from descent.commitments import Slice, ValidationSet


@dataclass(frozen=True)
class Samples:
    """Features [n, elements] as float32 and labels [n]."""

    x: npt.NDArray[np.float32]
    labels: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.labels)

    def taken(self, which: npt.NDArray[np.int64]) -> "Samples":
        """The samples of these numbers."""
        return Samples(self.x[which], self.labels[which])


@dataclass(frozen=True)
class Split:
    """A data set cut in two: what the sponsor judges by, and what parties train on."""

    validation: Samples
    training: Samples


def split(all_of: Samples, validation: int, random: np.random.Generator) -> Split:
    """A random cut, features scaled by the mean and deviation of the validation part.

    That part is the sponsor's own, which publishes its scaling with the task: no party shows its data.
    """
    order = random.permutation(len(all_of))
    x = all_of.x[order[:validation]].astype(np.float64)
    deviation = x.std(axis=0)
    mean, deviation = x.mean(axis=0), np.where(deviation > 0, deviation, 1)
    scaled = np.clip((all_of.x - mean) / deviation, -8, 8).astype(np.float32)
    whole = Samples(scaled, all_of.labels)
    return Split(whole.taken(order[:validation]), whole.taken(order[validation:]))


def iid(training: Samples, parties: int, random: np.random.Generator) -> list[Samples]:
    """Equal random shares."""
    return [training.taken(part) for part in np.array_split(random.permutation(len(training)), parties)]


def dirichlet(
    training: Samples, parties: int, alpha: float, random: np.random.Generator, least: int = 24
) -> list[Samples]:
    """Each label's samples in shares drawn from Dirichlet(alpha), until every party has `least`."""
    labels = np.unique(training.labels)
    while True:
        owner = np.empty(len(training), np.int64)
        for label in labels:
            places = random.permutation(np.flatnonzero(training.labels == label))
            cuts = np.cumsum(random.dirichlet([alpha] * parties))[:-1] * len(places)
            for party, part in enumerate(np.split(places, cuts.astype(int))):
                owner[part] = party
        shares = [training.taken(np.flatnonzero(owner == party)) for party in range(parties)]
        if min(map(len, shares)) >= least:
            return shares


def flipped(samples: Samples, classes: int) -> Samples:
    """The same samples with every label changed: what an attacker trains on."""
    mirrored = classes - 1 - samples.labels
    return Samples(samples.x, mirrored if classes % 2 == 0 else (samples.labels + 1) % classes)


def validation_set(samples: Samples, slices: int) -> ValidationSet:
    """Equal slices under one root, each with a secret salt. Requires a multiple of `slices` samples."""
    cut = [
        Slice(f32_bits(x), labels.astype(np.uint32), os.urandom(32))
        for x, labels in zip(np.split(samples.x, slices), np.split(samples.labels, slices), strict=True)
    ]
    return ValidationSet(cut, Loss.cross_entropy)
