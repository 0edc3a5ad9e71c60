"""What a participant sends: a change to some tensors of one graph (docs/graph.md, "Updates")."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from descent import scale
from descent.errors import Error, Refused
from descent.graph import limits
from descent.graph.codec import content_hash, decoded
from descent.graph.types import Graph, Tensor

_DTYPES = {8: "<i1", 16: "<i2"}
_KINDS = [(8, False), (16, False), (8, True), (16, True)]
"""Bits and sparsity by the index of UpdateValues."""


@dataclass(frozen=True, eq=False)
class TensorUpdate:
    """The change to one tensor: element `positions[i]`, or `i` if dense, by `values[i] * 2**exponent`."""

    tensor: int
    exponent: int
    values: npt.NDArray[np.int8] | npt.NDArray[np.int16]
    positions: npt.NDArray[np.uint32] | None = None

    @property
    def bits(self) -> int:
        """8 or 16, of each value."""
        return self.values.dtype.itemsize * 8


@dataclass(frozen=True)
class Update:
    """A change to the graph whose content hash is `base`."""

    base: bytes
    tensors: tuple[TensorUpdate, ...]
    version: int = 1


def _encode_tensor(change: TensorUpdate) -> bytes:
    sparse = change.positions is not None
    head = scale.integer(change.tensor, 4) + scale.integer(change.exponent, 2, signed=True)
    positions = scale.array(change.positions, "<u4") if sparse else b""
    kind = bytes([_KINDS.index((change.bits, sparse))])
    return head + kind + positions + scale.array(change.values, _DTYPES[change.bits])


def encode_update(update: Update) -> bytes:
    """The one encoding of an update."""
    if len(update.base) != 32:
        raise ValueError(f"a content hash has 32 bytes, not {len(update.base)}")
    return bytes([update.version]) + update.base + scale.vector(map(_encode_tensor, update.tensors))


def _read_tensor(reader: scale.Reader) -> TensorUpdate:
    tensor, exponent, kind = reader.integer(4), reader.integer(2, signed=True), reader.integer(1)
    if kind >= len(_KINDS):
        raise scale.ScaleError(f"unknown kind of values {kind}")
    bits, sparse = _KINDS[kind]
    positions = reader.array("<u4") if sparse else None
    return TensorUpdate(tensor, exponent, reader.array(_DTYPES[bits]), positions)


def _read_update(reader: scale.Reader) -> Update:
    return Update(reader.take(32), tuple(reader.vector(_read_tensor, 8, limits.TENSORS_MAX)))


def decode_update(data: bytes) -> Update:
    """The update of canonical bytes; not checked. Raises Refused: TooLarge, Malformed, UnknownVersion."""
    return decoded(data, _read_update)


def _check_positions(positions: npt.NDArray, size: int, place: int) -> None:
    disordered = np.flatnonzero(np.diff(positions.astype(np.int64)) <= 0)
    outside = np.flatnonzero(positions >= size)
    first_bad = min([*disordered[:1] + 1, *outside[:1]], default=None)
    if first_bad is None:
        return
    before = int(positions[first_bad - 1]) if first_bad else -1
    ordered = int(positions[first_bad]) > before
    raise Refused(Error.PositionOutOfRange if ordered else Error.PositionOrder, place, f"entry {first_bad}")


def _check_tensor(change: TensorUpdate, tensor: Tensor, place: int) -> None:
    least, greatest = tensor.exponent - limits.FINER_MAX, tensor.exponent + limits.COARSER_MAX
    if not least <= change.exponent <= greatest:
        raise Refused(Error.ExponentOutOfRange, place, f"{change.exponent}, not in [{least}, {greatest}]")
    if change.positions is None:
        if change.values.size != tensor.values.size:
            raise Refused(Error.CountMismatch, place, f"{change.values.size} of {tensor.values.size} values")
        return
    if not change.positions.size or change.positions.size != change.values.size:
        raise Refused(Error.CountMismatch, place, f"{change.positions.size} for {change.values.size} values")
    _check_positions(change.positions, tensor.values.size, place)


def check(update: Update, base: Graph) -> None:
    """Whether an update fits a graph. Raises Refused with the first rule of the page it breaks."""
    if update.version != 1:
        raise Refused(Error.UnknownVersion)
    if update.base != content_hash(base):
        raise Refused(Error.WrongBase, detail=f"made for {update.base.hex()}")
    if not update.tensors:
        raise Refused(Error.EmptyUpdate)
    before = -1
    for place, change in enumerate(update.tensors):
        if change.tensor >= len(base.tensors):
            raise Refused(Error.BadTensorIndex, place, str(change.tensor))
        if change.tensor <= before:
            raise Refused(Error.TensorOrder, place, f"tensor {change.tensor} after {before}")
        before = change.tensor
        _check_tensor(change, base.tensors[change.tensor], place)
