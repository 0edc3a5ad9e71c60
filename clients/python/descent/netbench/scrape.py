"""Figures between two readings of a node's metrics."""

import re
from collections import Counter
from itertools import pairwise

from descent.client import ChainError
from descent.localnet.member import Member

Buckets = dict[float, float]
"""How many observations were at most so large, by the bound."""


def text_of(member: Member) -> str:
    """Its metrics now. Raises ChainError if it does not answer."""
    text = member.scrape()
    if text is None:
        raise ChainError(f"{member.name} does not answer with metrics")
    return text


def buckets(text: str, name: str) -> Buckets:
    """A histogram."""
    found = re.findall(rf'^{name}_bucket\{{[^}}]*le="([^"]+)"\}} (\S+)$', text, re.MULTILINE)
    return {float(bound): float(count) for bound, count in found}


def added(many: list[Buckets]) -> Buckets:
    """Several histograms with the same bounds as one."""
    return {bound: sum(one[bound] for one in many) for bound in many[0]}


def since(before: Buckets, after: Buckets) -> Buckets:
    """What was observed in between."""
    return {bound: after[bound] - before.get(bound, 0.0) for bound in after}


def quantile(of: Buckets, part: float) -> float:
    """The value that this part of the observations does not exceed.

    As Prometheus estimates it: evenly spread within a bucket. Raises ChainError if there are none.
    """
    bounds = sorted(of)
    wanted = part * of[bounds[-1]]
    if wanted <= 0:
        raise ChainError("nothing was observed")
    for low, high in pairwise([0.0, *bounds]):
        below = of.get(low, 0.0)
        if of[high] >= wanted:
            if high == float("inf"):
                return low
            return low + (high - low) * (wanted - below) / (of[high] - below)
    raise AssertionError("the last bucket has all")


def sent(text: str) -> Counter[str]:
    """Bytes sent since the start, by kind of message."""
    found = re.findall(
        r'^descent_network_bytes_total\{[^}]*direction="out",kind="(\w+)"\} (\S+)$', text, re.MULTILINE
    )
    return Counter({kind: int(float(count)) for kind, count in found})
