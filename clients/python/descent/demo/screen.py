"""What a person sees: a bar while it runs, then tables and the checks."""

import sys
import time
from collections.abc import Sequence

from descent.client import Block
from descent.demo.case import Case
from descent.demo.checks import Check, Purse
from descent.demo.settings import GRAD

_BAR = 30


class Progress:
    """One line that is rewritten on a terminal; elsewhere, a line for each settled round."""

    def __init__(self, cases: Sequence[Case], rounds: int) -> None:
        self.cases, self.rounds = cases, rounds
        self.started, self.shown = time.monotonic(), 0
        self.live = sys.stdout.isatty()

    def __call__(self, block: Block) -> None:
        """Called after each block."""
        done = sum(c.rounds_made for c in self.cases)
        if done == self.shown and not self.live:
            return
        self.shown = done
        whole = self.rounds * len(self.cases)
        filled = _BAR * done // whole
        bar = "#" * filled + "." * (_BAR - filled)
        accuracy = "  ".join(
            f"{c.setting.name} {c.federation.results[-1].accuracy:.1%}" for c in self.cases if c.rounds_made
        )
        seconds = time.monotonic() - self.started
        line = f"[{bar}] {done}/{whole} rounds, block {block.number}, {seconds:.0f} s  {accuracy}"
        print(f"\r{line:<100}" if self.live else line, end="" if self.live else "\n", flush=True)

    def finish(self) -> None:
        """Leave the line."""
        if self.live:
            print()


def rounds(case: Case) -> None:
    """What each round did to the model on chain."""
    print(f"\n{case.setting.title}")
    print("  round   before    after   change   paid of the reward")
    for r in case.federation.results:
        before = r.base_correct / r.samples
        grown = 100 * (r.accuracy - before)
        paid = f"{r.paid / GRAD:8.2f} GRAD"
        print(f"  {r.round + 1:5} {before:8.1%} {r.accuracy:8.1%} {grown:+8.1f}   {paid}   {r.outcome}")


def purse_table(of: list[Purse]) -> None:
    """What each party earned or lost."""
    print(f"\n  {'GRAD':12} {'earned':>9} {'forfeited':>10} {'fees':>8} {'net':>10}")
    for p in of:
        mark = "" if p.honest else "   (sends updates trained on false labels)"
        amounts = f"{p.earned / GRAD:9.2f} {-p.forfeited / GRAD:10.2f} {-p.fees / GRAD:8.3f}"
        print(f"  {p.name:12} {amounts} {p.net / GRAD:+10.2f}{mark}")


def checks(found: list[Check]) -> None:
    """Each claim with its evidence."""
    print("\nChecks")
    for check in found:
        print(f"  {'ok  ' if check.held else 'FAIL'}  {check.claim}")
        for line in check.evidence:
            print(f"          {line}")
    bad = sum(not c.held for c in found)
    print(f"\n{len(found) - bad} of {len(found)} checks hold.")
