"""The table of next steps, where there are very many of them."""

import tracemalloc

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from planning.topics.models import Topic
from retros.nextsteps.models import NextStep
from tests.factories import AttendeeFactory, PastEventFactory, TopicFactory

pytestmark = pytest.mark.django_db

ADDRESS = "/next-steps.csv"


def add_steps(topic: Topic, number: int) -> None:
    owner, before = AttendeeFactory(event=topic.event), topic.next_steps.count()
    NextStep.objects.bulk_create(
        NextStep(topic=topic, number=place, text=f"Merge part {place}. " * 10, owner=owner)
        for place in range(before + 1, before + number + 1)
    )


def lines_and_peak(client: Client) -> tuple[int, int]:
    """How many lines the table has, and the most memory that was in use while it was sent, piece by piece."""
    tracemalloc.start()
    lines = sum(piece.count(b"\r\n") for piece in client.get(ADDRESS))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return lines, peak


def test_table_takes_as_many_queries_for_a_few_steps_as_for_hundreds(client: Client) -> None:
    topic, taken = TopicFactory(event=PastEventFactory()), []
    for number in (3, 600):
        add_steps(topic, number)
        with CaptureQueriesContext(connection) as queries:
            client.get(ADDRESS).getvalue()
        taken.append(len(queries))

    assert taken[0] == taken[1]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="what psycopg keeps is not all of it traced")
def test_table_takes_as_much_memory_for_some_steps_as_for_three_times_as_many(client: Client) -> None:
    topic = TopicFactory(event=PastEventFactory())
    add_steps(topic, 1_500)
    lines_and_peak(client)  # what is found out once a process has been found out
    lines, peak = lines_and_peak(client)
    add_steps(topic, 3_000)

    more_lines, more_peak = lines_and_peak(client)

    assert (lines, more_lines) == (1_501, 4_501)
    assert more_peak < 1.2 * peak
