"""All validators of a local network."""

import json
import subprocess
from pathlib import Path

from descent.client import ChainError
from descent.demo.node import free_ports, program
from descent.localnet.member import PORTS, Member

ACCOUNTS = ["Alice", "Bob", "Charlie", "Dave", "Eve", "Ferdie"]
"""Development accounts: everybody has their keys."""
PRESET = 4
"""Validators of the preset `local`."""
BOND = 500_000
"""GRAD at stake for each."""


class Localnet:
    """Validators of one chain, each a process on this machine."""

    def __init__(self, count: int, folder: Path, *, archive: bool = False) -> None:
        if not 1 <= count <= len(ACCOUNTS):
            raise ChainError(f"a local network has 1 to {len(ACCOUNTS)} validators, not {count}")
        folder.mkdir(parents=True, exist_ok=True)
        chain = "local" if count == PRESET else str(make_chain(count, folder / "chain.json"))
        shared = ["--chain", chain, *(["--pruning", "archive"] if archive else [])]
        names = ACCOUNTS[:count]
        ports = free_ports(PORTS * count)
        self.members = [
            Member(n, folder / n.lower(), [*shared, f"--{n.lower()}"], ports[PORTS * i : PORTS * (i + 1)])
            for i, n in enumerate(names)
        ]

    def start(self) -> None:
        """Start all, each told where those before it are. Raises ChainError."""
        for member in self.members:
            self.start_one(member)

    def start_one(self, member: Member) -> None:
        """Start one that is not running, told where the others are. Raises ChainError."""
        member.start([m.address for m in self.members if m is not member and m.running and m.address])

    def stop(self) -> None:
        """End all that run, all at once."""
        for member in self.members:
            if member.process is not None and member.running:
                member.process.terminate()
        for member in self.members:
            member.stop()


def make_chain(count: int, path: Path) -> Path:
    """A chain file with this many validators. Raises ChainError."""
    command = [str(program()), "chain-spec", "build", "--from-chain", "local"]
    for name in ACCOUNTS[PRESET:count]:
        stash = f"//{name}//stash"
        command += ["--balance", f"{stash}={2 * BOND}", "--staker", f"{stash}=//{name}={BOND}"]
    command += ["--id", f"local{count}", "--validators", str(count)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise ChainError(f"no chain for {count} validators: {done.stderr.strip()}")
    chain = json.loads(done.stdout)
    del chain["genesis"]["config"]["stakers"][count:]
    path.write_text(json.dumps(chain))
    return path
