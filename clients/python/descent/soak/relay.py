"""TCP that is passed on, and can be held up in either direction.

A relay is a door into a network namespace, or a link between two nodes of one machine.
"""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Callable, Coroutine
from typing import Any

_PIECE = 1 << 16

Onward = Callable[[], tuple[socket.socket, tuple[str, int]]]
"""A socket that is not connected, and where it is to be connected to."""


def to(port: int) -> Onward:
    """A port of this machine."""
    return lambda: (socket.socket(), ("127.0.0.1", port))


class Gate:
    """Bytes pass while it is open. Opened and closed from any thread."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop, self._open = loop, asyncio.Event()
        self._open.set()

    def open(self) -> None:
        """Let pass what waits, and what comes."""
        self._loop.call_soon_threadsafe(self._open.set)

    def close(self) -> None:
        """Hold up what comes."""
        self._loop.call_soon_threadsafe(self._open.clear)

    async def passed(self) -> None:
        """Return when it is open."""
        await self._open.wait()


class Relays:
    """An event loop in a thread of its own, and the relays that run on it."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._tasks: set[asyncio.Task[None]] = set()

    def gate(self) -> Gate:
        """An open one."""
        return Gate(self._loop)

    def add(
        self, onward: Onward, *, port: int = 0, there: Gate | None = None, back: Gate | None = None
    ) -> int:
        """Pass on what comes to a port of this machine (0: a free one), which is returned."""
        there, back = there or self.gate(), back or self.gate()

        async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task is not None
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
            await _join(reader, writer, onward, there, back)

        server = self._do(asyncio.start_server(meet, "127.0.0.1", port))
        return server.sockets[0].getsockname()[1]

    def _do(self, what: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(what, self._loop).result()

    def close(self) -> None:
        """End all of them."""
        self._do(self._cancel())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    async def _cancel(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


async def _join(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, onward: Onward, there: Gate, back: Gate
) -> None:
    """Both directions of one connection, until either side ends it."""
    try:
        await there.passed()
        far, address = onward()
        far.setblocking(False)
        await asyncio.get_running_loop().sock_connect(far, address)
        far_reader, far_writer = await asyncio.open_connection(sock=far)
    except OSError:
        writer.close()
        return
    pumps = [
        asyncio.ensure_future(_pump(reader, far_writer, there)),
        asyncio.ensure_future(_pump(far_reader, writer, back)),
    ]
    try:
        await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for pump in pumps:
            pump.cancel()
        writer.close()
        far_writer.close()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, gate: Gate) -> None:
    with contextlib.suppress(OSError):
        while piece := await reader.read(_PIECE):
            await gate.passed()
            writer.write(piece)
            await writer.drain()
