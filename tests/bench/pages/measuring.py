"""What a line of the table costs: our work and its floor in turns, on two servers that run at the same time."""

import gzip
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from planning.events.models import Event
from tests.bench.pages.asking import Ask
from tests.bench.pages.server import CSRF, Answer, Server
from tests.bench.pages.table import Line
from tests.databases import using_database


@dataclass(frozen=True)
class Effort:
    """How many times each line is measured, and for how many seconds of processor time, in so many requests at most."""

    rounds: int
    seconds: float
    requests: int


STEADY = Effort(rounds=4, seconds=0.3, requests=200)
ONCE = Effort(rounds=1, seconds=0.0, requests=1)


@dataclass(frozen=True)
class Pair:
    """The servers, by the size of their gardens."""

    small: Server
    large: Server

    def of(self, ask: Ask) -> Server:
        return self.large if ask.in_large else self.small


@dataclass(frozen=True)
class Figures:
    """Of one line: milliseconds, statements and bytes; or why there are none."""

    line: Line
    ours: float = 0.0
    floor: float = 0.0
    queries: int = 0
    length: int = 0
    compressed: int = 0
    refusal: str = ""

    @property
    def ratio(self) -> float:
        return self.ours / self.floor if self.floor else 0.0

    @property
    def holds(self) -> bool:
        few = self.line.most_queries is None or self.queries <= self.line.most_queries
        return not self.refusal and self.ratio <= self.line.most and few


class Refused(Exception):
    """An answer that is not the one asked for, so its cost says nothing."""


def measure_line(line: Line, servers: Pair, effort: Effort) -> Figures:
    server = servers.of(line.work)
    answer = server.ask(line.work)
    rows = len(set(re.findall(line.row, text_of(answer))))
    if "{rows}" in line.floor.path and not rows:
        return Figures(line, refusal=f"{line.work.address(server.garden)} shows none of its rows")
    try:
        ours, floor = in_turns(
            warmed_up(server, line.work, effort),
            warmed_up(servers.of(line.floor), line.floor, effort, rows=rows),
            rounds=effort.rounds,
        )
    except Refused as refusal:
        return Figures(line, refusal=str(refusal))
    return Figures(
        line,
        ours,
        floor,
        queries=count_queries(server, line.work),
        length=len(text_of(answer).encode()),
        compressed=len(answer.body),
    )


def text_of(answer: Answer) -> str:
    packed = answer.headers.get("content-encoding") == "gzip"
    return (gzip.decompress(answer.body) if packed else answer.body).decode()


def in_turns(work: Callable[[], float], floor: Callable[[], float], *, rounds: int) -> tuple[float, float]:
    """The best of each: whatever else the machine does only adds to it."""
    measured = [(work(), floor()) for _ in range(rounds)]
    return min(ours for ours, _ in measured), min(theirs for _, theirs in measured)


def warmed_up(server: Server, ask: Ask, effort: Effort, *, rows: int = 0) -> Callable[[], float]:
    """What to call for the milliseconds of one request, on average over enough of them."""
    etag = server.ask(ask, rows=rows).headers.get("etag", "") if ask.known else ""
    once = partial(milliseconds, server, ask, rows=rows, etag=etag)
    once(1)
    return partial(once, min(effort.requests, 1 + int(1_000 * effort.seconds / once(1))))


def milliseconds(server: Server, ask: Ask, number: int, *, rows: int, etag: str) -> float:
    began = server.cpu_seconds()
    for _ in range(number):
        if ask.first:
            write_something(server)
        answer = server.ask(ask, rows=rows, etag=etag)
        if answer.status != ask.status:
            raise Refused(f"{ask.address(server.garden, rows=rows)} answered {answer.status}, not {ask.status}")
    return 1_000 * (server.cpu_seconds() - began) / number


def write_something(server: Server) -> None:
    """A change of each of its events, which changes no row of a list."""
    with using_database(server.database):
        for address in (server.garden.voting, server.garden.hacking, server.garden.closed):
            event = Event.objects.filter(slug=address.strip("/"))
            place = event.values_list("venue", flat=True).get()
            event.update(venue="Upstairs" if place == "Downstairs" else "Downstairs")


def count_queries(server: Server, ask: Ask) -> int:
    """In this process, on the same rows. What begins and ends a transaction asks for nothing."""
    client = Client(enforce_csrf_checks=True, SERVER_NAME="localhost")
    if ask.signed_in:
        client.cookies[settings.SESSION_COOKIE_NAME] = server.garden.session
    client.cookies[settings.CSRF_COOKIE_NAME] = CSRF
    address = ask.address(server.garden)
    with using_database(server.database), CaptureQueriesContext(connection) as queries:
        if ask.votes:
            client.post(address, {"topics": server.garden.chosen}, headers={"X-CSRFToken": CSRF})
        else:
            client.get(address)
        return sum(not query["sql"].startswith(("BEGIN", "COMMIT")) for query in queries)
