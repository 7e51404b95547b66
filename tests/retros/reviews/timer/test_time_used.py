import pytest
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext

from planning.events.models import Event
from planning.topics.models import Topic
from retros.reviews.models import Demo
from retros.reviews.timer.time_used import TimesUsed, TimeUsed, times_used
from tests.factories import DemoFactory, EventFactory, TopicFactory

pytestmark = pytest.mark.django_db


def shown(month: str, planned: int, used: int) -> Demo:
    """A demo of an earlier event, to which others of the same month belong too."""
    event = Event.objects.filter(slug=month).first() or EventFactory(slug=month)
    seconds = {"planned_seconds": planned, "used_seconds": used}
    meeting = {"meeting": event.review_meeting} if hasattr(event, "review_meeting") else {"meeting__event": event}
    demo: Demo = DemoFactory(**meeting, state=Demo.State.SHOWN, **seconds)
    return demo


def sentence(times: TimesUsed, topic: Topic) -> str:
    page = Template("{% load demo_times %}{% demo_time_used times topic %}")
    return page.render(Context({"times": times, "topic": topic})).strip()


def test_nothing_is_known_before_the_first_timed_meeting() -> None:
    DemoFactory(meeting__event__slug="2026-06")

    times = times_used(EventFactory(slug="2026-12"))

    assert times == TimesUsed({})
    assert sentence(times, TopicFactory()) == ""


def test_a_topic_that_is_carried_on_tells_its_own_time() -> None:
    topic = TopicFactory(event__slug="2026-12", continues=shown("2026-06", planned=300, used=460).topic)

    times = times_used(topic.event)

    assert times.of(topic) == TimeUsed("2026-06", planned=300, used=460)
    assert "Last time (2026-06): 5:00 planned, 7:40 used." in sentence(times, topic)


@pytest.mark.parametrize(("used", "words"), [(420, "1.4 times as long as planned"), (300, "as long as planned")])
def test_other_topics_are_told_how_the_latest_event_kept_to_its_time(used: int, words: str) -> None:
    shown("2026-01", planned=300, used=3000)
    for seconds in (60, used, 900):
        shown("2026-06", planned=300, used=seconds)
    shown("2027-06", planned=300, used=3000)
    topic = TopicFactory(event__slug="2026-12", continues=TopicFactory(event__slug="2026-07"))

    last_time = sentence(times_used(topic.event), topic)

    assert f"In 2026-06, demos took {words}." in last_time


def test_what_was_skipped_or_never_shown_teaches_nothing() -> None:
    skipped = DemoFactory(
        meeting__event__slug="2026-06", state=Demo.State.SKIPPED, planned_seconds=300, used_seconds=60
    )
    topic = TopicFactory(event__slug="2026-12", continues=skipped.topic)

    assert times_used(topic.event) == TimesUsed({})


def test_times_take_three_queries_however_many_topics() -> None:
    event = EventFactory(slug="2026-12")
    for _ in range(20):
        TopicFactory(event=event, continues=shown("2026-06", planned=300, used=300).topic)

    with CaptureQueriesContext(connection) as queries:
        times = times_used(event)

    assert (len(queries), len(times.by_topic)) == (3, 20)
