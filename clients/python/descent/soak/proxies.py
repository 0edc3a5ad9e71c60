"""Nodes on this machine's loopback, with a relay in the way from each to each other one."""

from collections import Counter
from collections.abc import Iterable

from descent.localnet.member import Member
from descent.soak.ground import Pair
from descent.soak.relay import Gate, Relays, to
from descent.soak.schedule import Kind


class Proxies:
    """All on the loopback interface, with a relay in each node's way to each other one."""

    name = "relays on loopback"
    kinds = tuple(k for k in Kind if k is not Kind.FULL)
    """Without mounts there is no disk that only one of them fills."""
    open = False

    def __init__(self) -> None:
        self.relays = Relays()
        self.gates: dict[Pair, Gate] = {}
        self.cuts: Counter[Pair] = Counter()
        """How many faults hold up each way."""

    def _gate(self, pair: Pair) -> Gate:
        if pair not in self.gates:
            self.gates[pair] = self.relays.gate()
        return self.gates[pair]

    def settle(self, number: int, member: Member) -> None:
        """It goes when we do, and knows nobody but those it is told of, behind relays."""
        member.wrapper = ("setpriv", "--pdeathsig", "KILL", "--")
        member.arguments = [*member.arguments, "--reserved-only"]

    def reach(self, source: int, target: Member, number: int) -> str:
        """A relay for this pair alone."""
        gates = {"there": self._gate((source, number)), "back": self._gate((number, source))}
        return f"/ip4/127.0.0.1/tcp/{self.relays.add(to(target.peer_port), **gates)}"

    def cut(self, pairs: Iterable[Pair]) -> None:
        """Relays hold what they are given."""
        for pair in pairs:
            self.cuts[pair] += 1
            self.gates[pair].close()

    def mend(self, pairs: Iterable[Pair]) -> None:
        """And pass it on, unless another fault is in the way."""
        for pair in pairs:
            self.cuts[pair] -= 1
            if not self.cuts[pair]:
                self.gates[pair].open()

    def _links(self, number: int) -> list[Pair]:
        return [pair for pair in self.gates if number in pair]

    def unplug(self, number: int) -> None:
        """All its links, both ways."""
        self.cut(self._links(number))

    def plug(self, number: int) -> None:
        """All of them again."""
        self.mend(self._links(number))

    def fill(self, number: int) -> None:
        """Not possible; `kinds` says so."""
        raise NotImplementedError

    def empty(self, number: int) -> None:
        """As `fill`."""
        raise NotImplementedError

    def close(self) -> None:
        """The relays."""
        self.relays.close()
