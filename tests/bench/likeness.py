"""Finding topics like one among ten thousand: in milliseconds of processor time, and against among a thousand."""

from functools import partial
from random import Random
from statistics import median
from time import process_time

from django.db import connection

from htg.likeness.similar import similar_topics
from planning.topics.alike import Question
from planning.topics.models import Topic
from tests.bench.ratios import best_of, judged
from tests.bench.scratch import kinds, scratch
from tests.databases import using_database
from tests.factories import PastEventFactory

MOST = 3.0
"""What it may cost among ten times as many."""
MOST_MS = 50.0

WORDS = 20_000
EVENTS = 50


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
    if connection.vendor == "postgresql":  # it does so by itself, a minute later
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def questions() -> list[Question]:
    random = Random(8)  # noqa: S311  # as above
    return [Question(words(random, 6), f"{words(random, 80)} gardener/gardener#{number}") for number in range(20)]


def ask(url: str, asked: list[Question]) -> list[float]:
    """The milliseconds that each takes."""
    with using_database(url):
        times = []
        for question in asked:
            began = process_time()
            assert similar_topics(question)
            times.append(1_000 * (process_time() - began))
        return times


def measure(*, full: bool) -> bool:
    few, many = (1_000, 10_000) if full else (50, 100)
    print(f"Topics like one among {many:,}, in times of among {few:,} (at most {MOST}; {MOST_MS:.0f} ms):")
    holding = [measure_on(kind, few, many, rounds=7 if full else 1) for kind in kinds()]
    return all(holding)


def measure_on(kind: str, few: int, many: int, *, rounds: int) -> bool:
    with scratch(kind) as small, scratch(kind) as large:
        for url, topics in ((small, few), (large, many)):
            with using_database(url):
                fill(topics)
        asked = questions()
        ratio = best_of(rounds, partial(ask, large, asked), partial(ask, small, asked), clock=process_time)
        times = ask(large, asked)
        line, holds = judged(ratio, most=MOST)
        print(f"  {kind:<26}{line}  {median(times):.1f} ms, at most {max(times):.1f} ms", flush=True)
        return holds and median(times) <= MOST_MS
