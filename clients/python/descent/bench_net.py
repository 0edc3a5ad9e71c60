"""`./dev bench net`: how long four validators take to agree, beside one node that asks nobody.

Transfers are sent one at a time, in turn to a development node and to a local network of four, and each
is awaited until its block is final on the node it was given to; on the network also until all four have
it. The time from proposal to decision is the validators' own measure.
"""

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from descent.client import Call, ChainError, Client, hexed
from descent.demo.node import Node
from descent.localnet.network import Localnet
from descent.wallet import Keypair

TRANSFERS = 50
WARM_UP = 5
PATIENCE_SECONDS = 30.0
POLL_SECONDS = 0.002


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


def report(name: str, seconds: list[float]) -> float:
    """Print a row; the median."""
    ordered = sorted(seconds)
    median = statistics.median(ordered)
    worst = ordered[int(0.95 * (len(ordered) - 1))]
    print(f"  {name:<44} {1000 * median:8.0f} ms {1000 * worst:8.0f} ms")
    return median


def measure(folder: Path, transfers: int) -> None:
    """Run both in turn and print what was measured. Raises ChainError."""
    node, network = Node(folder / "alone", sealing="instant"), Localnet(4, folder / "net")
    try:
        alone = node.start()
        network.start()
        first, *others = [Client(m.url) for m in network.members]
        key = Keypair.from_uri("//Alice")
        rows: list[tuple[float, float, float]] = []
        for turn in range(transfers + WARM_UP):
            single, _ = once(alone, [], key)
            here, everywhere = once(first, others, key)
            if turn >= WARM_UP:
                rows.append((single, here, everywhere))
            time.sleep(0.3)  # so that no block interval is waited for
        found = [m.status() for m in network.members]
    finally:
        node.stop()
        network.stop()
    print(f"{transfers} transfers, one at a time, in turn{'median':>26} {'95 %':>11}")
    one = report("one node, engine instant: sent to final", [r[0] for r in rows])
    four = report("four validators, engine bft: sent to final", [r[1] for r in rows])
    report("four validators: final on all four", [r[2] for r in rows])
    print(f"  ratio of the medians, four to one: {four / one:.2f}")
    decided = [s.finality_ms for s in found if s is not None and s.finality_ms is not None]
    print(f"  proposal to decision, mean of each validator: {', '.join(f'{d:.0f}' for d in decided)} ms")


def main(arguments: Sequence[str] | None = None) -> int:
    """0 if everything was measured."""
    parser = argparse.ArgumentParser(prog="./dev bench net", description=__doc__)
    parser.add_argument("--transfers", type=int, default=TRANSFERS, help="default: %(default)s")
    options = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="descent-bench-net-"))
    try:
        measure(folder, options.transfers)
    except ChainError as e:
        print(f"bench net: {e}", file=sys.stderr)
        return 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
