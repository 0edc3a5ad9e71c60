"""Sums all accounts at every block over RPC, and compares with what the events say was burned.

Run by itself beside a node; it shares nothing with what it watches but the address:

    python -m descent.demo.watch_issuance ws://127.0.0.1:9944 --out sums.jsonl

Each line is a block: its number, the sum over all accounts, what was burned in it by rule, and what is
unexplained, which must be 0. It ends with SIGTERM, and with status 1 if anything was unexplained.
"""

import argparse
import json
import signal
import sys
import time
from collections import Counter
from pathlib import Path

from descent.client import ChainError, Client, Event, octets

ACCOUNTS = "26aa394eea5630e07c48ae0c9558cef7b99d880ec681799c0cf30e8886371da9"
"""Prefix of System.Account."""
PAGE = 500
_BALANCES_AT = 16
"""Free and reserved, u128 each, follow four u32 in an account's record."""


def total(client: Client, block: str) -> int:
    """Free and reserved over every account at a block."""
    total, start = 0, None
    while True:
        keys = client.rpc("state_getKeysPaged", "0x" + ACCOUNTS, PAGE, start, block)
        if not keys:
            return total
        changes = client.rpc("state_queryStorageAt", keys, block)[0]["changes"]
        for _, value in changes:
            record = octets(value)[_BALANCES_AT:]
            total += int.from_bytes(record[:16], "little") + int.from_bytes(record[16:32], "little")
        start = keys[-1]


def _reason(reason: object) -> str:
    """`Training.Evaluation` of a hold's reason."""
    if isinstance(reason, dict) and len(reason) == 1:
        module, why = next(iter(reason.items()))
        return f"{module}.{why}"
    return str(reason)


def burned(events: list[Event]) -> Counter:
    """Base units burned by rule in a block: fees, and what its events name."""
    out: Counter[str] = Counter()
    for event in events:
        match str(event):
            case "TransactionPayment.TransactionFeePaid":
                out["fees"] += event.fields["actual_fee"]
            case "Balances.BurnedHeld":
                out[_reason(event.fields["reason"])] += event.fields["amount"]
            case "Balances.Burned" | "Balances.DustLost":
                out[event.name] += event.fields["amount"]
    return out


def watch(client: Client, out: Path, first: int) -> int:
    """Follow the chain until stopped; the number of blocks with something unexplained."""
    stopped = []
    signal.signal(signal.SIGTERM, lambda *_: stopped.append(True))
    number, wrong = first, 0
    before = None
    with out.open("w") as lines:
        while not stopped:
            block = client.block_hash(number)
            if block is None:
                time.sleep(0.05)
                continue
            now, rules = total(client, block), burned(client.events(block)) if number else Counter()
            unexplained = 0 if before is None else before - now - rules.total()
            wrong += unexplained != 0
            line = {"block": number, "sum": now, "burned": rules, "unexplained": unexplained}
            lines.write(json.dumps(line) + "\n")
            lines.flush()
            before, number = now, number + 1
    return wrong


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("url", help="the node's RPC address")
    parser.add_argument("--out", type=Path, required=True, help="file of one JSON line for each block")
    parser.add_argument("--first", type=int, default=0, help="number of the first block")
    options = parser.parse_args()
    try:
        client = Client(options.url)
        wrong = watch(client, options.out, options.first)
        client.close()
        return 1 if wrong else 0
    except ChainError as e:
        print(f"watch_issuance: {e}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
