"""SCALE, as far as graphs and updates need it: fixed little-endian integers, compact counts, vectors.

Decoding is canonical: a non-minimal count, a count beyond its limit or beyond the bytes that are left, and
trailing bytes are refused, each before anything is allocated.
"""

from collections.abc import Callable, Iterable
from typing import TypeVar

import numpy as np
import numpy.typing as npt

T = TypeVar("T")


class ScaleError(ValueError):
    """Bytes that are not the canonical encoding of what was asked for."""


def integer(value: int, size: int, *, signed: bool = False) -> bytes:
    """A fixed integer of `size` bytes."""
    return int(value).to_bytes(size, "little", signed=signed)


def compact(value: int) -> bytes:
    """An integer in as few bytes as its size allows."""
    if value < 0:
        raise ValueError(f"compact integers are not negative: {value}")
    if value < 1 << 6:
        return integer(value << 2, 1)
    if value < 1 << 14:
        return integer(value << 2 | 1, 2)
    if value < 1 << 30:
        return integer(value << 2 | 2, 4)
    size = (value.bit_length() + 7) // 8
    if size > 67:
        raise ValueError("compact integers have at most 536 bits")
    return integer((size - 4) << 2 | 3, 1) + integer(value, size)


def vector(items: Iterable[bytes]) -> bytes:
    """A count and so many encoded items."""
    parts = list(items)
    return compact(len(parts)) + b"".join(parts)


def array(values: npt.NDArray, dtype: str) -> bytes:
    """A vector of fixed integers, `dtype` such as "<i4". Values must fit it."""
    flat = np.asarray(values).reshape(-1)
    packed = flat.astype(dtype)
    if not np.array_equal(packed, flat):
        raise ValueError(f"values beyond {dtype}")
    return compact(flat.size) + packed.tobytes()


class Reader:
    """Takes values off the front of `data`."""

    def __init__(self, data: bytes) -> None:
        self._data = memoryview(data)
        self._at = 0

    @property
    def left(self) -> int:
        """Bytes not read yet."""
        return len(self._data) - self._at

    def take(self, size: int) -> bytes:
        """The next `size` bytes."""
        if size > self.left:
            raise ScaleError(f"truncated: {size} bytes wanted, {self.left} left")
        start, self._at = self._at, self._at + size
        return bytes(self._data[start : self._at])

    def integer(self, size: int, *, signed: bool = False) -> int:
        """A fixed integer of `size` bytes."""
        return int.from_bytes(self.take(size), "little", signed=signed)

    def compact(self) -> int:
        """A compact integer; any but its shortest form is refused."""
        first = self.integer(1)
        mode = first & 3
        if mode == 3:
            size = (first >> 2) + 4
            value, least = self.integer(size), 1 << max(30, 8 * (size - 1))
        else:
            rest = self.take((1 << mode) - 1)
            value = (first | int.from_bytes(rest, "little") << 8) >> 2
            least = (0, 1 << 6, 1 << 14)[mode]
        if value < least:
            raise ScaleError("a compact integer that is not minimal")
        return value

    def count(self, item_size: int, limit: int | None = None) -> int:
        """The count before items of at least `item_size` bytes each."""
        count = self.compact()
        if limit is not None and count > limit:
            raise ScaleError(f"{count} items, at most {limit}")
        if count * item_size > self.left:
            raise ScaleError(f"{count} items promised, {self.left} bytes left")
        return count

    def vector(self, item: Callable[["Reader"], T], item_size: int, limit: int) -> list[T]:
        """Items read one by one."""
        return [item(self) for _ in range(self.count(item_size, limit))]

    def array(self, dtype: str) -> npt.NDArray:
        """A vector of fixed integers in native byte order."""
        kind = np.dtype(dtype)
        taken = self.take(self.count(kind.itemsize) * kind.itemsize)
        return np.frombuffer(taken, kind).astype(kind.newbyteorder("="))

    def finish(self) -> None:
        """Refuse trailing bytes."""
        if self.left:
            raise ScaleError(f"{self.left} bytes too many")
