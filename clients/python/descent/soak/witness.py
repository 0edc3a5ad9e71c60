"""Who watches the nodes: threads that hear what each calls final, and read what it says of itself."""

import json
import threading
import time
from collections.abc import Callable

from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection, connect

from descent.headers import header_hash
from descent.localnet.member import Member, Status
from descent.soak.ledger import Ledger

POLL_SECONDS = 0.3
_OPEN_SECONDS = 2.0
_SUBSCRIBE = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "chain_subscribeFinalizedHeads", "params": []})


class Witness:
    """Of one node, for as long as the soak lasts: it comes back whenever the node does."""

    def __init__(self, member: Member, seen: Callable[[str, dict], None], stop: threading.Event) -> None:
        self.member, self._seen, self._stop = member, seen, stop
        self.status: Status | None = None
        """The newest; None while it does not answer."""
        self._threads = [threading.Thread(target=t, daemon=True) for t in (self._listen, self._ask)]
        for thread in self._threads:
            thread.start()

    def join(self) -> None:
        """After `stop` was set."""
        for thread in self._threads:
            thread.join()

    def _listen(self) -> None:
        while not self._stop.is_set():
            try:
                with connect(
                    self.member.url,
                    open_timeout=_OPEN_SECONDS,
                    close_timeout=POLL_SECONDS,
                    ping_interval=None,
                    proxy=None,
                ) as socket:
                    socket.send(_SUBSCRIBE)
                    self._hear(socket)
            except (OSError, WebSocketException):
                self._stop.wait(POLL_SECONDS)

    def _hear(self, socket: ClientConnection) -> None:
        while not self._stop.is_set():
            try:
                message = json.loads(socket.recv(timeout=POLL_SECONDS))
            except TimeoutError:
                continue
            if message.get("method") == "chain_finalizedHead":
                self._seen(self.member.name, message["params"]["result"])

    def _ask(self) -> None:
        while not self._stop.is_set():
            self.status = self.member.status()
            self._stop.wait(POLL_SECONDS)


class Witnesses:
    """One for each node, who write into one ledger."""

    def __init__(self, members: list[Member]) -> None:
        self.ledger = Ledger(time.monotonic())
        self._lock, self._stop = threading.Lock(), threading.Event()
        self.of = [Witness(m, self._note, self._stop) for m in members]

    def _note(self, who: str, header: dict) -> None:
        number, block = int(header["number"], 16), header_hash(header)
        with self._lock:
            self.ledger.note(who, number, block, header["stateRoot"], time.monotonic())

    def heights(self) -> list[int | None]:
        """What each says is its newest final block."""
        return [w.status.height if w.status else None for w in self.of]

    def stop(self) -> None:
        """Watch no more."""
        self._stop.set()
        for witness in self.of:
            witness.join()
