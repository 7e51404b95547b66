"""gunicorn's own lines about requests that failed, or that it could not read."""

import logging
from collections.abc import Iterator
from contextlib import closing
from io import StringIO
from socket import socketpair

import pytest
from gunicorn.config import Config
from gunicorn.http.errors import InvalidHTTPVersion, InvalidRequestLine, LimitRequestLine
from gunicorn.http.parser import RequestParser

from htg.serving.log import QuietLogger
from htg.serving.worker import RelayedWorker

KEY = "aV3ry-Secr3t"
VISITOR = ("192.0.2.7", 4711)


@pytest.fixture
def written() -> StringIO:
    return StringIO()


@pytest.fixture
def worker(written: StringIO) -> Iterator[RelayedWorker]:
    cfg = Config()
    cfg.set("loglevel", "warning")
    worker = RelayedWorker(0, 0, [], None, 0, cfg, QuietLogger(cfg))
    logger = logging.getLogger("gunicorn.error")
    logger.handlers = [logging.StreamHandler(written)]
    with closing(worker.tmp):
        yield worker
    logger.handlers = []


@pytest.mark.parametrize("address", [f"/r/{KEY}/done/", f"/r/x/?{KEY}", f"http://a/r/{KEY}/", f"//r/{KEY}/"])
def test_a_request_that_failed_is_logged_without_its_key_and_answered(
    worker: RelayedWorker, written: StringIO, address: str
) -> None:
    request = next(RequestParser(worker.cfg, iter([f"GET {address} HTTP/1.1\r\nHost: a\r\n\r\n".encode()]), VISITOR))
    ours, theirs = socketpair()

    with ours, theirs:
        worker.handle_error(request, ours, VISITOR, RuntimeError("The disk is full."))
        answer = theirs.recv(1000)

    said = written.getvalue()
    assert answer.startswith(b"HTTP/1.1 500 Internal Server Error\r\n")
    assert said.startswith("Error handling request GET /")
    assert KEY not in said


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (InvalidRequestLine(f"GET /r/{KEY}/done/"), "Invalid request: Invalid HTTP request line\n"),
        (InvalidHTTPVersion((9, 9)), "Invalid request: Invalid HTTP Version\n"),
        (LimitRequestLine(8192, 4094), "Invalid request: Request Line is too large (8192 > 4094)\n"),
    ],
)
def test_a_request_that_cannot_be_read_is_not_quoted_and_its_sender_not_named(
    worker: RelayedWorker, written: StringIO, error: Exception, said: str
) -> None:
    worker.handle_error(None, None, VISITOR, error)

    assert written.getvalue() == said
