"""What was seen as final, by whom, and when: a pure record that finds contradictions."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Final:
    """A block that somebody was told is final."""

    block: str
    """Its hash."""
    state_root: str
    seen_by: str


class Ledger:
    """Every final block that any subscriber saw. Seconds are the caller's clock."""

    def __init__(self, now: float) -> None:
        self.finals: dict[int, Final] = {}
        self.problems: list[str] = []
        self.top = 0
        """The highest height seen."""
        self.grew_at = now
        """When `top` last grew."""
        self.longest_gap = 0.0

    def note(self, who: str, number: int, block: str, state_root: str, now: float) -> None:
        """Somebody saw a block as final."""
        known = self.finals.setdefault(number, Final(block, state_root, who))
        if known.block != block:
            self.problems.append(
                f"two blocks are final at {number}: {known.block} on {known.seen_by}, {block} on {who}"
            )
        elif known.state_root != state_root:
            self.problems.append(
                f"block {number} has two state roots: {known.state_root}, {state_root} on {who}"
            )
        if number > self.top:
            self.longest_gap = max(self.longest_gap, now - self.grew_at)
            self.top, self.grew_at = number, now

    def compare(self, who: str, numbers: list[int], blocks: list[str | None]) -> None:
        """What a node answers now when it is asked for blocks that were seen as final."""
        for number, block in zip(numbers, blocks, strict=True):
            known = self.finals[number]
            if block is None:
                self.problems.append(f"{who} lost block {number}, which {known.seen_by} saw as final")
            elif block != known.block:
                self.problems.append(
                    f"{who} has {block} at {number}, where {known.seen_by} saw {known.block} as final"
                )
