"""All measurements, those that are compared with each other in turn, so that a busy machine hits both."""

import os
import re
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from statistics import mean, median

from descent.client import Client, octets
from descent.demo.node import Node
from descent.localnet.member import Member
from descent.localnet.network import Localnet
from descent.netbench import latency, scrape
from descent.netbench.evaluation import block_times
from descent.netbench.payers import COUNT, Payers, pour
from descent.netbench.rows import Row
from descent.wallet import Keypair

WARM_UP = 5
BURSTS = 5
BURST_EACH = 30
"""Transfers of each account in a burst."""
CONNECTIONS = 8
"""By which the load comes, in all: a node takes a thousand requests a second by each."""
LOAD_SECONDS = 20.0
SETTLE_SECONDS = 3.0
SYNCS, SYNCED_BYTES = 50, 200
HEADER_BYTES = 300
"""Of a header with its seal, about."""
_FINALITY = "descent_finality_seconds"
MEGA = 1e6


def resident(member: Member) -> float:
    """Megabytes of memory that a node's process has."""
    assert member.process is not None
    text = Path(f"/proc/{member.process.pid}/status").read_text()
    found = re.search(r"^VmRSS:\s+(\d+) kB$", text, re.MULTILINE)
    assert found is not None
    return int(found.group(1)) * 1024 / MEGA


class Bench:
    """A development node and four validators, side by side."""

    def __init__(self, folder: Path, transfers: int, progress: Callable[[str], None]) -> None:
        self.alone = Node(folder / "alone", sealing="instant")
        self.network = Localnet(4, folder / "net", archive=True)
        self.transfers, self.progress, self.folder = transfers, progress, folder
        self.loaded = 0.0
        """The most memory of a node under load, so far."""

    def run(self) -> list[Row]:
        """Measure everything. Raises ChainError."""
        try:
            self.one = self.alone.start()
            self.network.start()
            self.four = [Client(m.url) for m in self.network.members]
            time.sleep(SETTLE_SECONDS)
            idle = max(map(resident, self.network.members))
            rows = [self._disk(), *self._one_at_a_time(), *self._bursts(), *self._half_load()]
            rows += [
                Row("resident memory of a validator, idle", idle, "MB", "the largest of four", most=40),
                Row("resident memory of a validator, loaded", self.loaded, "MB", "the same", most=150),
            ]
            return [*rows, self._evaluation()]
        finally:
            self.alone.stop()
            self.network.stop()

    def _disk(self) -> Row:
        """What a validator waits for before each of its votes leaves, several times."""
        times, path = [], self.folder / "synced"
        with path.open("wb", buffering=0) as file:
            for _ in range(SYNCS):
                file.write(bytes(SYNCED_BYTES))
                began = time.monotonic()
                os.fdatasync(file.fileno())
                times.append(time.monotonic() - began)
        beside = f"the disk under {self.folder.parent}, beside the idle nodes"
        return Row(f"a synced write of {SYNCED_BYTES} bytes", 1000 * median(times), "ms", beside)

    # ---- Time to the decision -------------------------------------------------------------------

    def _finality(self) -> list[scrape.Buckets]:
        return [scrape.buckets(scrape.text_of(m), _FINALITY) for m in self.network.members]

    def _decisions(self, before: list[scrape.Buckets], how: str, typical: float, worst: float) -> list[Row]:
        pairs = zip(before, self._finality(), strict=True)
        of = scrape.added([scrape.since(b, a) for b, a in pairs])
        beside = f"{of[float('inf')]:.0f} decisions of four validators"
        return [
            Row(
                f"proposal to decision, {how}, p50",
                1000 * scrape.quantile(of, 0.5),
                "ms",
                beside,
                most=typical,
            ),
            Row(
                f"proposal to decision, {how}, p99",
                1000 * scrape.quantile(of, 0.99),
                "ms",
                beside,
                most=worst,
            ),
        ]

    def _one_at_a_time(self) -> list[Row]:
        self.progress("one transfer at a time, to one node and to four validators in turn")
        key, found = Keypair.from_uri("//Alice"), []
        for turn in range(self.transfers + WARM_UP):
            if turn == WARM_UP:
                found, before = [], self._finality()
            single, _ = latency.once(self.one, [], key)
            found.append((single, *latency.once(self.four[0], self.four[1:], key)))
            time.sleep(latency.REST_SECONDS)
        single, here, everywhere = (1000 * median(times) for times in zip(*found, strict=True))
        beside = f"median of {self.transfers}"
        return [
            Row("sent to final, one node (engine instant)", single, "ms", beside),
            Row("sent to final, four validators (engine bft)", here, "ms", beside),
            Row("the same, four to one", here / single, "x", "ratio of the medians"),
            Row("sent to final on all four", everywhere, "ms", beside),
            *self._decisions(before, "idle", 20, 60),
        ]

    # ---- Rate -----------------------------------------------------------------------------------

    def _bursts(self) -> list[Row]:
        ports = [m.rpc_port for m in self.network.members]
        self.payers = Payers(self.four[0], ports * (CONNECTIONS // len(ports)), "four")
        payers = {"one": Payers(self.one, [self.alone.port] * CONNECTIONS, "one"), "four": self.payers}
        rates: dict[str, list[float]] = {"one": [], "four": []}
        bytes_sent, block_bytes = [Counter[str]() for _ in self.network.members], 0
        for turn in range(BURSTS):
            self.progress(f"burst {turn + 1} of {BURSTS}: {BURST_EACH * COUNT} transfers each")
            rates["one"].append(self._burst(payers["one"]))
            before, height = self._sent(), self.four[0].height()
            rates["four"].append(self._burst(payers["four"]))
            self._note_memory()
            block_bytes += self._block_bytes(height)
            for total, after, was in zip(bytes_sent, self._sent(), before, strict=True):
                total.update(after - was)
        one, four = median(rates["one"]), median(rates["four"])
        self.rate = four
        return [
            Row("finalised transfers, one node", one, "/s", f"median of {BURSTS} bursts"),
            Row("finalised transfers, four validators", four, "/s", f"median of {BURSTS} bursts"),
            Row("the same, four to one", four / one, "x", "ratio of the medians", least=0.2),
            *self._sent_rows(bytes_sent, block_bytes),
        ]

    @staticmethod
    def _burst(payers: Payers) -> float:
        requests = payers.sign(BURST_EACH)
        began = time.monotonic()
        pour(payers.ports, requests)
        payers.wait()
        return BURST_EACH * COUNT / (time.monotonic() - began)

    def _sent(self) -> list[Counter[str]]:
        time.sleep(1.2)  # nodes publish once a second
        return [scrape.sent(scrape.text_of(m)) for m in self.network.members]

    def _block_bytes(self, height: int) -> int:
        """Of all blocks above a height."""
        total = 0
        for number in range(height + 1, self.four[0].height() + 1):
            found = self.four[0].rpc("chain_getBlock", self.four[0].block_hash(number))["block"]
            total += HEADER_BYTES + sum(len(octets(x)) for x in found["extrinsics"])
        return total

    @staticmethod
    def _sent_rows(of: list[Counter[str]], block_bytes: int) -> list[Row]:
        def ratio(*kinds: str) -> float:
            return sum(c[k] for c in of for k in kinds) / len(of) / block_bytes

        beside = f"mean of four nodes, {block_bytes / MEGA:.1f} MB of blocks"
        kinds = sorted(set().union(*of) - {"transactions"})
        return [
            Row("bytes sent for a byte of block, when pools agree", ratio(*kinds), "x", beside, most=0.3),
            *(Row(f"of them {kind}", ratio(kind), "x") for kind in kinds if ratio(kind) >= 0.005),
            Row("besides, for the pools to agree", ratio("transactions"), "x", "each body once to each node"),
        ]

    def _note_memory(self) -> None:
        self.loaded = max(self.loaded, *map(resident, self.network.members))

    def _half_load(self) -> list[Row]:
        rate = self.rate / 2
        each = max(1, round(rate * LOAD_SECONDS / COUNT))
        self.progress(f"half load: {rate:.0f} transfers a second for {LOAD_SECONDS:.0f} s")
        requests = self.payers.sign(each)
        before = self._finality()
        pour(self.payers.ports, requests, rate)
        rows = self._decisions(before, "half load", 20, 60)
        self._note_memory()
        self.payers.wait()
        return rows

    # ---- Evaluation -----------------------------------------------------------------------------

    def _evaluation(self) -> Row:
        self.progress("blocks with and without a full evaluation queue")
        without, with_queue = block_times(self.four[0], self.network.members, self.folder / "task")
        full, empty = mean(with_queue), mean(without)
        beside = f"{1000 * full:.0f} to {1000 * empty:.0f} ms, means of {len(with_queue)} and {len(without)}"
        figure = full / empty
        return Row("time between blocks, evaluation queue full to empty", figure, "x", beside, most=1.1)
