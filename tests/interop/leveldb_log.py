"""Writing into a LevelDB database that nobody has open, by appending to its log.

The format is that of LevelDB's doc/log_format.md: blocks of 32 KiB, in them records of a masked CRC-32C, a length,
a type and a part of a batch. A batch is a sequence number, a count, and puts.
"""

from pathlib import Path

BLOCK = 32_768
HEADER = 7
FULL, FIRST, MIDDLE, LAST = 1, 2, 3, 4
SEQUENCE = 1 << 40
"""Above that of everything that a test writes by other means."""


def crc32c(data: bytes) -> int:
    """Castagnoli's CRC, bit by bit."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def _record(kind: int, part: bytes) -> bytes:
    crc = crc32c(bytes([kind]) + part)
    masked = ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF
    return masked.to_bytes(4, "little") + len(part).to_bytes(2, "little") + bytes([kind]) + part


def put(database: Path, key: bytes, value: bytes) -> None:
    """Set a key of less than 128 bytes to such a value."""
    log = max(database.glob("*.log"))
    batch = SEQUENCE.to_bytes(8, "little") + (1).to_bytes(4, "little")
    batch += bytes([1, len(key)]) + key + bytes([len(value)]) + value
    room = BLOCK - log.stat().st_size % BLOCK
    with log.open("ab") as file:
        if room < HEADER:
            file.write(bytes(room))
            room = BLOCK
        first = batch[: room - HEADER]
        rest = batch[len(first) :]
        file.write(_record(FIRST if rest else FULL, first))
        if rest:
            file.write(_record(LAST, rest))
