"""One validator of a local network, as a child process with a folder of its own."""

import re
import signal
import subprocess
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path

from descent.client import ChainError
from descent.demo.node import free_ports, program

PORTS = 3
"""RPC, metrics, peers."""
START_SECONDS = 30.0
STOP_SECONDS = 20.0
SCRAPE_SECONDS = 2.0


@dataclass(frozen=True)
class Status:
    """What a validator's metrics say at a moment."""

    height: int
    round: int
    finality_ms: float | None
    """Mean over the blocks since it started; None before the first it saw proposed."""
    peers: int


def metric(text: str, name: str, labels: str = "") -> float | None:
    """The value of the first sample of that name, with that text among its labels; None if there is none."""
    found = re.search(rf"^{re.escape(name)}\{{[^}}]*{re.escape(labels)}[^}}]*\}} (\S+)$", text, re.MULTILINE)
    return float(found.group(1)) if found else None


def read_status(text: str) -> Status:
    """Metrics in Prometheus' text format, read."""
    blocks = metric(text, "descent_finality_seconds_count") or 0.0
    seconds = metric(text, "descent_finality_seconds_sum") or 0.0
    return Status(
        height=int(metric(text, "substrate_block_height", 'status="finalized"') or 0),
        round=int(metric(text, "descent_decided_round") or 0),
        finality_ms=1000 * seconds / blocks if blocks else None,
        peers=int(metric(text, "substrate_sub_libp2p_peers_count") or 0),
    )


class Member:
    """A validator: its ports, its folder, its process."""

    def __init__(
        self,
        name: str,
        folder: Path,
        arguments: list[str],
        ports: Sequence[int] | None = None,
        *,
        host: str = "127.0.0.1",
        wrapper: Sequence[str] = (),
    ) -> None:
        self.name, self.folder, self.arguments = name, folder, arguments
        self.rpc_port, self.metrics_port, self.peer_port = ports or free_ports(PORTS)
        self.host = host
        """The IPv4 address at which it listens for peers."""
        self.wrapper = wrapper
        """A command that becomes the one that follows it, such as nsenter's."""
        self.log = folder / "node.log"
        self.address: str | None = None
        """Where others reach it, once it has started."""
        self.process: subprocess.Popen[bytes] | None = None
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def url(self) -> str:
        """Where it serves RPC."""
        return f"ws://127.0.0.1:{self.rpc_port}"

    @property
    def running(self) -> bool:
        """True while its process lives."""
        return self.process is not None and self.process.poll() is None

    def start(self, boot_nodes: list[str]) -> None:
        """Start it, and wait until it serves. Raises ChainError with the end of its log."""
        command = [*self.wrapper, str(program()), "node", *self.arguments, "--name", self.name]
        command += ["--base-path", str(self.folder / "chain")]
        command += ["--rpc-port", str(self.rpc_port), "--prometheus-port", str(self.metrics_port)]
        command += ["--listen-addr", f"/ip4/{self.host}/tcp/{self.peer_port}"]
        for address in boot_nodes:
            command += ["--bootnodes", address]
        before = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
        deadline = time.monotonic() + START_SECONDS
        while (said := self._said(before)) is None:
            if not self.running or time.monotonic() > deadline:
                raise ChainError(f"{self.name} does not start; its log ends with\n{self.log_end()}")
            time.sleep(0.02)
        self.address = said

    def _said(self, since: int) -> str | None:
        text = self.log.read_bytes()[since:].decode(errors="replace")
        found = re.search(r"^Peers +(\S+)$", text, re.MULTILINE)
        return found.group(1) if found and "\nHead " in text else None

    def log_end(self) -> str:
        """The last lines of its log."""
        return self.log.read_text(errors="replace")[-2000:]

    def scrape(self) -> str | None:
        """Its metrics, in Prometheus' text format; None if it does not answer."""
        url = f"http://127.0.0.1:{self.metrics_port}/metrics"
        try:
            with urllib.request.urlopen(url, timeout=SCRAPE_SECONDS) as answer:
                return answer.read().decode()
        except (OSError, HTTPException):  # the second: it ended while it answered
            return None

    def status(self) -> Status | None:
        """What it says of itself; None if it does not answer."""
        text = self.scrape()
        return None if text is None else read_status(text)

    def kill(self) -> None:
        """End it the hard way (kill -9)."""
        self._signal(signal.SIGKILL)

    def stop(self) -> None:
        """End it the polite way."""
        self._signal(signal.SIGTERM)

    def _signal(self, which: signal.Signals) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(which)
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
