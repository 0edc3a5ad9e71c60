"""What a person sees of a soak."""

from descent.localnet.table import HEADER, row
from descent.soak.crew import Crew
from descent.soak.witness import Witnesses


def table(crew: Crew, witnesses: Witnesses, seconds: float) -> list[str]:
    """The nodes as they are, and what befalls each."""
    lines = [f"{HEADER} fault"]
    for number, (member, witness) in enumerate(zip(crew.members, witnesses.of, strict=True)):
        line = row(member.name, member.url, witness.status)
        lines.append(f"{line:<{len(HEADER)}} {crew.faults.get(number, '')}")
    ledger = witnesses.ledger
    lines.append(f"{seconds:.0f} s, final block {ledger.top}, longest gap {ledger.longest_gap:.1f} s")
    return lines


def happened(began: float, faults: str, recovery: float, top: int) -> str:
    """A line for a turn that is over."""
    return f"{began:6.1f} s  {faults:<44} all caught up after {recovery:4.1f} s, final block {top}"
