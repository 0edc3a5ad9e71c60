"""A soak: turns of faults, and after each of them and at the end what must hold."""

import threading
import time
from pathlib import Path

from descent.client import ChainError, Client
from descent.demo.watch_issuance import total
from descent.extrinsic import Rules
from descent.localnet.member import Member, metric
from descent.localnet.table import Live
from descent.rpc import Rpc
from descent.soak.auditor import Auditor
from descent.soak.crew import Crew
from descent.soak.ground import Ground
from descent.soak.load import Load, fund, senders
from descent.soak.report import Report
from descent.soak.schedule import Fault, Kind, Turn, schedule
from descent.soak.screen import happened, table
from descent.soak.witness import Witnesses

PROGRESS_SECONDS = 20.0
"""Within which there is a new final block while more than two thirds are well: an absent proposer
costs a round of two seconds, and each further round takes half a second longer."""
PER_FAULT_SECOND = 2.0
"""And so much more for each second of the faults before: rounds that grew, the doubling waits of TCP
and of who dials a lost peer again."""
PEER_SECONDS = 180.0
"""Within which all are peers of all at the end: a lost one is dialled every two minutes at least."""
STEP_SECONDS = 0.1
DRAW_SECONDS = 0.5
PAGE = 500
ROOTS = 20
"""State roots that are compared at the end: those of the newest blocks."""


class Stopped(Exception):
    """Somebody wants the soak to end."""


class Soak:
    """Four validators, a load, who watches, and the faults of a seed."""

    def __init__(self, ground: Ground, folder: Path, seed: int, kinds: tuple[Kind, ...], live: Live) -> None:
        if not kinds:
            raise ChainError(f"none of these faults can be made with {ground.name}")
        self.crew, self.live, self.kinds = Crew(ground, folder, seed), live, kinds
        self.report = Report(seed, ground.name)
        self.stopping = threading.Event()
        self._checked = 0
        """Up to this height, all nodes were asked for what was seen as final."""
        self._unable_at = time.monotonic()
        """When there last was no quorum."""
        self._patience = PROGRESS_SECONDS
        self._drawn = 0.0

    # ---- From the beginning to the end ----------------------------------------------------------

    def run(self, seconds: float) -> Report:
        """So long, and then as long as the turn takes."""
        self.crew.start()
        client = Client(self.crew.members[0].url)
        self.keys = senders(self.report.seed)
        fund(client, self.keys)
        rules = Rules.asked(client.rpc)
        client.close()
        self.witnesses = Witnesses(self.crew.members)
        self.ledger = self.witnesses.ledger
        self.auditor = Auditor(self.crew.answering, lambda: self.ledger.top)
        self.load = Load(self.crew.members, self.keys, rules, self.report.seed)
        self.began = time.monotonic()
        try:
            self._turns(seconds)
            self._finish()
        except Stopped:
            self.report.interrupted = True
        except ChainError as e:
            self.report.problems.append(str(e))
        finally:
            self._note_results()
            self._end()
        return self.report

    def _end(self) -> None:
        self.crew.wake()
        for part in (self.load, self.auditor, self.witnesses):
            part.stop()

    def _note_results(self) -> None:
        report = self.report
        report.seconds = time.monotonic() - self.began
        report.blocks, report.longest_gap = self._checked, self.ledger.longest_gap
        report.accepted, report.included = self.load.accepted, max(0, self.auditor.transfers - len(self.keys))
        report.audited = self.auditor.next

    # ---- Turns ----------------------------------------------------------------------------------

    def _turns(self, seconds: float) -> None:
        for turn in schedule(self.report.seed, self.kinds):
            if self._now() >= seconds:
                return
            self._hold(turn.calm)
            began, faults = self._now(), ", ".join(map(self._words, turn.faults))
            self._suffer(turn)
            recovery = self._recover()
            self.report.recoveries.append(recovery)
            self._compare(self.ledger.top)
            self.live.say(happened(began, faults, recovery, self.ledger.top))

    def _now(self) -> float:
        return time.monotonic() - self.began

    def _words(self, fault: Fault) -> str:
        names = "+".join(self.crew.members[t].name for t in fault.targets)
        return f"{fault.kind} {names} {fault.seconds:.1f} s"

    def _suffer(self, turn: Turn) -> None:
        self._patience = PROGRESS_SECONDS + PER_FAULT_SECOND * max(f.seconds for f in turn.faults)
        began = time.monotonic()
        for fault in turn.faults:
            self.crew.begin(fault)
            self.report.faults[fault.kind] += 1
        for fault in sorted(turn.faults, key=lambda f: f.seconds):
            self._hold(began + fault.seconds - time.monotonic())
            self.crew.end(fault)

    def _recover(self) -> float:
        """Wait until every node has a block that is newer than the end of the faults; the seconds."""
        began, wanted = time.monotonic(), self.ledger.top + 1
        while any(h is None or h < wanted for h in self.witnesses.heights()):
            if time.monotonic() - began > self._patience:
                raise ChainError(
                    f"not all have block {wanted} {self._patience:.0f} s after the fault:"
                    f" {self.witnesses.heights()}"
                )
            self._hold(STEP_SECONDS)
        return time.monotonic() - began

    # ---- What must hold all the time ------------------------------------------------------------

    def _hold(self, seconds: float) -> None:
        """Let time pass, watching."""
        until = time.monotonic() + seconds
        while True:
            self._watch()
            left = until - time.monotonic()
            if left <= 0:
                return
            if self.stopping.wait(min(left, STEP_SECONDS)):
                raise Stopped

    def _watch(self) -> None:
        self._draw()
        for problems in (self.ledger.problems, self.auditor.problems):
            if problems:
                raise ChainError("; ".join(problems[:3]))
        for member in self.crew.dead():
            raise ChainError(f"{member.name} ended by itself; its log ends with\n{member.log_end()}")
        now = time.monotonic()
        if not self.crew.can_decide:
            self._unable_at = now
        gap = now - max(self.ledger.grew_at, self._unable_at)
        self.report.longest_gap_of_quorum = max(self.report.longest_gap_of_quorum, gap)
        if gap > self._patience:
            raise ChainError(f"no final block after {self.ledger.top} for {gap:.0f} s, with a quorum")

    def _draw(self) -> None:
        if self.live.live and time.monotonic() - self._drawn >= DRAW_SECONDS:
            self._drawn = time.monotonic()
            self.live.draw(table(self.crew, self.witnesses, self._now()))

    # ---- Comparing nodes ------------------------------------------------------------------------

    def _compare(self, top: int) -> None:
        """Each node has each block that anybody saw as final since the last time."""
        numbers = [n for n in range(self._checked + 1, top + 1) if n in self.ledger.finals]
        for member in self.crew.members:
            rpc = Rpc(member.rpc_port)
            for start in range(0, len(numbers), PAGE):
                page = numbers[start : start + PAGE]
                self._until_has(rpc, member, page[-1])
                self.ledger.compare(member.name, page, rpc.call("chain_getBlockHash", page))
            rpc.close()
        self._checked = top
        self._watch()

    def _until_has(self, rpc: Rpc, member: Member, number: int) -> None:
        deadline = time.monotonic() + self._patience
        while int(rpc.call("chain_getHeader")["number"], 16) < number:
            if time.monotonic() > deadline:
                raise ChainError(f"{member.name} stays behind block {number}")
            self._hold(STEP_SECONDS)

    def _finish(self) -> None:
        """Everything once more, of all blocks, when all are well."""
        self.load.stop()
        top = self.ledger.top
        self._checked = 0
        self._compare(top)
        self._compare_states(top)
        deadline = time.monotonic() + max(60.0, self._now())
        while self.auditor.next <= top:
            if time.monotonic() > deadline:
                raise ChainError(
                    f"the money was counted up to block {self.auditor.next}: {self.auditor.trouble}"
                )
            self._hold(STEP_SECONDS)
        self._wait_for_peers()
        for member in self.crew.members:
            if banned := metric(member.scrape() or "", "descent_peers_banned"):
                raise ChainError(f"{member.name} banned {banned:.0f} peers, and nobody did wrong")

    def _wait_for_peers(self) -> None:
        deadline = time.monotonic() + PEER_SECONDS
        whole = len(self.crew.members) - 1
        while any(w.status is None or w.status.peers < whole for w in self.witnesses.of):
            if time.monotonic() > deadline:
                raise ChainError(f"not all are peers again: {self._peers_in_words()}")
            self._hold(STEP_SECONDS)

    def _peers_in_words(self) -> str:
        texts = [(m.name, m.scrape() or "") for m in self.crew.members]
        return ", ".join(
            f"{name} has {metric(text, 'substrate_sub_libp2p_peers_count')},"
            f" banned {metric(text, 'descent_peers_banned')}"
            for name, text in texts
        )

    def _compare_states(self, top: int) -> None:
        """The same state roots in everybody's headers, and the same money in everybody's states."""
        found = {}
        for member in self.crew.members:
            client = Client(member.url)
            blocks = [client.block_hash(n) for n in range(max(0, top - ROOTS + 1), top + 1)]
            roots = [client.state_root(b) for b in blocks]
            found[member.name] = (roots, total(client, blocks[-1]))
            client.close()
        if any(f != found[self.crew.members[0].name] for f in found.values()):
            raise ChainError(f"states differ at block {top}: {found}")
