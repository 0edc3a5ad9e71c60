"""The documents do what they say: every command in them is run, in order, and every link leads somewhere.

At a terminal, in a folder that looks like the repository after a build. The node that a document starts serves on a port of
its own and, where it seals on an interval, faster than the document says.
"""

import os
import re
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from command_line import Terminal, free_port, run
from documents import ROOT, SHELLS, Step, anchors, documents, is_command, links, paths, steps
from node_process import PROGRAM

PATIENCE = 120
SEALING = "--sealing 100"
"""In place of any other interval."""

VALIDATE = "descent node --chain CHAIN.json --base-path ./validator --validator"


def knows_flags(command: str, line: str) -> bool:
    """Whether the program has each option of `line`."""
    return set(re.findall(r"--[a-z-]+", line)) <= set(re.findall(r"--[a-z-]+", run(command, "--help")))


# Not run, with what stands for running them. A command of `./dev` is looked up in its help.
BY_NAME = {
    "ninja -C build/dev test_runtime_trie && build/dev/tests/runtime/trie/test_runtime_trie": lambda: (
        "descent_test(test_runtime_trie\n" in (ROOT / "tests/runtime/trie/CMakeLists.txt").read_text()
    ),
    "npm install --package-lock-only --omit-lockfile-registry-resolved": lambda: (
        '"resolved"' not in (ROOT / "tests/interop/package-lock.json").read_text()
    ),
    "node --test": lambda: "node --test" in (ROOT / "dev.d/checks.sh").read_text(),
    # Where docs/validators.md waits for eras to be over; test_cli_stake.py runs them.
    "descent stake claim --key stash": lambda: "eras" in run("stake", "claim", "--help"),
    "descent stake withdraw --key stash": lambda: "unlocking" in run("stake", "withdraw", "--help"),
    # Of a chain of the reader's own.
    VALIDATE: lambda: knows_flags("node", VALIDATE),
    # Need a task's number; test_cli_training.py and test_cli_party.py run them.
    "descent training explain": lambda: "task" in run("training", "explain", "--help"),
    "descent training commit": lambda: "task" in run("training", "commit", "--help"),
    "descent training reveal": lambda: "task" in run("training", "reveal", "--help"),
    "descent training open": lambda: "--terms" in run("training", "open", "--help"),
}

# Questions that end what a command has written, their answers, and whether what is typed is shown.
ANSWERS = [
    (r"\[y/N\] $", "y", True),
    (r"phrase.*: $", "bottom drive obey lake curtain smoke basket hold race lonely fit walk", False),
    (r"(Password of .*|The same again): $", "correct horse", False),
]

DEV_HELP = subprocess.run([ROOT / "dev", "help"], capture_output=True, text=True, check=True).stdout


def known_to_dev(command: str) -> bool:
    """Whether `./dev help` has a command, with each of its options; a preset must be one."""
    name, *words = command.removeprefix("./dev ").split()
    found = re.search(rf"^  {re.escape(name)}\b(.*)$", DEV_HELP, re.MULTILINE)
    if found is None or any(w.startswith("-") and w not in found[1] for w in words):
        return False
    presets = (ROOT / "CMakePresets.json").read_text()
    return name != "build" or not words or f'"name": "{words[0]}"' in presets


class Reader:
    """Somebody who does what a document says, in a folder like the repository."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.node: subprocess.Popen | None = None
        (folder / "build/release/node").mkdir(parents=True)
        (folder / "build/venv").symlink_to(ROOT / "build/venv")
        (folder / "clients").symlink_to(ROOT / "clients")
        for path in (folder / "descent", folder / "build/release/node/descent"):
            path.write_text(
                f'#!/bin/sh\nif [ "$1" = node ]; then\n'
                f'  exec {Path(PROGRAM).absolute()} "$@" --rpc-port {self.port} --prometheus-port 0\nfi\n'
                f'exec {Path(PROGRAM).absolute()} --url http://127.0.0.1:{self.port} "$@"\n'
            )
            path.chmod(0o755)
        self.environment = {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}", "HOME": str(folder)}

    def do(self, step: Step, program: str) -> None:
        """Raises AssertionError where a command cannot be run, is unknown, or fails."""
        text = re.sub(r"--sealing \d+", SEALING, step.text)
        text = re.sub(r"^\./dev run ", "descent ", text)
        if step.text in BY_NAME:
            assert BY_NAME[step.text](), step
        elif text.startswith("./dev "):
            assert known_to_dev(text), step
        elif re.match(r"\S*descent node ", text) and "--help" not in text:
            self.start(text)
        elif re.search(r"(^|/)descent ", text):
            self.start_if_none()
            self.answered(text)
        elif text.endswith("/python"):
            self.start_if_none()
            self.shell(text, program.replace("127.0.0.1:9944", f"127.0.0.1:{self.port}"))
        else:
            pytest.fail(f"line {step.line}: nobody knows how to try `{step.text}`: teach test_docs.py")

    def answered(self, text: str) -> None:
        """At a terminal, where whatever is asked is answered."""
        if re.fullmatch("descent [a-z-]+", text):  # a group of commands
            text += " --help"
        line = ["bash", "-euo", "pipefail", "-c", text]
        screen = Terminal(line, cwd=self.folder, env=self.environment)
        seen = 0
        while screen.read():
            for question, answer, shown in ANSWERS:
                if re.search(question, screen.screen[seen:]):
                    seen = len(screen.screen)
                    (screen.type if shown else screen.type_unseen)(f"{answer}\n")
        status, printed = screen.end()
        assert status == 0, (text, printed, screen.screen)

    def shell(self, text: str, typed: str = "") -> None:
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", text],
            input=typed,
            capture_output=True,
            text=True,
            cwd=self.folder,
            env=self.environment,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 0, (text, done.stdout, done.stderr)

    def start_if_none(self) -> None:
        if self.node is None:
            self.start("descent node --dev")

    def start(self, text: str) -> None:
        """In the background, in place of the node before it."""
        self.stop()
        log = (self.folder / "node.log").open("w")
        self.node = subprocess.Popen(
            ["bash", "-c", f"exec {text}"], cwd=self.folder, env=self.environment, stdout=log, stderr=log
        )
        deadline = time.monotonic() + PATIENCE
        while not self.answers():
            assert self.node.poll() is None, (text, (self.folder / "node.log").read_text())
            assert time.monotonic() < deadline, text
            time.sleep(0.02)

    def answers(self) -> bool:
        question = b'{"jsonrpc":"2.0","id":1,"method":"system_health","params":[]}'
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}", question, {"Content-Type": "application/json"}
        )
        try:
            with urllib.request.urlopen(request, timeout=5) as reply:
                return b"isSyncing" in reply.read()
        except (OSError, urllib.error.URLError):
            return False

    def stop(self) -> None:
        """A node that ran until now ends as it should."""
        if self.node is not None:
            assert self.node.poll() is None, (self.folder / "node.log").read_text()
            self.node.terminate()
            assert self.node.wait(30) == 0
            self.node = None


@pytest.fixture
def reader(tmp_path):
    made = Reader(tmp_path)
    yield made
    if made.node is not None:
        made.node.kill()
        made.node.wait()


@pytest.mark.parametrize("document", documents(), ids=str)
def test_every_command_of_a_document_works(document, reader):
    found = steps((ROOT / document).read_text())
    program = "\n".join(s.text for s in found if s.kind == "python")
    for step in found:
        if step.kind == "shell":
            reader.do(step, program)
    reader.stop()
    if program:
        assert any(s.text.endswith("/python") for s in found), "what runs the Python of this document?"


@pytest.mark.parametrize("document", documents(), ids=str)
def test_every_link_of_a_document_leads_somewhere(document):
    text = (ROOT / document).read_text()
    for target in links(text):
        path, _, anchor = target.partition("#")
        file = (ROOT / document).parent / path if path else ROOT / document
        assert file.exists(), target
        assert not anchor or anchor in anchors(file.read_text()), target
    for path in paths(text):
        assert (ROOT / path).exists(), path


def test_every_metric_is_explained_to_operators():
    source = (ROOT / "node/metrics/metrics.cpp").read_text()
    explained = (ROOT / "docs/validators.md").read_text()
    for name in re.findall(r'"((?:substrate|descent)_[a-z0-9_]+)"', source):
        assert f"`{name}`" in explained, name


def test_the_systemd_unit_is_right_and_starts_what_there_is(tmp_path):
    text = (ROOT / "docs/descent.service").read_text()
    start = re.search("^ExecStart=(.*)$", text, re.MULTILINE)[1]
    assert start.startswith("/usr/local/bin/descent node ")
    assert knows_flags("node", start)
    unit = tmp_path / "descent.service"
    unit.write_text(text.replace("/usr/local/bin/descent", str(Path(PROGRAM).absolute())))
    done = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_what_is_looked_up_by_name_is_still_in_a_document():
    everything = [s.text for d in documents() for s in steps((ROOT / d).read_text())]
    assert set(everything) >= BY_NAME.keys()
    assert any(s.startswith("./dev run node") for s in everything)


# ---- That commands are found, and wrong ones too ----------------------------------------------------

SAMPLE = """# A title

Type `./dev build release` or, at
length, `descent query
block 1`; not `build/` nor `a + b`.

| command | does |
|---|---|
| `git status` | something |

    descent node --dev   # a node
    rm -rf \\
      everything

    12  not a command

```sh
$ frobnicate --all
```

```python
print(1)
```
"""


def test_commands_are_found_wherever_they_stand():
    assert [(s.kind, s.text) for s in steps(SAMPLE)] == [
        ("shell", "./dev build release"),
        ("shell", "descent query block 1"),
        ("shell", "git status"),
        ("shell", "descent node --dev"),
        ("shell", "rm -rf everything"),
        ("shell", "frobnicate --all"),
        ("python", "print(1)\n"),
    ]
    assert is_command("A=1 descent key generate")
    assert "sh" in SHELLS


@pytest.mark.parametrize(
    "wrong",
    [
        "frobnicate --all",
        "git status",
        "./dev fly",
        "./dev test --slow",
        "./dev build moon",
        "descent query fly",
        "descent model show 77",
    ],
)
def test_a_command_that_does_not_work_or_is_not_known_is_seen(wrong, reader):
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        reader.do(Step(1, "shell", wrong), "")


def test_a_failing_python_block_is_seen(reader):
    python = Step(1, "shell", "PYTHONPATH=clients/python build/venv/bin/python")
    reader.do(python, "from descent.client import Client; Client('ws://127.0.0.1:9944').height()")
    with pytest.raises(AssertionError, match="no model has the number"):
        reader.do(python, "from descent.client import Client; Client('ws://127.0.0.1:9944').head(9)")
