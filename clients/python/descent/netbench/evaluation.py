"""How long blocks are apart while the chain evaluates updates, and while it has none to evaluate."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from descent.client import Block, Client, octets
from descent.demo.case import set_up
from descent.demo.settings import BY_ITSELF, Setting
from descent.extrinsic import Rules
from descent.federation import data, network, rounds
from descent.localnet.member import Member
from descent.soak.load import Load, fund, senders

INPUTS, HIDDEN, CLASSES = 8, 4_096, 4
SAMPLES = 57_000
"""In a slice: nearly as many as an opening of 2 MiB holds."""
TRAINING = 3_000
ROUNDS = 4
QUIET_BLOCKS = 30
"""Before and after."""
_NOW = "0xf0c365c3cf59d671eb72da0e7a4113c49f1f0515f462cdcf84e0f1d6045dfcbb"
"""Key of Timestamp.Now."""


def points() -> data.Samples:
    """Clouds that a wide network tells apart slowly."""
    chance = np.random.default_rng(5)
    labels = chance.integers(0, CLASSES, TRAINING + SAMPLES * (ROUNDS + 1))
    centres = chance.normal(0, 1, (CLASSES, INPUTS))
    x = centres[labels] + chance.normal(0, 1, (len(labels), INPUTS))
    return data.Samples(x.astype(np.float32), labels)


SETTING = Setting(
    name="bench",
    title="A wide network over long slices",
    load=points,
    party_names=("A", "B", "C", "D", "E", "Attacker"),
    alpha=None,
    hidden=HIDDEN,
    samples=SAMPLES,
    training=network.Training(epochs=1, rate=0.001),
    target=0.1,
    harm=0.01,
)


class Evaluating:
    """The blocks in which evaluations wait after the block's own."""

    def __init__(self) -> None:
        self.blocks: list[int] = []
        self._begun: int | None = None

    def follow(self, block: Block) -> None:
        """In order."""
        names = {str(e) for e in block.events}
        if "Training.SliceOpened" in names:
            self._begun = block.number
        if self._begun is not None and names & {"Training.RoundSettled", "Training.LastSliceScored"}:
            self.blocks += range(self._begun, block.number)
            self._begun = None


def block_times(client: Client, members: Sequence[Member], folder: Path) -> tuple[list[float], list[float]]:
    """Seconds to the next block: of blocks without, and of those that leave evaluations for the next.

    All the while few transfers keep the chain going. Raises ChainError.
    """
    keys = senders(1)
    fund(client, keys)
    case = set_up(client, [SETTING], folder, seed=1, rounds=ROUNDS, windows=BY_ITSELF)[0]
    load = Load(list(members), keys, Rules.asked(client.rpc), 1)
    try:
        quiet = _wait(client)
        seen = Evaluating()
        rounds.run(client, [case.federation], seen.follow)
        quiet += _wait(client)
    finally:
        load.stop()
    return _times(client, quiet), _times(client, seen.blocks)


def _wait(client: Client) -> list[int]:
    """Let blocks pass; their numbers, but for the first and the last."""
    first = client.height()
    for number in range(first, first + QUIET_BLOCKS):
        client.advance(number)
    return list(range(first + 1, first + QUIET_BLOCKS))


def _times(client: Client, blocks: Sequence[int]) -> list[float]:
    def moment(number: int) -> int:
        return int.from_bytes(
            octets(client.rpc("state_getStorage", _NOW, client.block_hash(number))), "little"
        )

    return [(after - before) / 1000 for before, after in ((moment(n), moment(n + 1)) for n in blocks)]
