"""Four validators instead of one node: one is killed on the way and brought back."""

import time
from pathlib import Path

from descent.client import Block, ChainError, Client
from descent.demo.checks import Check
from descent.localnet.network import PRESET, Localnet

CATCH_UP_SECONDS = 60.0


class Cluster:
    """A local network, used through its first validator; the last one has the accident."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.network = Localnet(PRESET, folder / "validators", archive=True)
        self.victim = self.network.members[-1]
        self.killed_at: int | None = None
        self.back_at: int | None = None

    @property
    def url(self) -> str:
        """Where the first validator serves RPC."""
        return self.network.members[0].url

    def start(self) -> Client:
        """Start all four, and connect to the first. Raises ChainError."""
        self.network.start()
        return Client(self.url)

    def accident(self, block: Block, done: int, whole: int) -> None:
        """To be told of each block: kills the victim after a third of the rounds, starts it after two."""
        if self.killed_at is None and 3 * done >= whole:
            self.victim.kill()
            self.killed_at = block.number
        elif self.killed_at is not None and self.back_at is None and 3 * done >= 2 * whole:
            self.network.start_one(self.victim)
            self.back_at = block.number

    def agreement(self, client: Client) -> Check:
        """Whether all four stand on the same state at the height the first one has now."""
        height = client.height()
        roots = [_root(member.url, height) for member in self.network.members]
        name = self.victim.name
        detail = f"block {height}, state root {roots[0][:18]}...; {name} was killed at block {self.killed_at}"
        met = len(set(roots)) == 1 and self.back_at is not None
        claim = f"four validators, of which {name} was killed and came back: the same state root"
        return Check(claim, met, [f"{detail} and came back at block {self.back_at}"])

    def stop(self) -> None:
        """End all of them."""
        self.network.stop()


def _root(url: str, height: int) -> str:
    """The state root a node has at a height, which it may first have to reach. Raises ChainError."""
    client = Client(url)
    deadline = time.monotonic() + CATCH_UP_SECONDS
    try:
        while (found := client.block_hash(height)) is None:
            if time.monotonic() > deadline:
                raise ChainError(f"{url} stays behind at block {client.height()} of {height}")
            time.sleep(0.1)
        return client.state_root(found)
    finally:
        client.close()
