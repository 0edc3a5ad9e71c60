"""Which faults befall whom, and for how long: all of it follows from a seed."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

SHORT_SECONDS = (2.0, 5.0)
LONG_SECONDS = (8.0, 15.0)
LONGEST_SECONDS = (65.0, 90.0)
"""Of what is between nodes: connections end after a minute of silence, and have to be made again."""
CALM_SECONDS = (0.5, 2.0)
LONG_CHANCE = 0.2
LONGEST_CHANCE = 0.04
DOUBLE_CHANCE = 1 / 3


class Kind(StrEnum):
    """What can happen to a node or between nodes."""

    CUT = "cut"
    """Its link is down."""
    SPLIT = "split"
    """Two nodes on each side, and nothing between: nobody can decide anything."""
    DEAF = "deaf"
    """The second hears nothing of the first, who hears the second."""
    KILL = "kill"
    """kill -9, and a start later."""
    PAUSE = "pause"
    """SIGSTOP, and SIGCONT later."""
    FULL = "full"
    """Its disk is full: it halts, and is started when there is space again."""


BETWEEN = (Kind.CUT, Kind.SPLIT)
OF_ONE = (Kind.CUT, Kind.KILL, Kind.PAUSE)
"""Those that may befall two nodes at the same time."""


@dataclass(frozen=True)
class Fault:
    """What befalls which nodes (by number) for how long."""

    kind: Kind
    targets: tuple[int, ...]
    seconds: float


@dataclass(frozen=True)
class Turn:
    """So many seconds of calm, then faults that begin together."""

    calm: float
    faults: tuple[Fault, ...]


def _targets(chance: random.Random, kind: Kind, nodes: int) -> tuple[int, ...]:
    count = {Kind.SPLIT: nodes // 2, Kind.DEAF: 2}.get(kind, 1)
    return tuple(chance.sample(range(nodes), count))


def _length(chance: random.Random, kind: Kind) -> float:
    drawn = chance.random()
    if drawn < LONGEST_CHANCE and kind in BETWEEN:
        return chance.uniform(*LONGEST_SECONDS)
    return chance.uniform(*(LONG_SECONDS if drawn < LONG_CHANCE else SHORT_SECONDS))


def _double(chance: random.Random, nodes: int) -> tuple[Fault, ...]:
    targets = chance.sample(range(nodes), 2)
    return tuple(Fault(chance.choice(OF_ONE), (t,), chance.uniform(*SHORT_SECONDS)) for t in targets)


def schedule(seed: int, kinds: Sequence[Kind], nodes: int = 4) -> Iterator[Turn]:
    """Each kind once, for a short time; then, without end, all of them again and again.

    Some last long then, and between them come two at once.
    """
    chance, first = random.Random(seed), True
    while True:
        for kind in chance.sample(kinds, len(kinds)):
            length = chance.uniform(*SHORT_SECONDS) if first else _length(chance, kind)
            fault = Fault(kind, _targets(chance, kind, nodes), length)
            yield Turn(chance.uniform(*CALM_SECONDS), (fault,))
            if not first and chance.random() < DOUBLE_CHANCE:
                yield Turn(chance.uniform(*CALM_SECONDS), _double(chance, nodes))
        first = False
