"""Who pays: owns the model, committed to the validation set, shows a slice of it in each round."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from descent.client import Call, hexed
from descent.commitments import ValidationSet
from descent.wallet import Keypair

LOSS_UNIT = 1 << 24
"""A loss of 1.0 in the unit of the chain."""
_CASES = {0: "CrossEntropy", 1: "MeanSquaredError"}


@dataclass(frozen=True)
class Conditions:
    """What a sponsor decides about a task: amounts in base units, target and harm as losses."""

    rounds: int
    samples: int
    reward: int
    bond: int
    target: float
    harm: float
    participants: dict[str, Any]
    """`{"Open": {...}}` or `{"Listed": {...}}`, as in the metadata."""
    max_participants: int
    commit_blocks: int = 2
    reveal_blocks: int = 3
    open_blocks: int = 10

    def terms(self, validation: ValidationSet) -> dict[str, Any]:
        """The argument of `Training.open_task`."""
        return {
            "loss": _CASES[validation.shape.loss],
            "participants": self.participants,
            "max_participants": self.max_participants,
            "rounds": self.rounds,
            "reward": self.reward,
            "bond": self.bond,
            "target": round(self.target * LOSS_UNIT),
            "harm": round(self.harm * LOSS_UNIT),
            "commit_blocks": self.commit_blocks,
            "reveal_blocks": self.reveal_blocks,
            "open_blocks": self.open_blocks,
            "set_root": hexed(validation.root),
            "samples": self.samples,
        }


class Sponsor:
    """A sponsor with its key; what it must be able to show later lies in a folder."""

    def __init__(self, key: Keypair, folder: Path) -> None:
        self.key, self.folder = key, folder
        folder.mkdir(parents=True, exist_ok=True)

    def _paths(self, root: bytes, number: int) -> tuple[Path, Path]:
        stem = f"{root.hex()[:16]}-slice-{number}"
        return self.folder / f"{stem}.opening", self.folder / f"{stem}.proof.json"

    def keep(self, validation: ValidationSet) -> None:
        """Write every slice with its salt and proof: who cannot show one loses the bond."""
        for number, slice_ in enumerate(validation.slices):
            opening, proof = self._paths(validation.root, number)
            opening.write_bytes(slice_.opening())
            proof.write_text(json.dumps([hexed(h) for h in validation.proof(number)]))

    def open_task(self, model: int, conditions: Conditions, validation: ValidationSet) -> Call:
        """Keep the set; the call that opens a task on the head of the model."""
        self.keep(validation)
        return Call("Training", "open_task", {"model": model, "terms": conditions.terms(validation)})

    def open_slice(self, root: bytes, task: int, number: int) -> Call:
        """The call that shows a slice of the set under this root."""
        opening, proof = self._paths(root, number)
        shown = {"opening": hexed(opening.read_bytes()), "proof": json.loads(proof.read_text())}
        return Call("Training", "open_slice", {"task": task, "slice": number, **shown})
