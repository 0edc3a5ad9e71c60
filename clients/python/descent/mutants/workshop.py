"""A copy of the sources in which defects are planted, built and run. The sources stay as they are."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from descent.mutants.defects import Defect

SOURCES = (
    "runtime",
    "modules",
    "chain-spec",
    "consensus",
    "network",
    "node",
    "tests",
    "cmake",
    "CMakeLists.txt",
    "CMakePresets.json",
)
SIMULATOR = "descent-sim"
SWEEPS = (("--liars", "0"), ("--liars", "1"))
"""How the simulator is run: each with every seed, until one fails."""
CHUNKS = (1, 4, 15, 30, 50, 100)
"""Seeds of a run of the simulator; from there on the last."""
SEED = re.compile(r"seed 0*(\d+)")


class WorkshopError(Exception):
    """The copy does not build, or a tool is missing."""


@dataclass(frozen=True)
class Caught:
    """What a run found."""

    after: int
    """Seeds that were run, or 0 for a test program."""
    how: str
    """The first line of it."""


def plant(text: str, defect: Defect) -> str:
    """The source with the defect in it. Raises WorkshopError if it is not there exactly once."""
    if text.count(defect.before) != 1:
        raise WorkshopError(
            f"{defect.path} has changed: what '{defect.name}' replaces is there {text.count(defect.before)} "
            "times; adapt clients/python/descent/mutants/defects.py"
        )
    return text.replace(defect.before, defect.after)


class Workshop:
    """The copy, with a release build of its own."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.root = root
        self.tree = folder / "tree"
        self.build_folder = self.tree / "build" / "release"

    def copy(self) -> None:
        """Brings the copy up to date. What has not changed keeps its time, and is not built again."""
        self.tree.mkdir(parents=True, exist_ok=True)
        for name in SOURCES:
            _copy(self.root / name, self.tree / name)

    def build(self, targets: tuple[str, ...], timeout: float | None = None) -> None:
        """Raises WorkshopError, with the compiler's last words."""
        environment = os.environ | {"CCACHE_BASEDIR": str(self.tree)}
        for command in (
            # A wrong line may leave something unused: what the compiler thinks of it is not the question.
            ["cmake", "--preset", "release", "-DCMAKE_CXX_FLAGS=-w"],
            ["ninja", "-C", str(self.build_folder), "--quiet", *targets],
        ):
            done = subprocess.run(
                command,
                cwd=self.tree,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                timeout=timeout,
                check=False,
            )
            if done.returncode != 0:
                words = done.stdout.decode(errors="replace").splitlines()[-15:]
                raise WorkshopError(f"{' '.join(command[:3])} failed:\n" + "\n".join(words))

    @contextmanager
    def planted(self, defect: Defect) -> Iterator[None]:
        """While it lasts the copy has the defect."""
        path = self.tree / defect.path
        text = path.read_text()
        path.write_text(plant(text, defect))
        try:
            yield
        finally:
            path.write_text(text)

    def simulate(self, seeds: int, timeout: float) -> Caught | None:
        """The first failing run of `seeds` seeds of each sweep; None if there is none."""
        program = self._program(SIMULATOR)
        for number, sweep in enumerate(SWEEPS):
            first = 0
            for chunk in _chunks(seeds):
                command = [
                    str(program),
                    "--quiet",
                    "--first",
                    str(first),
                    "--seeds",
                    str(first + chunk),
                    *sweep,
                ]
                output = _run(command, timeout)
                if output is not None:
                    return _first_seed(output, first, number * seeds, " ".join(sweep))
                first += chunk
        return None

    def test(self, program: str, timeout: float) -> Caught | None:
        """None if the test program passes."""
        output = _run([str(self._program(program)), "--gtest_brief=1"], timeout)
        if output is None:
            return None
        failed = re.findall(r"\[  FAILED  \] (\S+)", output)
        return Caught(0, failed[0].rstrip(",") if failed else f"{program} stopped")

    def _program(self, name: str) -> Path:
        found = [p for p in self.build_folder.glob(f"tests/**/{name}") if p.is_file()]
        if not found:
            raise WorkshopError(f"the build left no program '{name}'")
        return found[0]


def _chunks(seeds: int) -> Iterator[int]:
    sizes = iter(CHUNKS)
    size = CHUNKS[0]
    while seeds > 0:
        size = next(sizes, size)
        yield min(size, seeds)
        seeds -= size


def _first_seed(output: str, first: int, before: int, sweep: str) -> Caught:
    lines = output.splitlines()
    line = next((line for line in lines if SEED.search(line)), lines[0] if lines else "it stopped")
    seed = SEED.search(line)
    return Caught(before + (int(seed[1]) if seed else first) + 1, f"{sweep}: {line}")


def _run(command: list[str], timeout: float) -> str | None:
    """What a failing program printed; None if it succeeded. Too long is a failure."""
    try:
        done = subprocess.run(
            command,
            env=os.environ | {"OMP_NUM_THREADS": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=timeout,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"no end within {timeout:.0f} s"
    return None if done.returncode == 0 else done.stdout.decode(errors="replace")


def _copy(source: Path, target: Path) -> None:
    if source.is_file():
        if not target.is_file() or target.read_bytes() != source.read_bytes():
            shutil.copy2(source, target)
        return
    target.mkdir(exist_ok=True)
    names = {entry.name for entry in source.iterdir() if entry.name != "__pycache__"}
    for entry in target.iterdir():
        if entry.name not in names:
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    for name in sorted(names):
        _copy(source / name, target / name)
