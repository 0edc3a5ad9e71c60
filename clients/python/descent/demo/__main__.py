"""`./dev demo`: a node, two federations on real data, what each party earned, and the proof of it."""

import argparse
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from descent.client import Block, ChainError, Client
from descent.demo import checks, screen
from descent.demo.case import Case, set_up
from descent.demo.cluster import Cluster
from descent.demo.node import Node
from descent.demo.settings import BY_ITSELF, HONEST, ON_COMMAND, ROUNDS, SETTINGS
from descent.federation.rounds import run

WATCHER_SECONDS = 60.0


class Watcher:
    """The script that sums all accounts at every block, as a process of its own."""

    def __init__(self, node: Node | Cluster) -> None:
        self.out = node.folder / "issuance.jsonl"
        command = [sys.executable, "-m", "descent.demo.watch_issuance", node.url, "--out", str(self.out)]
        self.process = subprocess.Popen(command)

    def finish(self, height: int) -> None:
        """Wait until it has seen a block, then end it. Raises ChainError if it does not get there."""
        deadline = time.monotonic() + WATCHER_SECONDS
        while self._seen() <= height:
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise ChainError(f"the watcher of balances stopped at block {self._seen() - 1} of {height}")
            time.sleep(0.05)
        self.stop()

    def _seen(self) -> int:
        return self.out.read_text().count("\n") if self.out.exists() else 0

    def stop(self) -> None:
        """End it."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(20)


def restart(node: Node, client: Client, cases: list[Case]) -> checks.Check:
    """Kill the node without warning, start it again, and compare."""
    before = checks.Snapshot.of(client, cases)
    client.close()
    node.kill()
    again = node.start()
    after = checks.Snapshot.of(again, cases)
    again.close()
    return checks.restarted(before, after)


def judge(client: Client, cases: list[Case]) -> list[checks.Check]:
    """Print what happened in each federation; the checks about them."""
    found = []
    for case in cases:
        screen.rounds(case)
        of = checks.purses(client, case)
        screen.purse_table(of)
        found += checks.learning(case, checks.accuracies(client, case))
        found += checks.money(case, of)
        found.append(checks.receipts(client, case))
        found += checks.models(client, case)
    return found


def demonstrate(node: Node | Cluster, options: argparse.Namespace) -> list[checks.Check]:
    """The whole demonstration on a node that is not yet started."""
    started = time.monotonic()
    client = node.start()
    print(f"A chain runs at {node.url}. Setting up the federations: accounts, models, tasks.", flush=True)
    watcher = Watcher(node)
    try:
        chosen = [SETTINGS[name] for name in options.federation or SETTINGS]
        windows = BY_ITSELF if isinstance(node, Cluster) else ON_COMMAND
        cases = set_up(client, chosen, node.folder, seed=options.seed, rounds=options.rounds, windows=windows)
        print(f"Each: {HONEST} honest parties and one attacker, {options.rounds} rounds.", flush=True)
        progress = screen.Progress(cases, options.rounds)

        def follow(block: Block) -> None:
            progress(block)
            if isinstance(node, Cluster):
                node.accident(block, progress.shown, options.rounds * len(cases))

        run(client, [c.federation for c in cases], follow)
        progress.finish()
        found = judge(client, cases)
        watcher.finish(client.height())
        found.append(checks.issuance(watcher.out))
    finally:
        watcher.stop()
    found.append(node.agreement(client) if isinstance(node, Cluster) else restart(node, client, cases))
    screen.checks(found)
    print(f"{time.monotonic() - started:.0f} s in all.")
    return found


def parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="./dev demo", description=__doc__)
    parser.add_argument(
        "--rounds", type=int, default=ROUNDS, help="of each federation (default: %(default)s)"
    )
    parser.add_argument("--seed", type=int, default=0, help="of data shares and training (default: 0)")
    parser.add_argument("--federation", action="append", choices=SETTINGS, help="only this; may be repeated")
    parser.add_argument(
        "--localnet", action="store_true", help="on four validators, one of which is killed and comes back"
    )
    parser.add_argument("--keep", type=Path, help="run in this new folder and leave the chain in it")
    options = parser.parse_args(arguments)
    if not 1 <= options.rounds <= ROUNDS:
        parser.error(f"--rounds is 1 to {ROUNDS}: each needs a slice of the validation data")
    return options


def main(arguments: Sequence[str] | None = None) -> int:
    """0 if every check held."""
    options = parsed(arguments)
    folder = options.keep or Path(tempfile.mkdtemp(prefix="descent-demo-"))
    try:
        node = Cluster(folder) if options.localnet else Node(folder)
    except ChainError as e:
        print(f"demo: {e}", file=sys.stderr)
        return 1
    try:
        return 0 if all(c.held for c in demonstrate(node, options)) else 1
    except ChainError as e:
        print(f"\ndemo: {e}", file=sys.stderr)
        return 1
    finally:
        node.stop()
        if options.keep is None:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
