"""Between visitors and threads: a thread gets a whole request, and gets rid of its answer at once.

On its own it would wait for every slow line, and eight of those would take up all the threads there are.
"""

import asyncio
import logging
from asyncio import IncompleteReadError, StreamReader, StreamWriter, Task
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from socket import SHUT_WR, socket, socketpair
from threading import Thread
from typing import Any

from htg.serving.limits import IN_MEMORY, PIECE, RequestLimits, now
from htg.serving.receiving import END_OF_HEAD, Refused, Spool, receive

HandOver = Callable[[socket, Any, Any], None]
"""Called with a connection that holds a whole request, the visitor's address, and the address they came to."""

CLOSING = b"\r\nConnection: close\r\n"

logger = logging.getLogger(__name__)


class Relay:
    """A thread of its own with all connections to visitors."""

    def __init__(self, hand_over: HandOver, limits: RequestLimits | None = None) -> None:
        self._hand_over = hand_over
        self._limits = limits or RequestLimits()
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="relay", daemon=True)
        self._tasks: set[Task[None]] = set()
        self._receiving: dict[Task[Any], None] = {}
        self._sending: dict[Task[Any], None] = {}
        """Both in the order in which they began to wait for their visitor."""
        self._is_ending = False

    def start(self) -> None:
        self._thread.start()

    def welcome(self, client: socket, address: Any, server: Any) -> None:
        """Take over a new connection. For other threads."""
        self._loop.call_soon_threadsafe(self._begin, client, address, server)

    def stop(self, *, patience: float) -> None:
        """Wait for the answers that are on their way, then close all connections. For other threads."""
        with suppress(TimeoutError):
            asyncio.run_coroutine_threadsafe(self._end(patience), self._loop).result(2 * patience)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(patience)
        if not self._thread.is_alive():
            self._loop.close()

    def _begin(self, client: socket, address: Any, server: Any) -> None:
        task = self._loop.create_task(self._serve(client, address, server))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _end(self, patience: float) -> None:
        self._is_ending = True
        for task in list(self._receiving):
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=patience)
        for task in list(self._tasks):
            task.cancel()
        await asyncio.sleep(0)  # they close their connections

    async def _serve(self, client: socket, address: Any, server: Any) -> None:
        reader, writer = await asyncio.open_connection(sock=client, limit=self._limits.largest_head)
        writer.transport.set_write_buffer_limits(high=0)  # what is sent counts as sent once it is through, not before
        try:
            while not self._is_ending and await self._answer_one(reader, writer, address, server):
                pass
        except (OSError, TimeoutError, IncompleteReadError):
            pass  # they are gone, or too slow
        except Exception:
            logger.exception("A connection broke.")
        finally:
            writer.transport.abort()

    async def _answer_one(self, reader: StreamReader, writer: StreamWriter, address: Any, server: Any) -> bool:
        """Return whether the connection stays open."""
        try:
            with self._waiting_in(self._receiving):
                request = await receive(reader, writer, self._limits)
        except Refused as refusal:
            writer.write(f"HTTP/1.1 {refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n".encode())
            await self._see_off(reader, writer)
            return False
        with request:
            answer = await self._ask(request, address, server)
        with answer, self._waiting_in(self._sending):
            stays_open = await send(answer, writer, self._limits)
        if not stays_open:
            await self._see_off(reader, writer)
        return stays_open

    async def _ask(self, request: Spool, address: Any, server: Any) -> Spool:
        """Let a thread answer. What it reads has an end, so it never waits for something that does not come."""
        near, far = socketpair()
        answer = Spool(max_size=IN_MEMORY)
        with near:
            near.settimeout(0)
            self._hand_over(far, address, server)
            with suppress(ConnectionError):  # it does not want to read all of it
                while piece := request.read(PIECE):
                    await self._loop.sock_sendall(near, piece)
                near.shutdown(SHUT_WR)
            with suppress(ConnectionError):
                while piece := await self._loop.sock_recv(near, PIECE):
                    answer.write(piece)
        answer.seek(0)
        return answer

    async def _see_off(self, reader: StreamReader, writer: StreamWriter) -> None:
        """RFC 9112, 9.6: a connection that is closed with something unread takes the answer along."""
        with self._waiting_in(self._sending), suppress(TimeoutError):
            writer.write_eof()
            async with asyncio.timeout(self._limits.lingering):
                while await reader.read(PIECE):
                    pass

    @contextmanager
    def _waiting_in(self, line: dict[Task[Any], None]) -> Iterator[None]:
        if (task := asyncio.current_task()) is None:
            raise RuntimeError("Only a task can wait.")
        if len(self._receiving) + len(self._sending) >= self._limits.most_waiting:
            longest = self._receiving or self._sending
            slowest = next(iter(longest))
            del longest[slowest]
            slowest.cancel()
        line[task] = None
        try:
            yield
        finally:
            line.pop(task, None)


async def send(answer: Spool, writer: StreamWriter, limits: RequestLimits) -> bool:
    """Send it at the visitor's pace. Return whether it lets the connection stay open."""
    size, begun, first = 0, now(), b""
    async with asyncio.timeout_at(limits.until(begun, size)) as limit:
        while piece := answer.read(PIECE):
            first = first or piece
            writer.write(piece)
            await writer.drain()
            size += len(piece)
            limit.reschedule(limits.until(begun, size))
    return first != b"" and CLOSING not in first.partition(END_OF_HEAD)[0] + b"\r\n"
