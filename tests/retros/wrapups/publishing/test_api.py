from datetime import date
from functools import partial

import pytest

from planning.events.phases import Phase
from planning.people.models import Attendee
from planning.topics.models import Topic
from retros.wrapups.models import WrapUp
from tests.api import below, refusal, same_queries_for_3_and_30, visitor, wrong_fields
from tests.factories import (
    EventFactory,
    MembershipFactory,
    OrganizerFactory,
    PastEventFactory,
    ReportFactory,
    TopicFactory,
    UserFactory,
    WrapUpFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic() -> Topic:
    topic: Topic = TopicFactory(event__phase=Phase.REVIEW)
    return topic


@pytest.fixture
def member(topic: Topic) -> Attendee:
    stay = MembershipFactory(team__topic=topic)
    member: Attendee = stay.attendee
    return member


def test_wrap_ups_are_listed_the_newest_event_first() -> None:
    old, new = (WrapUpFactory(event__slug=month, published_on=date(2026, 12, 18)) for month in ("2021-11", "2024-05"))

    listed = visitor().get("/api/v1/wrap-ups/").json()["results"]

    assert [entry["event"] for entry in listed] == [new.event.slug, old.event.slug]
    assert visitor().get(below(new.event, "wrap-up/")).json() == listed[0]


def test_wrap_up_not_published_yet_is_a_404() -> None:
    assert refusal(visitor().get(below(EventFactory(), "wrap-up/")))[0] == 404


def test_draft_of_a_wrap_up_is_for_organizers_of_its_event(topic: Topic, member: Attendee) -> None:
    draft = WrapUpFactory(event=topic.event, introduction="To be said.")
    readers = (None, member, OrganizerFactory(), OrganizerFactory(event=draft.event))

    listed = [len(visitor(who).get("/api/v1/wrap-ups/").json()["results"]) for who in readers]
    read = [visitor(who).get(below(draft.event, "wrap-up/")).status_code for who in readers]

    assert listed == [0, 0, 0, 1]
    assert read == [404, 404, 404, 200]


def test_wrap_up_is_published_by_an_organizer(topic: Topic) -> None:
    ReportFactory(topic=topic)
    organizer = OrganizerFactory(event=topic.event, name="Ada")

    response = visitor(organizer).put(below(topic.event, "wrap-up/"), {"introduction": "A week in the hut."})

    wrap_up = WrapUp.objects.get(event=topic.event)
    assert (wrap_up.introduction, wrap_up.published_by) == ("A week in the hut.", organizer.user)
    assert (response.json()["author"], response.json()["published_on"]) == ("Ada", str(wrap_up.published_on))


@pytest.mark.parametrize("field", ["introduction", "conclusion"])
def test_wrap_up_names_the_text_that_is_too_long(topic: Topic, field: str) -> None:
    organizer = OrganizerFactory(event=topic.event)

    assert wrong_fields(visitor(organizer).put(below(topic.event, "wrap-up/"), {field: "x" * 20_001})) == {field}


def test_wrap_up_without_a_report_is_a_409(topic: Topic) -> None:
    response = visitor(OrganizerFactory(event=topic.event)).put(below(topic.event, "wrap-up/"), {})

    assert refusal(response) == (409, "No team has reported yet. Ask for at least one report first.")
    assert not WrapUp.objects.exists()


def test_wrap_up_is_the_organizers(topic: Topic, member: Attendee) -> None:
    address = below(topic.event, "wrap-up/")

    assert [refusal(visitor(who).put(address, {}))[0] for who in (None, UserFactory(), member)] == [401, 404, 403]


def test_wrap_ups_of_all_events_cost_the_same_queries_however_many() -> None:
    add = partial(WrapUpFactory.create_batch, published_on=date(2026, 12, 18))

    same_queries_for_3_and_30(visitor(), "/api/v1/wrap-ups/", add)


@pytest.mark.usefixtures("in_berlin")
def test_wrap_ups_tell_how_long_they_took() -> None:
    WrapUpFactory(event=EventFactory(slug="2026-12"), published_on=date(2026, 12, 24))
    WrapUpFactory(event=PastEventFactory(), published_on=date(2009, 6, 1))

    listed = visitor().get("/api/v1/wrap-ups/").json()["results"]

    assert [entry["lag_days"] for entry in listed] == [20, None]


@pytest.mark.parametrize(("path", "begin"), [("document/", "---\n"), ("summary/", "# Hack the Garden")])
def test_wrap_up_is_read_as_markdown_by_anyone(topic: Topic, path: str, begin: str) -> None:
    ReportFactory(topic=topic, achievements="It works. Really.")

    response = visitor().get(below(topic.event, f"wrap-up/{path}"))

    assert response.json()["markdown"].startswith(begin)
    assert "It works." in response.json()["markdown"]


def test_markdown_is_in_the_form_that_is_asked_for(topic: Topic) -> None:
    ReportFactory(topic=topic, achievements="It works.")
    address = below(topic.event, "wrap-up/document/")

    assert "**Achievements:** It works." in visitor().get(address, {"form": "2023"}).json()["markdown"]
    assert "### Achievements" in visitor().get(address).json()["markdown"]
    assert visitor().get(address, {"form": "1999"}).status_code == 400


def test_markdown_has_no_draft_in_it_for_others(topic: Topic, member: Attendee) -> None:
    WrapUpFactory(event=topic.event, introduction="To be said.")
    readers = (None, member, OrganizerFactory(event=topic.event))

    texts = [visitor(who).get(below(topic.event, "wrap-up/document/")).json()["markdown"] for who in readers]

    assert ["To be said." in text for text in texts] == [False, False, True]
