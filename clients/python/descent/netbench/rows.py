"""What a measurement found, beside what was aimed at."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Row:
    """A figure; at most one of `most` and `least` is given."""

    what: str
    figure: float
    unit: str
    beside: str = ""
    """What it is compared to, or how it was found."""
    most: float | None = None
    least: float | None = None

    @property
    def met(self) -> bool | None:
        """Whether it is as aimed; None where nothing was aimed at."""
        if self.most is not None:
            return self.figure <= self.most
        return None if self.least is None else self.figure >= self.least

    @property
    def aim(self) -> str:
        """In words."""
        if self.most is not None:
            return f"<= {self.most:g}"
        return "" if self.least is None else f">= {self.least:g}"

    def line(self) -> str:
        """For people."""
        met = {None: "", True: "met", False: "not met"}[self.met]
        figure = f"{self.figure:.2f}" if self.figure < 10 else f"{self.figure:.0f}"
        return f"  {self.what:<50} {figure:>8} {self.unit:<5} {self.aim:<8} {met:<8} {self.beside}".rstrip()


def as_json(rows: Sequence[Row]) -> str:
    """All of them, as a list of objects."""
    return json.dumps([asdict(row) | {"met": row.met} for row in rows], indent=2)
