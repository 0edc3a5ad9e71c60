"""A federation small enough for a test: three clouds of points, five honest parties and an attacker."""

import numpy as np

from descent.demo.settings import Setting
from descent.federation import data, network


def points():
    random = np.random.default_rng(3)
    labels = random.integers(0, 3, 240)
    x = random.normal(0, 0.5, (240, 2)) + np.array([[2, 0], [-2, 1], [0, -2]])[labels]
    return data.Samples(x.astype(np.float32), labels)


def three_clouds(epochs):
    return Setting(
        name="clouds",
        title="Three clouds",
        load=points,
        party_names=("A", "B", "C", "D", "E", "Attacker"),
        alpha=None,
        hidden=6,
        samples=32,
        training=network.Training(epochs=epochs, rate=0.02),
        target=0.1,
        harm=0.01,
    )
