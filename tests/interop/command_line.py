"""The program `descent` as a program calls it, and as a person sees it on a terminal."""

import json
import os
import pty
import select
import socket
import subprocess
import termios
import time

from node_process import PROGRAM, NodeProcess

PATIENCE = 60


def free_port() -> int:
    """A port that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def run(*words: object, expect: int = 0) -> str:
    """What it prints; what it complains of if it must end with another status than 0."""
    line = [PROGRAM, *map(str, words)]
    done = subprocess.run(line, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == expect, (line, done.returncode, done.stdout, done.stderr)
    return done.stdout if expect == 0 else done.stderr


class CommandLine:
    """The program asking one node."""

    def __init__(self, node: NodeProcess) -> None:
        self.node = node

    def __call__(self, *words: object, expect: int = 0) -> str:
        return run("--url", self.node.http_url, *words, expect=expect)

    def json(self, *words: object) -> object:
        """Of --json: one document and nothing else."""
        return json.loads(self(*words, "--json"))

    def terminal(self, *words: object) -> "Terminal":
        return Terminal([PROGRAM, "--url", self.node.http_url, *map(str, words)])


class Terminal:
    """A program with a person at a terminal: what it asks and draws comes to `screen`."""

    def __init__(self, line: list[str], **options: object) -> None:
        self._keyboard, theirs = pty.openpty()
        self.process = subprocess.Popen(
            line, stdin=theirs, stdout=subprocess.PIPE, stderr=theirs, text=True, **options
        )
        os.close(theirs)
        self.screen = ""

    def read_until(self, text: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while text not in self.screen:
            assert time.monotonic() < deadline, self.screen
            assert self.read(), (text, self.screen)

    def read(self) -> bool:
        """What has come in a tenth of a second; False at the end."""
        if not select.select([self._keyboard], [], [], 0.1)[0]:
            return True
        try:
            some = os.read(self._keyboard, 4096)
        except OSError:  # how Linux reports that the program has closed its side
            return False
        self.screen += some.decode()
        return bool(some)

    def type(self, text: str) -> None:
        os.write(self._keyboard, text.encode())

    def type_unseen(self, text: str) -> None:
        """What must not be shown: typed once the program has turned the echo off."""
        deadline = time.monotonic() + PATIENCE
        while termios.tcgetattr(self._keyboard)[3] & termios.ECHO:
            assert time.monotonic() < deadline, self.screen
            time.sleep(0.005)
        self.type(text)

    def kill(self) -> None:
        self.process.kill()
        self.end()

    def end(self) -> tuple[int, str]:
        """Its status and what it printed, once it has ended by itself."""
        while self.read():
            pass
        printed, _ = self.process.communicate(timeout=PATIENCE)
        os.close(self._keyboard)
        return self.process.returncode, printed
