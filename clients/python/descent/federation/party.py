"""A participant: trains at home, seals its update, shows it when its turn has come."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from descent.client import Call, hexed
from descent.commitments import blob_root, commitment
from descent.federation.data import Samples
from descent.federation.network import Training, train
from descent.graph import Graph, encode_update
from descent.updates import make_update, weights
from descent.wallet import Keypair


class Vault:
    """What a participant must not lose between sealing and showing: the update and its salt, on disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def _path(self, task: int, round_: int) -> Path:
        return self.folder / f"task-{task}-round-{round_}.json"

    def keep(self, task: int, round_: int, update: bytes, salt: bytes) -> None:
        """Write before the commitment is sent: a crash in between costs nothing."""
        path = self._path(task, round_)
        part = path.with_suffix(".part")
        part.write_text(json.dumps({"salt": salt.hex(), "update": update.hex()}))
        part.replace(path)

    def kept(self, task: int, round_: int) -> tuple[bytes, bytes] | None:
        """(update, salt) of a round, if it was sealed here."""
        path = self._path(task, round_)
        if not path.exists():
            return None
        found = json.loads(path.read_text())
        return bytes.fromhex(found["update"]), bytes.fromhex(found["salt"])


@dataclass
class Party:
    """A participant with its key, its data, and how it trains."""

    name: str
    key: Keypair
    samples: Samples
    deposit: int
    training: Training
    random: np.random.Generator
    vault: Vault
    honest: bool = True

    def update(self, base: Graph) -> bytes:
        """The encoded update of one round of training on its own data."""
        x = self.samples.x.astype(np.float64)
        trained = train(weights(base), x, self.samples.labels, self.training, self.random)
        return encode_update(make_update(base, trained))

    def commit(self, base: Graph, task: int, round_: int) -> Call:
        """Train, keep update and salt, and seal them; a round that is sealed already is sealed the same."""
        kept = self.vault.kept(task, round_)
        update, salt = kept or (self.update(base), os.urandom(32))
        if kept is None:
            self.vault.keep(task, round_, update, salt)
        sealed = commitment(blob_root(update), salt, self.key.public_key, task, round_)
        arguments = {"task": task, "round": round_, "commitment": hexed(sealed), "deposit": self.deposit}
        return Call("Training", "commit", arguments)

    def reveal(self, task: int, round_: int) -> tuple[bytes, Call]:
        """The update to store, and the call that shows it. Raises KeyError if none was sealed here."""
        kept = self.vault.kept(task, round_)
        if kept is None:
            raise KeyError(f"{self.name} has no update for round {round_} of task {task}")
        update, salt = kept
        shown = {"update": hexed(blob_root(update)), "salt": hexed(salt)}
        return update, Call("Training", "reveal", {"task": task, "round": round_, **shown})
