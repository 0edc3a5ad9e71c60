"""The two federations of the demonstration: which data, which network, on which conditions."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from sklearn.datasets import load_breast_cancer, load_digits

from descent.federation import data, network

GRAD = 10**12
"""Base units in a GRAD."""
ROUNDS = 10
HONEST = 5
REWARD = 50 * GRAD
DEPOSIT = 150 * GRAD
PURSE = 3_000 * GRAD
"""What a party is given to begin with."""
LICENCE = "CC0-1.0"


def _load(loader: Callable) -> data.Samples:
    x, labels = loader(return_X_y=True)
    return data.Samples(x.astype(np.float32), labels.astype(np.int64))


@dataclass(frozen=True)
class Windows:
    """How many blocks a phase leaves its people."""

    commit: int
    reveal: int


ON_COMMAND = Windows(commit=2, reveal=3)
"""Where a block is made when the demonstration says so."""
BY_ITSELF = Windows(commit=10, reveal=8)
"""Where a chain goes on by itself, five blocks a second at most."""


@dataclass(frozen=True)
class Setting:
    """A federation's data, network and conditions."""

    name: str
    title: str
    load: Callable[[], data.Samples]
    party_names: tuple[str, ...]
    alpha: float | None
    """Of the Dirichlet distribution of labels; None: equal random shares."""
    hidden: int
    samples: int
    """In each slice."""
    training: network.Training
    target: float
    harm: float


BREAST_CANCER = Setting(
    name="breast-cancer",
    title="Breast-cancer diagnosis: five hospitals with equal shares, listed by the sponsor",
    load=lambda: _load(load_breast_cancer),
    party_names=("Hospital 1", "Hospital 2", "Hospital 3", "Hospital 4", "Hospital 5", "Attacker"),
    alpha=None,
    hidden=16,
    samples=20,
    training=network.Training(epochs=5, rate=0.01, decay=1e-3),
    target=0.1,
    harm=0.01,
)
DIGITS = Setting(
    name="digits",
    title="Handwritten digits: five parties with unequal shares of each digit, open to anybody",
    load=lambda: _load(load_digits),
    party_names=("Party 1", "Party 2", "Party 3", "Party 4", "Party 5", "Attacker"),
    alpha=1.0,
    hidden=32,
    samples=80,
    training=network.Training(epochs=5, rate=0.005, decay=1e-3),
    target=0.3,
    harm=0.01,
)
SETTINGS = {s.name: s for s in (BREAST_CANCER, DIGITS)}
