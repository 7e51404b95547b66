"""How often likeness is right about the community's own topics, where their documents are at hand.

`make test` prints the figures. When its limits were chosen, the events since 2025-12 were left
out; but the vocabulary is from all documents, so look at those that have come since.
"""

import os
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from planning.topics.alike import LikenessQuestion, asking_about, find_alike
from planning.topics.likeness.ranking import Alike
from planning.topics.models import Topic
from tests.htg.likeness.truth import CARRIES_ON, IN_DOUBT, Named

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        "PUBLISHED_DOCUMENTS" not in os.environ,
        reason="PUBLISHED_DOCUMENTS does not name the folder of the published documents",
    ),
]


@pytest.fixture
def topics() -> list[Topic]:
    """Of every event there is, with those that are not among the fixtures."""
    call_command("load_past_events", stdout=StringIO())
    for document in sorted(Path(os.environ["PUBLISHED_DOCUMENTS"]).glob("????-??.md")):
        call_command("import_wrapup", str(document), stdout=StringIO())
    return list(Topic.objects.select_related("event").order_by("event__slug", "position"))


def the_topic(topics: list[Topic], named: Named) -> Topic:
    return next(t for t in topics if t.event.slug == named.event and named.words.casefold() in t.title.casefold())


def right(topics: list[Topic], found: list[Alike], earlier: tuple[Named, ...]) -> list[bool]:
    keys = {the_topic(topics, named).pk for named in earlier}
    return [each.topic in keys for each in found]


def unrelated(topics: list[Topic], also: tuple[Named, ...] = ()) -> Iterator[Topic]:
    """Those that surely carry nothing on, of events before which there were any."""
    known = {the_topic(topics, named).pk for named in (*CARRIES_ON, *also)}
    return (topic for topic in topics if topic.pk not in known and topic.event.slug > topics[0].event.slug)


def by_title(topic: Topic) -> LikenessQuestion:
    return LikenessQuestion(topic.title, before=topic.event.slug)


@pytest.mark.parametrize("question", [by_title, asking_about])
def test_a_predecessor_is_among_the_first_three_for_eight_of_ten(
    topics: list[Topic], question: object, record_property: Callable[[str, object], None]
) -> None:
    found = {
        named: right(topics, find_alike(question(the_topic(topics, named)), most=3), earlier)  # type: ignore[operator]  # one of two functions
        for named, earlier in CARRIES_ON.items()
    }
    hits, first = sum(any(each) for each in found.values()), sum(each[:1] == [True] for each in found.values())
    record_property("figures", f"predecessors among the first three: {hits} of {len(found)}; first: {first}")

    assert hits >= 0.8 * len(found)


@pytest.mark.parametrize("also", [(), IN_DOUBT], ids=["in doubt counted as unrelated", "in doubt left out"])
def test_of_topics_that_carry_on_nothing_at_most_one_in_five_is_offered_one(
    topics: list[Topic], also: tuple[Named, ...], record_property: Callable[[str, object], None]
) -> None:
    asked = list(unrelated(topics, also))
    offered = [topic for topic in asked if any(each.likely for each in find_alike(asking_about(topic), most=3))]
    record_property("figures", f"topics that carry on nothing: {len(offered)} of {len(asked)} are offered one")

    assert len(offered) <= 0.2 * len(asked)
