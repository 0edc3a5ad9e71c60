"""`./dev soak net [MINUTES]`: four validators under a load and under faults, all drawn from a seed."""

import argparse
import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from descent.client import ChainError
from descent.localnet.table import Live
from descent.soak import sandbox
from descent.soak.folder import Folder, remove_leftovers
from descent.soak.ground import Ground
from descent.soak.namespaces import Namespaces
from descent.soak.proxies import Proxies
from descent.soak.report import Report
from descent.soak.run import Soak
from descent.soak.schedule import Kind

MINUTES = 10.0
NOT_POSSIBLE = 2


def parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="./dev soak net",
        description="Four validators under a load, while links are cut, nodes killed and paused, and disks"
        " filled. No two may ever have different final blocks, none may be lost, and no money.",
        epilog="examples:\n  ./dev soak net\n  ./dev soak net 1 --seed 7\n  ./dev soak net 60 --json",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("minutes", nargs="?", type=float, default=MINUTES, help="default: %(default)g")
    parser.add_argument("--seed", type=int, help="of all that is drawn; default: a new one, which is printed")
    parser.add_argument(
        "--links",
        choices=("namespaces", "relays", "auto"),
        default="namespaces",
        help="how nodes are connected; auto: by relays on loopback where namespaces are not possible",
    )
    parser.add_argument("--fault", action="append", choices=list(Kind), help="only this; may be repeated")
    parser.add_argument("--keep", type=Path, help="run in this folder and leave it")
    parser.add_argument("--json", action="store_true", help="print the result as one object")
    options = parser.parse_args(arguments)
    if options.minutes <= 0:
        parser.error("MINUTES is more than 0")
    if options.seed is None:
        options.seed = random.SystemRandom().randrange(1 << 32)
    return options


def soak(options: argparse.Namespace, ground: Ground, live: Live) -> Report:
    """Run it on a ground, until it is over or is to end."""
    kinds = tuple(k for k in ground.kinds if k in (options.fault or list(Kind)))
    folder = Folder(options.keep)
    try:
        run = Soak(ground, folder.path, options.seed, kinds, live)
        _on_signals(run)
        known = run.crew.introduction.removeprefix("--")
        live.say(f"seed {options.seed}; {ground.name}; others are {known}; faults: {', '.join(kinds)}")
        try:
            report = run.run(60 * options.minutes)
        finally:
            run.crew.stop()
        if report.problems:
            folder.keep()
            report.problems.append(f"logs are kept in {folder.path}")
        return report
    finally:
        ground.close()
        folder.close()


def _on_signals(run: Soak) -> None:
    """A signal ends it, and so does the end of whoever put us inside a sandbox."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: run.stopping.set())

    def wait() -> None:
        sys.stdin.read()
        run.stopping.set()

    if sandbox.INSIDE in os.environ:
        threading.Thread(target=wait, daemon=True).start()


def chosen(links: str) -> tuple[str, str | None]:
    """How the nodes are to be connected, and why not in namespaces."""
    if links == "relays":
        return links, None
    obstacle = sandbox.obstacle()
    if obstacle is None:
        return "namespaces", None
    return ("relays" if links == "auto" else "none"), obstacle


def main(arguments: Sequence[str] | None = None) -> int:
    """0 if everything held; 1 if not; 2 if there can be no soak here; 130 if it was stopped early."""
    options = parsed(arguments)
    inside = sandbox.INSIDE in os.environ
    live = Live(sys.stderr if options.json else sys.stdout)
    if not inside:
        for path in remove_leftovers():
            live.say(f"removed {path}, which an earlier soak left")
        links, obstacle = chosen(options.links)
        if obstacle:
            print(f"soak net: {obstacle}", file=sys.stderr)
        if links == "none":
            return NOT_POSSIBLE
        if links == "namespaces":
            given = sys.argv[1:] if arguments is None else list(arguments)
            return sandbox.enter("descent.soak", [*given, "--seed", str(options.seed)])
    try:
        report = soak(options, Namespaces() if inside else Proxies(), live)
    except (ChainError, OSError, subprocess.CalledProcessError) as e:
        print(f"soak net: {e}", file=sys.stderr)
        return 1
    print(report.json() if options.json else "\n".join(report.lines()))
    return report.status


if __name__ == "__main__":
    sys.exit(main())
