"""Accounts that pay each other, with everything signed before a clock runs."""

import json
import threading
import time
from collections.abc import Sequence
from hashlib import blake2b

from websockets.sync.client import ClientConnection, connect

from descent.client import ChainError, Client, hexed, octets
from descent.extrinsic import Rules, Transaction, transfer
from descent.rpc import Rpc
from descent.soak.load import GRAD, fund
from descent.wallet import Keypair

COUNT = 120
AT_ONCE = 60
"""Transfers of one account that a pool takes ahead of the account's nonce: 64 at most."""
WINDOW = 200
"""Submissions on one connection that are not answered yet."""
PATIENCE_SECONDS = 120.0
POLL_SECONDS = 0.02
_ACCOUNTS = "0x26aa394eea5630e07c48ae0c9558cef7b99d880ec681799c0cf30e8886371da9"


def account_key(account: bytes) -> str:
    """Key of an account's record: blake2_128_concat."""
    return _ACCOUNTS + blake2b(account, digest_size=16).hexdigest() + account.hex()


class Payers:
    """So many funded accounts on one chain, reached by a connection to each of `ports`."""

    def __init__(self, client: Client, ports: Sequence[int], name: str) -> None:
        self.ports = ports
        self.keys = [Keypair.from_uri(f"//bench//{name}//{i}") for i in range(COUNT)]
        for start in range(0, COUNT, AT_ONCE):
            fund(client, self.keys[start : start + AT_ONCE], 1_000 * GRAD)
        self.rules = Rules.asked(client.rpc)
        self.nonces = [0] * COUNT
        self.rpc = Rpc(ports[0])

    def sign(self, each: int) -> list[list[str]]:
        """The next transfers of every account, as requests for each connection, each account by one."""
        out: list[list[str]] = [[] for _ in self.ports]
        for turn in range(each):
            for i, key in enumerate(self.keys):
                call = transfer(self.keys[(i + 1) % COUNT].public_key, GRAD // 1000)
                signed = Transaction(self.rules, call, self.nonces[i] + turn).signed(key)
                message = {"jsonrpc": "2.0", "id": 1, "method": "author_submitExtrinsic"}
                out[i % len(out)].append(json.dumps(message | {"params": [hexed(signed)]}))
        self.nonces = [n + each for n in self.nonces]
        return out

    def final(self) -> int:
        """Transfers of all accounts that are final."""
        keys = [account_key(k.public_key) for k in self.keys]
        changes = self.rpc.call("state_queryStorageAt", keys)[0]["changes"]
        return sum(int.from_bytes(octets(value)[:4], "little") for _, value in changes if value)

    def wait(self) -> None:
        """Until everything that was signed is final. Raises ChainError."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while (found := self.final()) < sum(self.nonces):
            if time.monotonic() > deadline:
                raise ChainError(f"{found} of {sum(self.nonces)} transfers became final")
            time.sleep(POLL_SECONDS)


def pour(ports: Sequence[int], requests: list[list[str]], rate: float | None = None) -> None:
    """Send everything, by all connections at once: as fast as answers come, or so many a second in all.

    Raises ChainError if anything is refused.
    """
    refused: list[str] = []
    threads = [
        threading.Thread(target=_pour, args=(port, some, rate and rate / len(ports), refused))
        for port, some in zip(ports, requests, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if refused:
        raise ChainError(f"{len(refused)} transfers were refused, the first with {refused[0]}")


def _pour(port: int, requests: list[str], rate: float | None, refused: list[str]) -> None:
    room = threading.Semaphore(WINDOW)
    with connect(f"ws://127.0.0.1:{port}", ping_interval=None, proxy=None, compression=None) as socket:
        reader = threading.Thread(target=_read, args=(socket, len(requests), room, refused))
        reader.start()
        began = time.monotonic()
        for number, request in enumerate(requests):
            if rate is not None:
                time.sleep(max(0.0, began + number / rate - time.monotonic()))
            room.acquire()
            socket.send(request)
        reader.join()


def _read(socket: ClientConnection, count: int, room: threading.Semaphore, refused: list[str]) -> None:
    for _ in range(count):
        answer = socket.recv()
        if '"error"' in answer:
            refused.append(str(answer))
        room.release()
