import pytest
from django.test import Client
from django.utils import timezone

from planning.events.models import Event
from planning.events.phases import Phase
from retros.nextsteps.models import NextStep
from retros.wrapups.models import Report
from tests.factories import (
    AttendeeFactory,
    EventFactory,
    NextStepFactory,
    OrganizationFactory,
    PastEventFactory,
    ReportFactory,
    TopicFactory,
)
from tests.pages import attending, queries_of, words, writes_of

pytestmark = pytest.mark.django_db


def past_event(slug: str) -> Event:
    """A topic that was achieved, with one step done and one open."""
    event: Event = PastEventFactory(slug=slug)
    topic = ReportFactory(topic__event=event, outcome=Report.Outcome.ACHIEVED).topic
    NextStepFactory(topic=topic)
    NextStepFactory(topic=topic, state=NextStep.State.DONE)
    return event


def test_home_without_events_says_so(client: Client) -> None:
    page = words(client.get("/"))

    assert "The next hackathon isn’t planned yet." in page
    assert "No hackathon has ended yet." in page


def test_home_shows_the_nearest_event_with_its_phase_and_what_to_do(client: Client) -> None:
    nearest = EventFactory(phase=Phase.VOTING, slug="2031-05", venue="A hut")
    EventFactory(phase=Phase.BRAINSTORM, slug="2031-12", name="The one after")
    attending(client, nearest)

    page = words(client.get("/"))

    assert page.index(nearest.name) < page.index("Cast your ballot") < page.index("The one after")
    assert "A hut" in page


def test_home_asks_visitors_to_register(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)

    assert f'href="/accounts/login/?next=/{event.slug}/register/"' in client.get("/").content.decode()


def test_home_tells_what_past_events_brought_newest_first(client: Client) -> None:
    past_event("2021-11")
    newest = past_event("2023-05")
    TopicFactory(event=newest, withdrawn_at=EventFactory().starts_at)

    page = words(client.get("/"))

    assert page.index("May 2023") < page.index("November 2021")
    assert page.count("1 topic 1 achieved 2 next steps 1 open 1 done") == 2


def test_home_tells_what_became_of_the_next_steps(client: Client) -> None:
    topic = past_event("2023-05").topics.get()
    NextStepFactory(topic=topic, owner_organization=OrganizationFactory())

    page = words(client.get("/"))

    assert "What became of the 3 next steps Done 1 Still open 2 Open, without an owner 1" in page


def test_home_tells_how_long_the_wrap_ups_took(client: Client) -> None:
    assert "How long the wrap-ups took" not in words(client.get("/"))
    event = EventFactory(phase=Phase.CLOSED, name="Hack in winter")
    days = (timezone.localdate() - event.ends_on).days
    due_after = (timezone.localdate(event.wrap_up_due_at) - event.ends_on).days

    assert f"Hack in winter {days} days so far, due after {due_after}" in words(client.get("/"))


def test_home_shows_events_without_anything_on_record(client: Client) -> None:
    PastEventFactory(slug="2022-09", name="The second one")

    assert "The second one Nothing was written down." in words(client.get("/"))


def test_home_offers_planning_to_those_who_may(client: Client, admin_client: Client) -> None:
    assert "Plan an event" not in words(client.get("/"))
    assert "Plan an event" in words(admin_client.get("/"))


def test_home_costs_as_many_queries_for_thirty_events_as_for_three(client: Client) -> None:
    event = EventFactory(phase=Phase.HACKING)
    attending(client, event)
    for year in range(2001, 2004):
        past_event(f"{year}-05")
    few = queries_of(client, "/")

    for year in range(2004, 2031):
        past_event(f"{year}-05")
    AttendeeFactory.create_batch(27, event=event)

    assert len(queries_of(client, "/")) == len(few)


def test_home_writes_nothing(client: Client) -> None:
    attending(client, EventFactory(phase=Phase.VOTING))

    assert writes_of(client, "/") == []
