"""The validators of a soak: made, introduced to each other, watched, hurt and healed."""

import hashlib
import json
import re
import signal
import subprocess
import time
from pathlib import Path

from descent.client import ChainError
from descent.demo.node import free_ports, program
from descent.localnet.member import PORTS, Member
from descent.localnet.network import ACCOUNTS
from descent.soak.ground import Ground
from descent.soak.schedule import Fault, Kind
from descent.wallet import base58

COUNT = 4
HALT_SECONDS = 30.0
_PEER_ID = bytes.fromhex("002408011220")
"""What stands before the key of a peer id: the identity multihash, and Protobuf's frame."""


def peer_id(secret: bytes) -> str:
    """The name that peers know the node with this secret by. Raises ChainError."""
    command = [str(program()), "key", "inspect", "--scheme", "ed25519", "0x" + secret.hex(), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise ChainError(f"no node key: {done.stderr.strip()}")
    return base58(_PEER_ID + bytes.fromhex(json.loads(done.stdout)["publicKey"].removeprefix("0x")))


class Crew:
    """Four validators on a ground, each told of the others.

    With an even seed as reserved nodes; with an odd one as boot nodes, so that they find each other again
    as strangers do and may ban each other. On a ground that has ways for known nodes only: as reserved.
    """

    def __init__(self, ground: Ground, folder: Path, seed: int) -> None:
        self.ground = ground
        ports = free_ports(PORTS * COUNT)
        self.members = [
            Member(
                name,
                folder / name.lower(),
                ["--chain", "local", "--pruning", "archive", f"--{name.lower()}"],
                ports[PORTS * i : PORTS * (i + 1)],
            )
            for i, name in enumerate(ACCOUNTS[:COUNT])
        ]
        self.introduction = "--bootnodes" if ground.open and seed % 2 else "--reserved-nodes"
        self.faults: dict[int, Kind] = {}
        """In force, by the number of the node."""
        secrets = [hashlib.sha256(f"soak {seed} {m.name}".encode()).digest() for m in self.members]
        for number, member in enumerate(self.members):
            ground.settle(number, member)
            self._name(member, secrets[number])
        self._introduce([peer_id(s) for s in secrets])

    @staticmethod
    def _name(member: Member, secret: bytes) -> None:
        key = member.folder / "node-key"
        key.touch(mode=0o600)
        key.write_text(secret.hex())
        member.arguments += ["--node-key-file", str(key)]

    def _introduce(self, ids: list[str]) -> None:
        for source, member in enumerate(self.members):
            for number, other in enumerate(self.members):
                if other is not member:
                    address = f"{self.ground.reach(source, other, number)}/p2p/{ids[number]}"
                    member.arguments += [self.introduction, address]

    def start(self) -> None:
        """Start all. Raises ChainError."""
        for member in self.members:
            member.start([])

    def wake(self) -> None:
        """Let those go on that are paused."""
        for member in self.members:
            if member.process is not None and member.running:
                member.process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        """End all, whatever state they are in."""
        self.wake()
        for member in self.members:
            if member.process is not None and member.running:
                member.process.terminate()
        for member in self.members:
            member.stop()

    # ---- Faults ---------------------------------------------------------------------------------

    def begin(self, fault: Fault) -> None:
        """A fault comes into force."""
        first = fault.targets[0]
        match fault.kind:
            case Kind.CUT:
                self.ground.unplug(first)
            case Kind.SPLIT | Kind.DEAF:
                self.ground.cut(self.pairs(fault))
            case Kind.KILL:
                self.members[first].kill()
            case Kind.PAUSE:
                self._send(first, signal.SIGSTOP)
            case Kind.FULL:
                self.ground.fill(first)
        for target in fault.targets:
            self.faults[target] = fault.kind

    def end(self, fault: Fault) -> None:
        """It is over. Raises ChainError if a node does not come back, or did not halt over a full disk."""
        first = fault.targets[0]
        match fault.kind:
            case Kind.CUT:
                self.ground.plug(first)
            case Kind.SPLIT | Kind.DEAF:
                self.ground.mend(self.pairs(fault))
            case Kind.KILL:
                self.members[first].start([])
            case Kind.PAUSE:
                self._send(first, signal.SIGCONT)
            case Kind.FULL:
                self._expect_halt(self.members[first])
                self.ground.empty(first)
                self.members[first].start([])
        for target in fault.targets:
            del self.faults[target]

    def pairs(self, fault: Fault) -> list[tuple[int, int]]:
        """The ways a split or a deafness closes."""
        if fault.kind is Kind.DEAF:
            return [(fault.targets[0], fault.targets[1])]
        others = [n for n in range(COUNT) if n not in fault.targets]
        return [pair for a in fault.targets for b in others for pair in ((a, b), (b, a))]

    def _send(self, number: int, which: signal.Signals) -> None:
        process = self.members[number].process
        assert process is not None
        process.send_signal(which)

    @staticmethod
    def _expect_halt(member: Member) -> None:
        deadline = time.monotonic() + HALT_SECONDS
        while member.running:
            if time.monotonic() > deadline:
                raise ChainError(f"{member.name} goes on although its disk is full")
            time.sleep(0.05)
        if not re.search(r"the node halts|halts:", member.log_end()):
            raise ChainError(f"{member.name} ended without saying why; its log ends with\n{member.log_end()}")

    # ---- What to expect of them -----------------------------------------------------------------

    @property
    def can_decide(self) -> bool:
        """Whether more than two thirds are well and reach each other."""
        if Kind.SPLIT in self.faults.values():
            return False
        hurt = sum(kind is not Kind.DEAF for kind in self.faults.values())
        return 3 * (COUNT - hurt) > 2 * COUNT

    def dead(self) -> list[Member]:
        """Those that ended by themselves: neither killed nor out of disk."""
        away = (Kind.KILL, Kind.FULL)
        return [m for n, m in enumerate(self.members) if not m.running and self.faults.get(n) not in away]

    def answering(self) -> list[Member]:
        """Those that a fault does not keep from answering us."""
        silent = (Kind.KILL, Kind.PAUSE, Kind.FULL)
        return [m for n, m in enumerate(self.members) if m.running and self.faults.get(n) not in silent]
