"""What a soak came to."""

import json
from collections import Counter
from dataclasses import dataclass, field
from statistics import median


@dataclass
class Report:
    """Everything that is worth knowing afterwards. Times are in seconds."""

    seed: int
    links: str
    seconds: float = 0.0
    blocks: int = 0
    """Final ones that all nodes were asked for."""
    accepted: int = 0
    """Transfers that a node took."""
    included: int = 0
    """Transfers in final blocks."""
    faults: Counter[str] = field(default_factory=Counter)
    longest_gap: float = 0.0
    """Without a new final block anywhere."""
    longest_gap_of_quorum: float = 0.0
    """The same, counting only while more than two thirds were well."""
    recoveries: list[float] = field(default_factory=list)
    """From the end of a turn's faults until every node had a block that is newer."""
    audited: int = 0
    """Blocks at which the money was counted."""
    interrupted: bool = False
    problems: list[str] = field(default_factory=list)

    @property
    def status(self) -> int:
        """0: all held; 1: something did not; 130: it was stopped before its time."""
        return 1 if self.problems else 130 if self.interrupted else 0

    def json(self) -> str:
        """As one object."""
        return json.dumps(vars(self) | {"passed": self.status == 0})

    def lines(self) -> list[str]:
        """For people."""
        kinds = ", ".join(f"{count} {name}" for name, count in sorted(self.faults.items())) or "none"
        out = [
            "",
            f"seed {self.seed}, {self.links}, {self.seconds:.0f} s",
            f"  faults          {sum(self.faults.values())}: {kinds}",
            f"  final blocks    {self.blocks}, money counted at {self.audited}",
            f"  transfers       {self.accepted} accepted, {self.included} in final blocks",
            f"  longest gap     {self.longest_gap:.1f} s without a final block,"
            f" {self.longest_gap_of_quorum:.1f} s while more than two thirds were well",
        ]
        if self.recoveries:
            times = f"{median(self.recoveries):.1f} s (median), {max(self.recoveries):.1f} s (longest)"
            out.append(f"  all caught up   {times} after a fault")
        out += [f"  FAIL  {p}" for p in self.problems]
        if not self.problems:
            out.append("  stopped early; until then all held" if self.interrupted else "  all held")
        return out
