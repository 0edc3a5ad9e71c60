"""What nodes of a soak stand on: where they run, and how the links between them are cut."""

from collections.abc import Iterable
from typing import Protocol

from descent.localnet.member import Member
from descent.soak.schedule import Kind

Pair = tuple[int, int]
"""Who sends, and who hears; by number."""


class Ground(Protocol):
    """What nodes stand on."""

    name: str
    kinds: tuple[Kind, ...]
    """The faults it can make."""
    open: bool
    """Whether nodes may reach each other by other ways than they were told."""

    def settle(self, number: int, member: Member) -> None:
        """Make room for a node that has not been started."""

    def reach(self, source: int, target: Member, number: int) -> str:
        """The address at which node `source` reaches the target, which is node `number`."""

    def cut(self, pairs: Iterable[Pair]) -> None:
        """Nothing goes that way any more, and nobody is told."""

    def mend(self, pairs: Iterable[Pair]) -> None:
        """It goes again."""

    def unplug(self, number: int) -> None:
        """The link of a node is down."""

    def plug(self, number: int) -> None:
        """It is up again."""

    def fill(self, number: int) -> None:
        """No byte is left on the disk of a node."""

    def empty(self, number: int) -> None:
        """There is space again."""

    def close(self) -> None:
        """Take down what was made."""
