"""The relay on its own: real sockets on both sides, and a pool of two threads that answer as gunicorn's do."""

import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, suppress
from typing import Any

import pytest

from htg.serving.limits import RequestLimits
from htg.serving.relay import Relay

GET = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
LENGTH = str(len(GET)).encode()
BEGUN_HEAD = b"GET / HTTP/1.1\r\nHos"
BEGUN_BODY = b"POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nabc"
BEGUN_CHUNK = b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nabc"
LIMITS = RequestLimits(largest_body=100_000, most_waiting=60)
SHORT = RequestLimits(head_seconds=0.5, grace=0.5, slowest=100_000_000, lingering=0.2)

Open = Callable[..., socket.socket]


class Threads:
    """Two threads that read to the end and answer with how much they read, or with what they are given."""

    def __init__(self) -> None:
        self.pool = ThreadPoolExecutor(2)
        self.requests: list[bytes] = []
        self.addresses: list[Any] = []
        self.answer: bytes | None = None

    def hand_over(self, connection: socket.socket, address: Any, _server: Any) -> None:
        self.addresses.append(address)
        self.pool.submit(self._work, connection)

    def _work(self, connection: socket.socket) -> None:
        with connection:
            connection.settimeout(None)
            request = b"".join(iter(lambda: connection.recv(65536), b""))
            self.requests.append(request)
            connection.sendall(self.answer or answer_of(str(len(request)).encode()))


def answer_of(body: bytes, *, connection: str = "keep-alive") -> bytes:
    head = f"HTTP/1.1 200 OK\r\nConnection: {connection}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


@pytest.fixture
def threads() -> Iterator[Threads]:
    threads = Threads()
    yield threads
    threads.pool.shutdown()


@pytest.fixture
def limits() -> RequestLimits:
    return LIMITS


@pytest.fixture
def visit(threads: Threads, limits: RequestLimits) -> Iterator[Open]:
    relay = Relay(threads.hand_over, limits)
    relay.start()
    with ExitStack() as stack, closing(socket.create_server(("127.0.0.1", 0))) as listener:

        def open_connection(sent: bytes = b"") -> socket.socket:
            visitor = stack.enter_context(socket.create_connection(listener.getsockname(), timeout=5))
            client, address = listener.accept()
            client.settimeout(0)
            relay.welcome(client, address, listener.getsockname())
            visitor.sendall(sent)
            return visitor

        yield open_connection
        relay.stop(patience=1)


def read(visitor: socket.socket) -> bytes:
    """One answer, by its length."""
    with visitor.makefile("rb") as answer:
        head = b"".join(iter(answer.readline, b"\r\n"))
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        return answer.read(length)


def read_to_end(visitor: socket.socket) -> bytes:
    return b"".join(iter(lambda: visitor.recv(65536), b""))


def seconds(work: Callable[[], object]) -> float:
    begun = time.monotonic()
    work()
    return time.monotonic() - begun


@pytest.mark.parametrize("begun", [b"", BEGUN_HEAD, BEGUN_BODY, BEGUN_CHUNK])
def test_fifty_slow_visitors_keep_nobody_waiting(visit: Open, threads: Threads, begun: bytes) -> None:
    for _ in range(50):
        visit(begun)

    # Before the first of them is sent away.
    assert seconds(lambda: read(visit(GET))) < LIMITS.head_seconds
    assert threads.requests == [GET]


def test_visitors_who_read_nothing_keep_nobody_waiting(visit: Open, threads: Threads) -> None:
    threads.answer = answer_of(b"x" * 10_000_000)
    for _ in range(4):
        visit(GET)

    assert len(read(visit(GET))) == 10_000_000


@pytest.mark.parametrize("limits", [SHORT])
@pytest.mark.parametrize(
    ("begun", "status"), [(b"", b""), (BEGUN_HEAD, b""), (BEGUN_BODY, b" 408 "), (BEGUN_CHUNK, b" 408 ")]
)
def test_whoever_is_too_slow_is_sent_away(visit: Open, begun: bytes, status: bytes) -> None:
    visitor = visit(begun)

    assert status in read_to_end(visitor)


@pytest.mark.parametrize("limits", [SHORT])
def test_a_byte_now_and_then_is_too_slow(visit: Open) -> None:
    visitor = visit(b"POST / HTTP/1.1\r\nContent-Length: 99\r\n\r\n")

    visitor.settimeout(0.1)
    answer = b""
    for letter in b"abcdefgh" * 2:
        with suppress(TimeoutError):
            answer = visitor.recv(1000)
            break
        visitor.sendall(bytes([letter]))

    assert b" 408 " in answer


@pytest.mark.parametrize("limits", [SHORT])
def test_whoever_reads_an_answer_too_slowly_is_sent_away(visit: Open, threads: Threads) -> None:
    threads.answer = answer_of(b"x" * 20_000_000)
    visitor = visit(GET)

    time.sleep(2 * SHORT.until(0, 20_000_000))
    assert len(read_to_end(visitor)) < 20_000_000


@pytest.mark.parametrize(
    "request_",
    [
        GET,
        b"POST / HTTP/1.1\r\ncontent-length:  5\r\n\r\nhello",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n0\r\nTrailer: z\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: 99000\r\n\r\n" + b"x" * 99_000,
    ],
)
def test_a_request_arrives_as_it_was_sent(visit: Open, threads: Threads, request_: bytes) -> None:
    visitor = visit()
    for start in range(0, len(request_), 30_000):
        visitor.sendall(request_[start : start + 30_000])
        time.sleep(0.01)

    assert read(visitor) == str(len(request_)).encode()
    assert threads.requests == [request_]
    assert threads.addresses == [visitor.getsockname()]


def test_a_connection_is_used_again_and_requests_may_come_at_once(visit: Open, threads: Threads) -> None:
    visitor = visit(GET + GET)

    with visitor.makefile("rb") as answers:
        assert answers.read(2 * len(answer_of(LENGTH))).count(b"200 OK") == 2
    visitor.sendall(GET)
    assert read(visitor) == LENGTH
    assert threads.requests == [GET] * 3


def test_a_connection_ends_when_the_answer_says_so(visit: Open, threads: Threads) -> None:
    threads.answer = answer_of(b"Bye", connection="close")

    assert read_to_end(visit(GET)) == threads.answer


def test_whoever_asks_first_is_told_to_send(visit: Open, threads: Threads) -> None:
    visitor = visit(b"POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n")

    assert visitor.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
    visitor.sendall(b"hello")
    read(visitor)

    assert threads.requests == [b"POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello"]


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET /" + b"x" * 70_000, b" 431 "),
        (b"POST / HTTP/1.1\r\nContent-Length: 200000\r\n\r\n" + b"x" * 200_000, b" 413 "),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nweeds\r\n", b" 400 "),
    ],
)
def test_what_is_too_large_or_makes_no_sense_is_refused(
    visit: Open, threads: Threads, sent: bytes, status: bytes
) -> None:
    assert status in read_to_end(visit(sent))
    assert threads.requests == []


def test_of_too_many_the_one_that_waits_longest_goes(visit: Open) -> None:
    first, *others = [visit(BEGUN_HEAD) for _ in range(LIMITS.most_waiting)]

    assert read(visit(GET)) == LENGTH
    assert first.recv(1) == b""
    others[-1].sendall(GET[len(BEGUN_HEAD) :])
    assert read(others[-1]) == LENGTH


def test_an_answer_on_its_way_arrives_when_the_server_ends(threads: Threads) -> None:
    threads.answer = answer_of(b"x" * 5_000_000)
    relay = Relay(threads.hand_over)
    relay.start()
    visitor, client = socket.socketpair()
    client.settimeout(0)
    with visitor, ThreadPoolExecutor(1) as pool:
        relay.welcome(client, "", "")
        visitor.sendall(GET)
        reading = pool.submit(read_to_end, visitor)
        while not threads.requests:
            time.sleep(0.01)

        relay.stop(patience=2)

        assert reading.result(2) == threads.answer
