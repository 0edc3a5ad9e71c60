"""Nodes in network namespaces, each with a cable of its own to a bridge, and a small disk."""

import ctypes
import os
import socket
import subprocess
import threading
from collections.abc import Iterable
from pathlib import Path

from descent.localnet.member import Member
from descent.soak.ground import Pair
from descent.soak.relay import Onward, Relays
from descent.soak.schedule import Kind

_CLONE_NEWNET = 0x40000000
_LIBC = ctypes.CDLL(None, use_errno=True)


def run(*words: str) -> None:
    """A command that must succeed."""
    subprocess.run(words, check=True, capture_output=True)


def _enter(space: str) -> None:
    """Move this thread there."""
    handle = os.open(f"/run/netns/{space}", os.O_RDONLY)
    try:
        if _LIBC.setns(handle, _CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), f"cannot enter the network namespace {space}")
    finally:
        os.close(handle)


def inside(space: str, port: int) -> Onward:
    """A port at the loopback address of a namespace: a socket belongs to where it was made."""
    made: list[socket.socket] = []

    def make() -> None:
        _enter(space)
        made.append(socket.socket())

    def onward() -> tuple[socket.socket, tuple[str, int]]:
        thread = threading.Thread(target=make)
        thread.start()
        thread.join()
        return made.pop(), ("127.0.0.1", port)

    return onward


class Namespaces:
    """A network namespace for each node, a cable from each to a bridge, and a small disk for each.

    To be used inside a sandbox, which takes them down.
    """

    name = "network namespaces"
    kinds = tuple(Kind)
    open = True
    DISK = "size=192m,mode=700"
    _FILLER = "filler"
    _PIECE = bytes(1 << 16)

    def __init__(self) -> None:
        self.relays = Relays()
        self.disks: dict[int, Path] = {}
        run("mount", "-t", "tmpfs", "tmpfs", "/run")
        run("ip", "link", "set", "lo", "up")
        run("ip", "link", "add", "hub", "type", "bridge")
        run("ip", "link", "set", "hub", "up")

    def settle(self, number: int, member: Member) -> None:
        """A namespace with an address, doors to its RPC and metrics, and a disk at its base path."""
        space, cable = f"node{number}", f"cable{number}"
        member.host = self._address(number)
        member.wrapper = ("nsenter", f"--net=/run/netns/{space}", "--")
        run("ip", "netns", "add", space)
        run("ip", "link", "add", cable, "type", "veth", "peer", "name", "eth", "netns", space)
        run("ip", "link", "set", cable, "master", "hub")
        run("ip", "link", "set", cable, "up")
        run("ip", "-n", space, "link", "set", "lo", "up")
        run("ip", "-n", space, "address", "add", f"{member.host}/24", "dev", "eth")
        run("ip", "-n", space, "link", "set", "eth", "up")
        for port in (member.rpc_port, member.metrics_port):
            self.relays.add(inside(space, port), port=port)
        disk = self.disks[number] = member.folder / "chain"
        disk.mkdir()
        run("mount", "-t", "tmpfs", "-o", self.DISK, "tmpfs", str(disk))

    @staticmethod
    def _address(number: int) -> str:
        return f"10.77.0.{number + 1}"

    def reach(self, source: int, target: Member, number: int) -> str:
        """Everybody has one address for all."""
        return f"/ip4/{target.host}/tcp/{target.peer_port}"

    def _route(self, verb: str, pairs: Iterable[Pair]) -> None:
        for source, target in pairs:
            run("ip", "-n", f"node{source}", "route", verb, "blackhole", f"{self._address(target)}/32")

    def cut(self, pairs: Iterable[Pair]) -> None:
        """By a route to nowhere."""
        self._route("add", pairs)

    def mend(self, pairs: Iterable[Pair]) -> None:
        """The route to nowhere goes."""
        self._route("delete", pairs)

    def unplug(self, number: int) -> None:
        """At the bridge's end: the node's own end loses its carrier, as a real one does."""
        run("ip", "link", "set", f"cable{number}", "down")

    def plug(self, number: int) -> None:
        """At the same end."""
        run("ip", "link", "set", f"cable{number}", "up")

    def fill(self, number: int) -> None:
        """To the last byte."""
        filler = os.open(self.disks[number] / self._FILLER, os.O_CREAT | os.O_WRONLY)
        piece = self._PIECE
        while piece:
            try:
                os.write(filler, piece)
            except OSError:
                piece = piece[: len(piece) // 2]
        os.close(filler)

    def empty(self, number: int) -> None:
        """By removing what filled it."""
        (self.disks[number] / self._FILLER).unlink()

    def close(self) -> None:
        """Doors and disks; the rest goes with the sandbox."""
        self.relays.close()
        for disk in self.disks.values():
            run("umount", str(disk))
