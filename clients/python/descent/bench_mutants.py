"""`./dev bench mutants`: plants defects one at a time, and shows what notices them.

That is the simulator, after so many seeds, or the tests beside the source.

  ./dev bench mutants                       all of them, 200 seeds of each kind (about half an hour)
  ./dev bench mutants --only no-locking-rule
  ./dev bench mutants --seeds 1000 --fresh

It builds a copy of the sources in build/mutants. What was found out is kept there, so that a run that was
interrupted goes on where it stopped; --fresh, or another state of the sources, begins anew.
"""

import argparse
import hashlib
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from descent.mutants.defects import DEFECTS, Defect
from descent.mutants.workshop import SIMULATOR, SOURCES, Caught, Workshop, WorkshopError

ROOT = Path(__file__).parents[3]
AIM = 95
"""Of a hundred defects, so many are to be caught."""
SIMULATED_S, TESTED_S = 300.0, 300.0
"""A chunk of seeds, or a test program, that takes longer was caught: it hangs."""


def main(arguments: Sequence[str] | None = None) -> int:
    """0 if the share of defects that were caught is what is aimed at."""
    options = _parse(arguments)
    chosen = [d for d in DEFECTS if not options.only or d.name in options.only]
    unknown = set(options.only) - {d.name for d in DEFECTS}
    if unknown:
        print(
            f"bench mutants: there is no defect {', '.join(sorted(unknown))}; --list names them",
            file=sys.stderr,
        )
        return 2
    if options.list:
        print("\n".join(f"{d.name:40} {d.what}" for d in chosen))
        return 0
    try:
        return _run(chosen, options)
    except WorkshopError as e:
        print(f"bench mutants: {e}", file=sys.stderr)
        return 1


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="./dev bench mutants", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="these defects")
    parser.add_argument("--seeds", type=int, default=200, help="of each kind of run (default: %(default)s)")
    parser.add_argument("--list", action="store_true", help="name the defects, and run nothing")
    parser.add_argument("--fresh", action="store_true", help="forget what was found out before")
    parser.add_argument("--json", action="store_true", help="print what was found as JSON at the end")
    return parser.parse_args(arguments)


def _run(chosen: list[Defect], options: argparse.Namespace) -> int:
    out = sys.stderr if options.json else sys.stdout
    say = lambda text: print(text, file=out, flush=True)  # noqa: E731
    workshop = Workshop(ROOT, ROOT / "build" / "mutants")
    say("-- copying and building the sources without a defect")
    workshop.copy()
    tests = tuple(sorted({t for d in chosen for t in d.tests}))
    workshop.build((SIMULATOR, *tests))
    _check_sound(workshop, tests, options.seeds, say)
    kept = Kept(workshop.tree.parent / "found.json", options)
    say(f"{'defect':38} {'simulator':>12}  tests")
    for defect in chosen:
        if defect.name not in kept.found:
            kept.add(defect.name, _try(workshop, defect, options.seeds))
        say(_line(defect, kept.found[defect.name]))
    return _conclude([kept.found[d.name] for d in chosen], chosen, options.json, say)


def _check_sound(workshop: Workshop, tests: tuple[str, ...], seeds: int, say) -> None:
    """Whoever fails without a defect would catch any."""
    if caught := workshop.simulate(seeds, SIMULATED_S):
        raise WorkshopError(f"the simulator fails without a defect: {caught.how}")
    for test in tests:
        if caught := workshop.test(test, TESTED_S):
            raise WorkshopError(f"{test} fails without a defect: {caught.how}")
    say(f"-- without a defect {2 * seeds} simulated runs and {len(tests)} test programs pass")


def _try(workshop: Workshop, defect: Defect, seeds: int) -> dict:
    start = time.monotonic()
    with workshop.planted(defect):
        workshop.build((SIMULATOR, *defect.tests))
        simulated = workshop.simulate(seeds, SIMULATED_S)
        tested = next((c for t in defect.tests if (c := workshop.test(t, TESTED_S))), None)
    return {
        "simulator": _as_dict(simulated),
        "tests": _as_dict(tested),
        "seconds": round(time.monotonic() - start, 1),
    }


def _as_dict(caught: Caught | None) -> dict | None:
    return None if caught is None else {"after": caught.after, "how": caught.how[:200]}


def _line(defect: Defect, found: dict) -> str:
    simulated, tested = found["simulator"], found["tests"]
    seeds = f"{simulated['after']} seeds" if simulated else "-"
    return f"{defect.name:38} {seeds:>12}  {tested['how'] if tested else '-'}"


def _conclude(found: list[dict], chosen: list[Defect], as_json: bool, say) -> int:
    simulated = sum(f["simulator"] is not None for f in found)
    tested = sum(f["tests"] is not None for f in found)
    either = sum(f["simulator"] is not None or f["tests"] is not None for f in found)
    share = 100 * either / len(found)
    met = "met" if share >= AIM else "not met"
    say(f"{either} of {len(found)} caught ({share:.0f} %; aim {AIM} %: {met})")
    say(f"{simulated} by the simulator, {tested} by tests")
    if as_json:
        rows = [{"name": d.name, "what": d.what, **f} for d, f in zip(chosen, found, strict=True)]
        print(json.dumps({"caught": either, "of": len(found), "defects": rows}, indent=2))
    return 0 if share >= AIM else 1


class Kept:
    """What was found out about this very state of the sources."""

    def __init__(self, path: Path, options: argparse.Namespace) -> None:
        self.path = path
        self.key = f"{_sources()} {options.seeds}"
        self.found: dict[str, dict] = {}
        if path.is_file() and not options.fresh:
            stored = json.loads(path.read_text())
            if stored["key"] == self.key:
                self.found = stored["found"]

    def add(self, name: str, found: dict) -> None:
        """Keeps it on disk as well."""
        self.found[name] = found
        fresh = self.path.with_suffix(".new")
        fresh.write_text(json.dumps({"key": self.key, "found": self.found}))
        fresh.replace(self.path)


def _sources() -> str:
    """A hash of all that the copy is made of."""
    out = hashlib.blake2b(digest_size=16)
    listed = subprocess.run(
        ["find", *SOURCES, "-type", "f", "-not", "-name", "*.pyc"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
    )
    for name in sorted(listed.stdout.decode().split()):
        out.update(name.encode() + b"\0" + hashlib.blake2b((ROOT / name).read_bytes()).digest())
    return out.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
