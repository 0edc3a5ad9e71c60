"""Federations on a chain: who does what in which phase, block by block, for as many tasks as run at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from descent.client import Block, Call, CallFailed, ChainError, Client, Event
from descent.federation.party import Party
from descent.federation.sponsor import Sponsor
from descent.graph import Graph
from descent.wallet import Keypair

Signed = tuple[Call, Keypair]


@dataclass(frozen=True)
class RoundResult:
    """A settled round: what the head scores on its slice, before and after."""

    round: int
    outcome: str
    version: int | None
    base_correct: int
    correct: int
    samples: int
    paid: int

    @classmethod
    def of(cls, event: Event) -> "RoundResult":
        """From `Training.RoundSettled`."""
        f = event.fields
        correct = f["model"]["correct"], f["samples"]
        return cls(f["round"], f["outcome"], f["version"], f["base"]["correct"], *correct, f["paid"])

    @property
    def accuracy(self) -> float:
        """Of the head after the round, on the round's slice."""
        return self.correct / self.samples


@dataclass
class Federation:
    """A task that is open, its sponsor, and its participants."""

    sponsor: Sponsor
    parties: Sequence[Party]
    model: int
    task: int
    set_root: bytes
    results: list[RoundResult] = field(default_factory=list)
    last_correct: int | None = None
    closed: bool = False
    _done: set[tuple[str, int]] = field(default_factory=set)
    _graphs: dict[int, Graph] = field(default_factory=dict)

    def calls(self, client: Client) -> list[Signed]:
        """What its people do in the phase that the task is in; nothing if they have done it."""
        task = client.api("TrainingApi", "task", id=self.task)
        step = task["phase"], task["round"]
        if step in self._done:
            return []
        self._done.add(step)
        match task["phase"]:
            case "Commit":
                base = self.base(client, step[1])
                return [(p.commit(base, self.task, step[1]), p.key) for p in self.parties]
            case "Reveal":
                return [signed for p in self.parties for signed in self._reveal(client, p, step[1])]
            case "OpenSlice" | "OpenLast":
                return [(self.sponsor.open_slice(self.set_root, self.task, step[1]), self.sponsor.key)]
        return []

    def base(self, client: Client, round_: int) -> Graph:
        """The graph that a round's updates are made for."""
        version = client.api("TrainingApi", "round", task=self.task, round=round_)["base_version"]
        if version not in self._graphs:
            self._graphs = {version: client.graph(version)}
        return self._graphs[version]

    def _reveal(self, client: Client, party: Party, round_: int) -> list[Signed]:
        update, call = party.reveal(self.task, round_)
        return [(c, party.key) for c in [*client.upload_calls(update), call]]

    def follow(self, block: Block) -> None:
        """Take note of what a block reports about the task."""
        for event in block.events:
            if event.module != "Training" or event.fields.get("task") != self.task:
                continue
            match event.name:
                case "RoundSettled":
                    self.results.append(RoundResult.of(event))
                case "LastSliceScored":
                    self.last_correct = event.fields["measure"]["correct"]
                case "TaskClosed":
                    self.closed = True


def run(
    client: Client, federations: Sequence[Federation], progress: Callable[[Block], None] = lambda _: None
) -> None:
    """Run the tasks to their end. Raises CallFailed if a participant's call fails, ChainError."""
    sent: dict[bytes, Call] = {}
    number = client.height()
    while not all(f.closed for f in federations):
        running = [f for f in federations if not f.closed]
        for call, key in [signed for f in running for signed in f.calls(client)]:
            sent[client.send(call, key)] = call
        block = client.advance(number)
        for extrinsic in [x for x in block.extrinsics if x in sent]:
            client.outcome(sent.pop(extrinsic), block, extrinsic)
        for federation in running:
            federation.follow(block)
        number = block.number
        progress(block)
    if sent:
        raise ChainError(f"{next(iter(sent.values()))} was never included")


__all__ = ["CallFailed", "Federation", "RoundResult", "run"]
