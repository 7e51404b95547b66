"""Pages that span both halves, with more rows than they show."""

import pytest
from django.test import Client
from django.utils import timezone

from htg.pages.overview.pictures import FEW
from planning.charts.shares import UNITS
from planning.events.models import Event
from planning.events.phases import Phase
from planning.paging import ROWS, TOPICS
from planning.people.tokens.models import ApiToken
from planning.topics.models import Topic
from retros.nextsteps.models import NextStep
from retros.wrapups.models import Report
from tests.factories import AttendeeFactory, EventFactory, PastEventFactory, TopicFactory, UserFactory
from tests.flat import assert_flat
from tests.pages import attending, organizing, words

pytestmark = pytest.mark.django_db


def add_topics(event: Event, number: int) -> list[Topic]:
    before = event.topics.count()
    return Topic.objects.bulk_create(
        Topic(event=event, slug=f"topic-{place:03}", title=f"Topic {place:03}", problem="Much. " * 500, position=place)
        for place in range(before, before + number)
    )


def add_reports(event: Event, number: int) -> None:
    """On topics with a step each, and carried on by another event's."""
    topics = add_topics(event, number)
    Report.objects.bulk_create(Report(topic=topic, outcome=Report.Outcome.PARTLY) for topic in topics)
    NextStep.objects.bulk_create(NextStep(topic=topic, number=1, text="Go on.") for topic in topics)


def add_past_events(number: int) -> None:
    """From 1900 on, a month each: the factory's months would run out."""
    before = Event.objects.count()
    slugs = (f"{1900 + place // 12}-{place % 12 + 1:02}" for place in range(before, before + number))
    Event.objects.bulk_create(Event(slug=slug, name=f"Hack the Garden {slug}") for slug in slugs)


def test_overview_costs_the_same_for_twenty_topics_and_for_sixty(client: Client) -> None:
    event = EventFactory(phase=Phase.WRAP_UP)
    organizing(client, event)

    assert_flat(client, f"/{event.slug}/", lambda number: add_reports(event, number), rows=TOPICS)


def test_overview_of_a_past_event_costs_the_same_from_where_its_topics_are_no_longer_drawn(client: Client) -> None:
    event = PastEventFactory()

    assert_flat(client, f"/{event.slug}/", lambda number: add_reports(event, number), rows=UNITS)


def test_overview_leads_to_the_topics_it_does_not_show(client: Client) -> None:
    event = EventFactory(phase=Phase.VOTING)
    add_topics(event, FEW)
    all_shown = words(client.get(f"/{event.slug}/"))
    add_topics(event, 1)

    page = client.get(f"/{event.slug}/")

    assert "All topics" not in all_shown
    assert f'<a class="link-tall" href="/{event.slug}/topics/">All topics</a>' in page.content.decode()
    assert f"Topic {FEW - 1:03}" in words(page)
    assert f"Topic {FEW:03}" not in words(page)


def test_overview_costs_the_same_however_many_come(client: Client) -> None:
    event = EventFactory(phase=Phase.HACKING)
    attending(client, event)

    assert_flat(client, f"/{event.slug}/", lambda number: AttendeeFactory.create_batch(number // 5, event=event))


def test_home_costs_the_same_for_a_page_of_past_events_and_for_three(client: Client) -> None:
    attending(client, EventFactory(phase=Phase.VOTING))

    assert_flat(client, "/", add_past_events)


def test_home_pages_past_events_and_counts_the_steps_of_all(client: Client) -> None:
    add_reports(PastEventFactory(slug="1890-01"), 2)
    add_past_events(ROWS)

    first, second = (words(client.get(f"/?page={number}")) for number in (1, 2))

    assert "January 1890" not in first.split("Past hackathons")[1]
    assert "January 1890" in second.split("Past hackathons")[1]
    assert "January 1890 Hack the Garden 1890-01 2 partly · 2 open ends" in second
    for page in (first, second):
        assert "What became of the 2 next steps Done 0 Still open 2 Open, without an owner 2" in page


def test_home_costs_the_same_however_many_steps_there_are(client: Client) -> None:
    event = PastEventFactory()

    assert_flat(client, "/", lambda number: add_reports(event, number), rows=UNITS)


def test_home_counts_what_became_of_steps_by_day_owner_and_state(client: Client) -> None:
    person = AttendeeFactory(event=PastEventFactory(slug="2010-05"))
    topic, today = TopicFactory(event=person.event), timezone.localdate()
    states = ("open", "open", "done", "done", "dropped")
    NextStep.objects.bulk_create(
        NextStep(
            topic=topic,
            number=number,
            text="Go on.",
            state=state,
            owner=person if number == 1 else None,
            closed_on=None if state == "open" else today,
        )
        for number, state in enumerate(states, start=1)
    )

    page = words(client.get("/"))

    assert "What became of the 5 next steps Done 2 Still open 2 Open, without an owner 1" in page
    assert "1 not on record · 2 open ends" in page


def test_me_costs_the_same_for_a_page_of_steps_and_for_three(client: Client) -> None:
    person = attending(client, EventFactory())
    topic = TopicFactory(event=person.event)

    def add(number: int) -> None:
        before = topic.next_steps.count() + 1
        numbers = range(before, before + number)
        NextStep.objects.bulk_create(
            NextStep(topic=topic, number=number, text="Go on.", owner=person) for number in numbers
        )

    assert_flat(client, "/me/", add)
    assert "See all of them" in words(client.get("/me/"))


def test_me_costs_the_same_for_a_page_of_tokens_and_for_three(client: Client) -> None:
    user = UserFactory()
    client.force_login(user)

    def add(number: int) -> None:
        for place in range(number):
            ApiToken.issue(user, f"Token {place} of {number}", now=timezone.now())

    assert_flat(client, "/me/", add)
    assert "Token 49 of 50" in words(client.get("/me/?page=3"))


@pytest.mark.django_db(transaction=True)
def test_home_counts_steps_anew_once_something_was_written(client: Client) -> None:
    client.force_login(UserFactory())
    topic = TopicFactory(event=PastEventFactory())
    steps = NextStep.objects.bulk_create(NextStep(topic=topic, number=number, text="Go on.") for number in (1, 2))

    before = [words(client.get("/")) for _ in range(2)]
    NextStep.objects.filter(pk=steps[0].pk).update(state=NextStep.State.DONE, closed_on=timezone.localdate())
    after = [words(client.get("/")) for _ in range(2)]

    assert before[0] == before[1]
    assert "Done 0 Still open 2" in before[0]
    assert after[0] == after[1]
    assert "Done 1 Still open 1" in after[0]
