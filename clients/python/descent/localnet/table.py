"""The table of a local network, drawn again and again."""

import sys
from typing import TextIO

from descent.localnet.member import Status
from descent.localnet.network import Localnet

HEADER = f"{'validator':<10} {'RPC':<22} {'height':>7} {'round':>6} {'finality':>9} {'peers':>6}"


def row(name: str, url: str, status: Status | None) -> str:
    """One validator's line."""
    if status is None:
        return f"{name:<10} {url:<22} {'down':>7}"
    finality = "-" if status.finality_ms is None else f"{status.finality_ms:.0f} ms"
    return f"{name:<10} {url:<22} {status.height:>7} {status.round:>6} {finality:>9} {status.peers:>6}"


def table(network: Localnet) -> list[str]:
    """Header and a line for each validator, as they are now."""
    return [HEADER, *(row(m.name, m.url, m.status() if m.running else None) for m in network.members)]


class Live:
    """Draws lines over the last ones on a terminal; on anything else, only when told to."""

    def __init__(self, out: TextIO | None = None) -> None:
        self.out = out or sys.stdout
        self.drawn = 0
        self.live = self.out.isatty()

    def draw(self, lines: list[str]) -> None:
        """Show these instead of what was shown before."""
        self.say("\n".join(lines))
        self.drawn = len(lines)

    def say(self, line: str) -> None:
        """Show this, to stay, instead of what was drawn before."""
        if self.live and self.drawn:
            print(f"\x1b[{self.drawn}F\x1b[J", end="", file=self.out)
        print(line, file=self.out, flush=True)
        self.drawn = 0
