"""Who counts the money at every block, and sees that nobody is punished."""

import re
import threading
from collections.abc import Callable

from async_substrate_interface.errors import SubstrateRequestException
from websockets.exceptions import WebSocketException

from descent.client import ChainError, Client, octets
from descent.demo.watch_issuance import burned, total
from descent.localnet.member import Member

TOTAL_ISSUANCE = "0xc2261276cc9d1f8598ea4b6a74b15c2f57c875e4cff74148e4628f264b974c80"
"""Key of Balances.TotalIssuance."""
POLL_SECONDS = 0.05
PUNISHMENT = re.compile(r"slash|offence|disabled", re.IGNORECASE)


def issuance(client: Client, block: str) -> int:
    """What the chain says that there is, at a block."""
    return int.from_bytes(octets(client.rpc("state_getStorage", TOTAL_ISSUANCE, block)), "little")


class Auditor:
    """A thread that goes from block to block, asking whichever node answers."""

    def __init__(self, answering: Callable[[], list[Member]], top: Callable[[], int]) -> None:
        self.problems: list[str] = []
        self.transfers = 0
        """Included so far."""
        self.next = 0
        """Number of the first block that is not audited."""
        self.trouble = ""
        """Why the last connection ended."""
        self._answering, self._top = answering, top
        self._before: int | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        turn = 0
        while not self._stop.is_set():
            well = self._answering()
            turn += 1
            if not well:
                self._stop.wait(POLL_SECONDS)
                continue
            try:
                self._follow(Client(well[turn % len(well)].url))
            except (ChainError, OSError, WebSocketException, SubstrateRequestException) as e:
                self.trouble = f"{type(e).__name__}: {e}"
                self._stop.wait(POLL_SECONDS)

    def _follow(self, client: Client) -> None:
        try:
            while not self._stop.is_set():
                block = client.block_hash(self.next) if self.next <= self._top() else None
                if block is None:
                    self._stop.wait(POLL_SECONDS)
                else:
                    self._audit(client, block)
                    self.next += 1
        finally:
            client.close()

    def _audit(self, client: Client, block: str) -> None:
        there, said = total(client, block), issuance(client, block)
        events = client.events(block) if self.next else []
        place = f"at block {self.next}"
        if there != said:
            self.problems.append(f"{place} all accounts have {there}, and total issuance is {said}")
        if self._before is not None and self._before - there != burned(events).total():
            self.problems.append(
                f"{place} {self._before - there} were lost, of which rules burned {burned(events).total()}"
            )
        self.problems += [f"{place} {e} {e.fields}" for e in events if PUNISHMENT.search(str(e))]
        self.transfers += sum(str(e) == "Balances.Transfer" for e in events)
        self._before = there

    def stop(self) -> None:
        """Audit no more."""
        self._stop.set()
        self._thread.join()
