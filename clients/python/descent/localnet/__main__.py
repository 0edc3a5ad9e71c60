"""`./dev localnet [N]`: N validators on this machine, until Ctrl-C."""

import argparse
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from descent.client import ChainError
from descent.localnet.network import ACCOUNTS, PRESET, Localnet
from descent.localnet.table import Live, table

REFRESH_SECONDS = 1.0
QUIET_SECONDS = 10.0
"""Between tables where there is no terminal."""


class Stopped(Exception):
    """Somebody wants the network to end."""


def parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="./dev localnet",
        description="Start N validators on this machine and show how they agree. Ctrl-C ends them all.",
        epilog="examples:\n  ./dev localnet\n  ./dev localnet 6 --keep ./net\n"
        "  ./dev localnet 4 --seconds 30",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("count", nargs="?", type=int, default=PRESET, metavar="N", help="default: 4")
    parser.add_argument("--keep", type=Path, help="run in this folder, go on from what is in it, leave it")
    parser.add_argument("--seconds", type=float, help="end after this long")
    options = parser.parse_args(arguments)
    if not 1 <= options.count <= len(ACCOUNTS):
        parser.error(f"N is 1 to {len(ACCOUNTS)}: there are so many development accounts")
    return options


def watch(network: Localnet, seconds: float | None) -> None:
    """Show the table until the time is over; raises ChainError if a validator ends."""
    live = Live()
    started = time.monotonic()
    while True:
        live.draw(table(network))
        for member in network.members:
            if not member.running:
                raise ChainError(f"{member.name} has ended; its log ends with\n{member.log_end()}")
        if seconds is not None and time.monotonic() - started >= seconds:
            return
        left = seconds - (time.monotonic() - started) if seconds is not None else QUIET_SECONDS
        time.sleep(max(0.0, min(REFRESH_SECONDS if live.live else QUIET_SECONDS, left)))


def interrupt(*_: object) -> None:
    """A signal, as an exception."""
    raise Stopped


def main(arguments: Sequence[str] | None = None) -> int:
    """0 if every validator ran until the end."""
    options = parsed(arguments)
    signal.signal(signal.SIGTERM, interrupt)
    signal.signal(signal.SIGINT, interrupt)
    with tempfile.TemporaryDirectory(prefix="descent-localnet-") as temporary:
        try:
            network = Localnet(options.count, options.keep or Path(temporary))
        except ChainError as e:
            print(f"localnet: {e}", file=sys.stderr)
            return 1
        try:
            network.start()
            print(f"{options.count} validators run; their logs are in {network.members[0].folder.parent}.")
            watch(network, options.seconds)
        except ChainError as e:
            print(f"localnet: {e}", file=sys.stderr)
            return 1
        except Stopped:
            print()
        finally:
            network.stop()
    print("All have stopped.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
