"""The node as a child process: started, killed without warning, started again."""

import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

from descent.client import ChainError, Client

START_SECONDS = 30.0


def program() -> Path:
    """The node's program: `DESCENT_BIN`, or what the build folder has. Raises ChainError."""
    named = os.environ.get("DESCENT_BIN")
    built = Path(__file__).parents[4] / "build/release/node/descent"
    found = Path(named) if named else built
    if not found.is_file():
        raise ChainError(f"there is no program {found}: build it (./dev build release descent)")
    return found


def free_ports(count: int) -> list[int]:
    """Different ports that nobody listens on at the moment."""
    held = [socket.socket() for _ in range(count)]
    try:
        for s in held:
            s.bind(("127.0.0.1", 0))
        return [s.getsockname()[1] for s in held]
    finally:
        for s in held:
            s.close()


class Node:
    """A development node on a folder of its own, sealing when it is told to."""

    def __init__(self, folder: Path, sealing: str = "manual") -> None:
        self.folder, self.sealing = folder, sealing
        self.port, self.metrics_port = free_ports(2)
        self.log = folder / "node.log"
        self.process: subprocess.Popen[bytes] | None = None
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def url(self) -> str:
        """Where it serves RPC."""
        return f"ws://127.0.0.1:{self.port}"

    def start(self) -> Client:
        """Start, and connect as soon as it answers. Raises ChainError with its log's end."""
        base = ["--base-path", str(self.folder / "chain"), "--pruning", "archive"]
        ports = ["--rpc-port", str(self.port), "--prometheus-port", str(self.metrics_port)]
        command = [str(program()), "node", "--dev", *base, *ports, "--sealing", self.sealing]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log)
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                end = self.log.read_text(errors="replace")[-2000:]
                raise ChainError(f"the node does not answer at {self.url}; its log ends with\n{end}")
            time.sleep(0.02)
        return Client(self.url, seals=self.sealing == "manual")

    def _answers(self) -> bool:
        with socket.socket() as s:
            return s.connect_ex(("127.0.0.1", self.port)) == 0

    def kill(self) -> None:
        """End it the hard way (kill -9)."""
        self._signal(signal.SIGKILL)

    def stop(self) -> None:
        """End it the polite way."""
        self._signal(signal.SIGTERM)

    def _signal(self, which: signal.Signals) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(which)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def remove(self) -> None:
        """Stop it and delete its folder."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
