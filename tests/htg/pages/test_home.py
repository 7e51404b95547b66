import pytest
from django.test import Client

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

    assert "The next hackathon isn’t planned yet" in page
    assert "No hackathon has ended yet." in page


def test_home_shows_the_nearest_event_with_its_phase_and_what_to_do(client: Client) -> None:
    nearest = EventFactory(phase=Phase.VOTING, slug="2031-05", venue="A hut")
    EventFactory(phase=Phase.BRAINSTORM, slug="2031-12", name="The one after")
    attending(client, nearest)

    page = words(client.get("/"))

    assert page.index(nearest.name) < page.index("Cast your ballot") < page.index("The one after")
    assert "A hut" in page


def test_home_says_what_a_hackathon_is(client: Client) -> None:
    assert "hack in a hut for a week" in words(client.get("/"))


def test_home_counts_topics_and_seats_of_what_comes_next(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM, seats=3)
    AttendeeFactory(event=event)
    TopicFactory.create_batch(2, event=event)

    page = words(client.get("/"))

    assert "See the 2 topics so far" in page
    assert "2 of 3 seats are free." in page


def test_home_says_that_there_is_a_waiting_list_once_every_seat_is_taken(client: Client) -> None:
    AttendeeFactory(event=EventFactory(phase=Phase.BRAINSTORM, seats=1))

    assert "Every seat is taken; there is a waiting list." in words(client.get("/"))


@pytest.mark.parametrize(
    ("phase", "when"),
    [(Phase.VOTING, "The next hackathon"), (Phase.HACKING, "On right now"), (Phase.REVIEW, "Just over")],
)
def test_home_says_when_the_nearest_event_is(client: Client, phase: Phase, when: str) -> None:
    event = EventFactory(phase=phase)

    assert f"{when} {event}" in words(client.get("/"))


def test_home_without_a_next_event_says_what_to_do_first(client: Client, admin_client: Client) -> None:
    past_event("2023-05")

    assert "1 next step of the past ones is still open. See the open ones" in words(client.get("/"))
    assert "Plan the next hackathon Start with its month and its week." in words(admin_client.get("/"))


def test_home_shows_a_few_open_ends_without_an_owner_the_newest_first(client: Client) -> None:
    topic = TopicFactory(event=PastEventFactory(slug="2023-05"), title="Seeds")
    NextStepFactory(topic=topic, text="Taken", owner_organization=OrganizationFactory())
    NextStepFactory(topic=topic, text="Finished", state=NextStep.State.DONE)
    for number in range(4):
        NextStepFactory(topic=topic, text=f"Step {number}")

    page = words(client.get("/")).split("What became")[0]

    assert "4 open ends are looking for somebody" in page
    assert page.index("Step 3") < page.index("Step 2") < page.index("Step 1")
    assert not any(text in page for text in ("Taken", "Finished", "Step 0"))


def test_home_asks_visitors_to_register(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)

    assert f'href="/accounts/login/?next=/{event.slug}/register/"' in client.get("/").content.decode()


def test_home_tells_what_past_events_brought_newest_first(client: Client) -> None:
    past_event("2021-11")
    newest = past_event("2023-05")
    TopicFactory(event=newest, withdrawn_at=EventFactory().starts_at)

    page = words(client.get("/"))

    assert page.index("May 2023") < page.index("November 2021")
    assert page.count("1 achieved · 1 open end") == 2


def test_home_tells_what_became_of_the_next_steps(client: Client) -> None:
    topic = past_event("2023-05").topics.get()
    NextStepFactory(topic=topic, owner_organization=OrganizationFactory())

    page = words(client.get("/"))

    assert "What became of the 3 next steps Done 1 Still open 2 Open, without an owner 1" in page


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
