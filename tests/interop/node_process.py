"""A development node as a process of its own: the program that users run."""

import json
import os
import re
import signal
import subprocess
import time
import urllib.request
from pathlib import Path

PROGRAM = os.environ.get("DESCENT_BIN", "build/release/node/descent")
START_SECONDS = 60


class NodeProcess:
    """A node over `base_path`, which outlives its process; after the first start on the same ports."""

    def __init__(self, base_path: Path, *arguments: str) -> None:
        self.base_path = base_path
        self.arguments = arguments
        self.log = Path(f"{base_path}.log")
        self.rpc_port = self.operator_port = 0
        self.start_seconds = 0.0
        self._process: subprocess.Popen | None = None

    @property
    def ws_url(self) -> str:
        return f"ws://127.0.0.1:{self.rpc_port}"

    @property
    def http_url(self) -> str:
        return f"http://127.0.0.1:{self.rpc_port}"

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def command(self) -> list[str]:
        """What starts it; port 0 takes a free one."""
        ports = ["--rpc-port", str(self.rpc_port), "--prometheus-port", str(self.operator_port)]
        return [PROGRAM, "node", "--dev", "--base-path", str(self.base_path), *ports, *self.arguments]

    def start(self) -> "NodeProcess":
        """Returns when it has printed where it serves and answers there."""
        begun = time.monotonic()
        with self.log.open("ab") as log:
            mark = log.tell()
            self._process = subprocess.Popen(self.command(), stdout=log, stderr=log)
        self.rpc_port, self.operator_port = self._ports(mark, begun + START_SECONDS)
        self.call("system_health")
        self.start_seconds = time.monotonic() - begun
        return self

    def _ports(self, mark: int, deadline: float) -> tuple[int, int]:
        while time.monotonic() < deadline and self.running:
            text = self.log.read_bytes()[mark:].decode()
            rpc = re.search(r"^RPC +ws://127\.0\.0\.1:(\d+)$", text, re.MULTILINE)
            operator = re.search(r"^Metrics +http://127\.0\.0\.1:(\d+)/metrics$", text, re.MULTILINE)
            if rpc and operator and "\nHead " in text:
                return int(rpc[1]), int(operator[1])
            time.sleep(0.005)
        self.kill()
        raise RuntimeError(f"the node did not start:\n{self.log.read_text()[-4000:]}")

    def stop(self) -> int:
        """As an operator does; returns its status."""
        return self._end(signal.SIGTERM)

    def kill(self) -> int:
        """As a power cut does, for the process."""
        return self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> int:
        if self._process is None:
            return 0
        self._process.send_signal(how)
        status = self._process.wait(timeout=30)
        self._process = None
        return status

    def send(self, method: str, *params: object) -> dict:
        """The whole response to a request by HTTP."""
        message = {"jsonrpc": "2.0", "id": 1, "method": method, "params": list(params)}
        return json.loads(self.post(json.dumps(message).encode()))

    def post(self, body: bytes) -> bytes:
        """What it answers to a POST of `body`."""
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(self.http_url, body, headers)
        with urllib.request.urlopen(request, timeout=60) as response:
            return response.read()

    def call(self, method: str, *params: object) -> object:
        """The result of a request that must succeed."""
        response = self.send(method, *params)
        if "error" in response:
            raise RuntimeError(f"{method}: {response['error']}")
        return response["result"]

    def height(self) -> int:
        """The number of the newest block."""
        return int(self.call("chain_getHeader")["number"], 16)
