"""Roots of blobs and of validation sets, and commitments to updates (docs/scoring.md)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from descent.arithmetic.f32 import parts
from descent.arithmetic.loss import Loss
from descent.errors import Error, Refused
from descent.graph import blake2b_256

CHUNK_BYTES = 512 << 10
HASH_BYTES = 32


def _u32(value: int) -> bytes:
    return value.to_bytes(4, "little")


def _checked(name: str, value: bytes) -> bytes:
    if len(value) != HASH_BYTES:
        raise ValueError(f"{name} has {HASH_BYTES} bytes, not {len(value)}")
    return value


def _node(left: bytes, right: bytes) -> bytes:
    return blake2b_256(b"\x01" + left + right)


def _level(hashes: list[bytes]) -> list[bytes]:
    """The level above: pairs hashed, a last one without a partner unchanged."""
    paired = [_node(*hashes[i : i + 2]) for i in range(0, len(hashes) - 1, 2)]
    return paired + hashes[len(hashes) - len(hashes) % 2 :]


def merkle_top(hashes: Sequence[bytes]) -> bytes:
    """`top` of at least one hash."""
    level = list(hashes)
    if not level:
        raise ValueError("no hashes")
    while len(level) > 1:
        level = _level(level)
    return level[0]


def chunks(blob: bytes) -> list[bytes]:
    """The blob cut into pieces of 512 KiB, the last one shorter or as long."""
    return [blob[i : i + CHUNK_BYTES] for i in range(0, len(blob), CHUNK_BYTES)]


def chunk_hash(chunk: bytes) -> bytes:
    """Hash of one chunk."""
    return blake2b_256(b"\x00" + chunk)


def blob_root(blob: bytes) -> bytes:
    """Root of a blob of at least one byte."""
    if not blob:
        raise ValueError("an empty blob has no root")
    return blake2b_256(b"\x02" + len(blob).to_bytes(8, "little") + merkle_top(chunk_hashes(blob)))


def chunk_hashes(blob: bytes) -> list[bytes]:
    """Hashes of the blob's chunks."""
    return [chunk_hash(c) for c in chunks(blob)]


def commitment(root: bytes, salt: bytes, account: bytes, task: int, round_: int) -> bytes:
    """What is sent before an update is shown: binds the blob, the account, the task and the round."""
    bound = _checked("a root", root) + _checked("a salt", salt) + _checked("an account", account)
    return blake2b_256(bound + _u32(task) + _u32(round_))


@dataclass(frozen=True)
class Slice:
    """The samples of one round: f32 patterns [n, elements], labels or f32 patterns [n], and the salt."""

    bits: npt.NDArray[np.uint32]
    targets: npt.NDArray[np.uint32]
    salt: bytes

    def samples(self) -> list[bytes]:
        """Each sample's bytes."""
        table = np.column_stack([self.bits.reshape(len(self.bits), -1), self.targets])
        return [row.tobytes() for row in table.astype("<u4")]

    def opening(self) -> bytes:
        """What the sponsor shows: the salt and every sample."""
        return self.salt + b"".join(self.samples())

    def root(self, number: int) -> bytes:
        """Slice root, as slice `number` of its set."""
        first = number * len(self.targets)
        salted = enumerate(self.samples(), first)
        return merkle_top([blake2b_256(b"\x00" + _u32(i) + self.salt + s) for i, s in salted])


@dataclass(frozen=True)
class SetShape:
    """What the root of a validation set says beside its samples."""

    slices: int
    samples: int
    elements: int
    loss: Loss

    def root(self, slices_top: bytes) -> bytes:
        """The set's root over the top of its slice roots."""
        sizes = _u32(self.slices) + _u32(self.samples) + _u32(self.elements)
        return blake2b_256(b"\x03" + sizes + bytes([self.loss]) + slices_top)


class ValidationSet:
    """Equal slices under one root."""

    def __init__(self, slices: Sequence[Slice], loss: Loss) -> None:
        sizes = {s.bits.reshape(len(s.bits), -1).shape for s in slices}
        if len(sizes) != 1 or any(s.targets.shape != (len(s.bits),) for s in slices):
            raise ValueError("slices are not of one size, each sample with one target")
        for s in slices:
            _checked("a salt", s.salt)
        samples, elements = sizes.pop()
        self.slices = list(slices)
        self.shape = SetShape(len(slices), samples, elements, loss)
        self.slice_roots = [s.root(number) for number, s in enumerate(slices)]

    @property
    def root(self) -> bytes:
        """The set root that a task is opened with."""
        return self.shape.root(merkle_top(self.slice_roots))

    def proof(self, number: int) -> list[bytes]:
        """Partners of a slice root on its way up, lowest first."""
        level, place, partners = self.slice_roots, number, []
        while len(level) > 1:
            if place ^ 1 < len(level):
                partners.append(level[place ^ 1])
            level, place = _level(level), place // 2
        return partners


def _root_from(proof: Sequence[bytes], own: bytes, number: int, slices: int) -> bytes:
    left = list(proof)
    while slices > 1:
        if number % 2 or number + 1 < slices:
            if not left:
                raise ValueError("the proof is too short")
            partner = left.pop(0)
            own = _node(partner, own) if number % 2 else _node(own, partner)
        number, slices = number // 2, (slices + 1) // 2
    if left:
        raise ValueError("the proof is too long")
    return own


def open_slice(
    root: bytes, shape: SetShape, number: int, opening: bytes, proof: Sequence[bytes], classes: int
) -> Slice:
    """The slice that an opening shows, checked against the set's root. `classes`: elements of the score.

    Raises ValueError, or Refused: CountMismatch, NotFinite, LabelOutOfRange.
    """
    if len(opening) != HASH_BYTES + shape.samples * 4 * (shape.elements + 1):
        raise Refused(Error.CountMismatch, 0, f"{len(opening)} bytes shown")
    table = np.frombuffer(opening[HASH_BYTES:], "<u4").reshape(shape.samples, -1)
    shown = Slice(table[:, :-1], table[:, -1], opening[:HASH_BYTES])
    if shape.root(_root_from(proof, shown.root(number), number, shape.slices)) != root:
        raise ValueError(f"slice {number} is not under the root {root.hex()}")
    parts((table if shape.loss is Loss.mse else shown.bits).reshape(-1))
    if shape.loss is Loss.cross_entropy and (shown.targets >= classes).any():
        place = int(np.argmax(shown.targets >= classes))
        raise Refused(Error.LabelOutOfRange, place, f"{shown.targets[place]} of {classes} classes")
    return shown
