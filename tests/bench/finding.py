"""Finding topics like one, and what a word begins with, among ten thousand topics and a hundred thousand next steps: in
milliseconds of processor time, and against a tenth of them.
"""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from time import process_time

from django.db import connection

from htg.likeness.similar import similar_topics
from htg.search.hits import search
from planning.topics.alike import LikenessQuestion
from planning.topics.models import Topic
from retros.nextsteps.models import NextStep
from tests.bench.ratios import best_of, judged
from tests.bench.scratch import kinds, scratch
from tests.databases import using_database
from tests.factories import PastEventFactory

MOST = 3.0
"""What it may cost among ten times as many."""
MOST_MS = 50.0

WORDS = 20_000
EVENTS = 50
STEPS = 10
"""Of a topic."""


def words(random: Random, number: int) -> str:
    """A few words are everywhere, and most are rare, as in any language."""
    return " ".join(f"word{int(WORDS ** random.random()):05}x" for _ in range(number))


def fill(topics: int) -> None:
    random, events = Random(7), PastEventFactory.create_batch(EVENTS)  # noqa: S311  # no secret
    Topic.objects.bulk_create(
        (
            Topic(
                event=events[number % EVENTS],
                slug=f"topic-{number}",
                position=number % 30_000,
                title=words(random, 5),
                problem=f"{words(random, 60)} gardener/gardener#{number // 2}",
            )
            for number in range(topics)
        ),
        batch_size=500,
    )
    NextStep.objects.bulk_create(
        (
            NextStep(topic_id=topic, number=number, text=words(random, 8))
            for topic in Topic.objects.values_list("pk", flat=True)
            for number in range(STEPS)
        ),
        batch_size=1_000,
    )
    if connection.vendor == "postgresql":  # it does so by itself, a minute later
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def like_one(number: int) -> object:
    random = Random(number)  # noqa: S311  # as above
    text = f"{words(random, 80)} gardener/gardener#{number}"
    return similar_topics(LikenessQuestion(words(random, 6), text))


def by_words(number: int) -> object:
    """One that is everywhere, one that is rare, and the beginning of a hundred."""
    asked = ("word00001x", f"word{number:05}x", f"word0{number:02}")[number % 3]
    return [group.hits for group in search(asked)]


ASKED: dict[str, Callable[[int], object]] = {"topics like one": like_one, "search": by_words}
QUESTIONS = range(20)


def ask(url: str, question: Callable[[int], object]) -> list[float]:
    """The milliseconds that each takes."""
    times = []
    with using_database(url):
        for number in QUESTIONS:
            began = process_time()
            question(number)
            times.append(1_000 * (process_time() - began))
    return times


def server_time(url: str, question: Callable[[int], object]) -> float | None:
    """The milliseconds that each takes PostgreSQL, if it runs on this Linux; SQLite's are in those of this process."""
    with using_database(url):
        if connection.vendor != "postgresql":
            return None
        with connection.cursor() as cursor:
            cursor.execute("SET max_parallel_workers_per_gather = 0")  # whose time would be elsewhere
            cursor.execute("SELECT pg_backend_pid()")
            stat = Path(f"/proc/{cursor.fetchone()[0]}/stat")
        if not stat.exists():
            return None
        began = ticks(stat)
        for number in QUESTIONS:
            question(number)
        return 1_000 * (ticks(stat) - began) / os.sysconf("SC_CLK_TCK") / len(QUESTIONS)


def ticks(stat: Path) -> int:
    """Of a process, in user mode and in the kernel."""
    fields = stat.read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def measure(*, full: bool) -> bool:
    few, many = (1_000, 10_000) if full else (50, 100)
    print(f"Finding among {many:,} topics, in times of among {few:,} (at most {MOST}; at most {MOST_MS:.0f} ms):")
    holding = [measure_on(kind, few, many, rounds=7 if full else 1) for kind in kinds()]
    return all(holding)


def measure_on(kind: str, few: int, many: int, *, rounds: int) -> bool:
    with scratch(kind) as small, scratch(kind) as large:
        for url, topics in ((small, few), (large, many)):
            with using_database(url):
                fill(topics)
        holding = [compare(f"{kind}, {name}", large, small, question, rounds) for name, question in ASKED.items()]
        return all(holding)


def compare(name: str, large: str, small: str, question: Callable[[int], object], rounds: int) -> bool:
    work, measured = (partial(ask, url, question) for url in (large, small))
    line, holds = judged(best_of(rounds, work, measured, clock=process_time), most=MOST)
    times, server = ask(large, question), server_time(large, question)
    beside = "" if server is None else f"; {server:.1f} ms of PostgreSQL's own"
    print(f"  {name:<26}{line}  {median(times):.1f} ms, at most {max(times):.1f} ms{beside}", flush=True)
    return holds and median(times) <= MOST_MS and (server or 0) <= MOST_MS
