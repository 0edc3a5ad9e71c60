"""One transfer at a time: from sending it until its block is final."""

import time
from collections.abc import Sequence

from descent.client import Call, ChainError, Client, hexed
from descent.wallet import Keypair

PATIENCE_SECONDS = 30.0
POLL_SECONDS = 0.002
REST_SECONDS = 0.3
"""Between transfers, so that no block interval is waited for."""


def send(client: Client, key: Keypair) -> bytes:
    """A transfer of one GRAD to //Bob; the extrinsic's hash."""
    to = {"Id": hexed(Keypair.from_uri("//Bob").public_key)}
    return client.send(Call("Balances", "transfer_keep_alive", {"dest": to, "value": 10**12}), key)


def wait(client: Client, height: int) -> None:
    """Until the node has more blocks than that. Raises ChainError."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while client.height() <= height:
        if time.monotonic() > deadline:
            raise ChainError(f"no block {height + 1} at {client.url}")
        time.sleep(POLL_SECONDS)


def find(client: Client, height: int, extrinsic: bytes) -> int:
    """Number of the block after a height that has the extrinsic, waiting for it. Raises ChainError."""
    for number in range(height + 1, height + 10):
        wait(client, number - 1)
        if extrinsic in client.block(number).extrinsics:
            return number
    raise ChainError("the transfer was not included")


def once(client: Client, others: Sequence[Client], key: Keypair) -> tuple[float, float]:
    """Seconds from sending until the node has the block, and until all have it."""
    height = client.height()
    started = time.monotonic()
    extrinsic = send(client, key)
    number = find(client, height, extrinsic)
    here = time.monotonic() - started
    for other in others:
        wait(other, number - 1)
    return here, time.monotonic() - started
