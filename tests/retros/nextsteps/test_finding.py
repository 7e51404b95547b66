"""Giving a step to one of many, or moving it into one of many topics."""

import pytest
from django.test import Client
from django.utils import timezone

from planning.events.models import Event
from planning.events.phases import Phase
from planning.paging import ROWS
from planning.people.models import Attendee
from planning.topics.models import Topic
from retros.nextsteps.models import NextStep
from tests.factories import EventFactory, NextStepFactory, TopicFactory
from tests.flat import assert_flat
from tests.pages import organizing, words

pytestmark = pytest.mark.django_db

TRIAGE = "/next-steps/triage/"


@pytest.fixture
def event(client: Client) -> Event:
    event: Event = EventFactory(phase=Phase.WRAP_UP)
    organizing(client, event)
    return event


@pytest.fixture
def step(event: Event) -> NextStep:
    step: NextStep = NextStepFactory(topic=TopicFactory(event=event))
    return step


def page_of(step: NextStep) -> str:
    return f"/next-steps/{step.pk}/"


def add_people(event: Event, number: int) -> list[Attendee]:
    before = event.attendees.count()
    return Attendee.objects.bulk_create(
        Attendee(event=event, name=f"Gardener {place:03}") for place in range(before, before + number)
    )


def add_topics(event: Event, number: int) -> list[Topic]:
    before = event.topics.count()
    return Topic.objects.bulk_create(
        Topic(event=event, slug=f"topic-{place:03}", title=f"Topic {place:03}", position=place)
        for place in range(before, before + number)
    )


def test_pages_cost_the_same_however_many_people_there_are(client: Client, step: NextStep) -> None:
    for page in (TRIAGE, page_of(step)):
        assert_flat(client, page, lambda number: add_people(step.topic.event, number), rows=ROWS + 1)


def test_pages_cost_the_same_however_many_topics_there_are(client: Client, step: NextStep) -> None:
    later = EventFactory()

    for page in (TRIAGE, page_of(step)):
        assert_flat(client, page, lambda number: add_topics(later, number), rows=ROWS + 1)


def test_nothing_is_to_be_found_where_all_are_offered(client: Client, step: NextStep) -> None:
    pages = [client.get(page).content.decode() for page in (TRIAGE, page_of(step))]

    assert ["find" in page.partition("<main")[2] for page in pages] == [False, False]


def test_someone_who_is_looked_for_can_be_given_what_was_ticked(client: Client, step: NextStep) -> None:
    last = add_people(step.topic.event, ROWS + 10)[-1]
    typed = {"step": [step.pk], "action": "give", "due_on": "2100-06-01"}
    option = f'<option value="{last.pk}">{last.name} (no account)</option>'

    before = client.get(TRIAGE).content.decode()
    found = client.post(TRIAGE, {**typed, "find_owner": last.name, "find": "find_owner"})

    page = found.content.decode()
    assert [option in html for html in (before, page)] == [False, True]
    assert "Please check this." not in words(found)
    assert found.context["ticked"] == {step.pk}
    assert 'name="action" value="give" required id="triage_action_0" checked' in page
    assert 'value="2100-06-01"' in page
    assert f'value="{last.name}"' in page

    client.post(TRIAGE, {**typed, "due_on": "", "owner": last.pk, "find_owner": last.name})

    step.refresh_from_db()
    assert step.owner == last


def test_someone_who_is_looked_for_can_be_given_the_step(client: Client, step: NextStep) -> None:
    last = add_people(step.topic.event, ROWS + 10)[-1]
    path = f"{page_of(step)}assign/"

    found = client.post(path, {"find_owner": last.name, "find": "find_owner", "due_on": "2100-06-01"}).content.decode()
    client.post(path, {"owner": last.pk, "find_owner": last.name})

    step.refresh_from_db()
    assert f'<option value="{last.pk}">' in found
    assert 'value="2100-06-01"' in found
    assert step.owner == last


def test_topic_that_is_looked_for_can_take_the_step(client: Client, step: NextStep) -> None:
    last = add_topics(EventFactory(), ROWS + 10)[-1]
    path = f"{page_of(step)}move/"

    before, found = client.get(page_of(step)), client.post(path, {"find_topic": last.title, "find": "find_topic"})
    client.post(path, {"topic": last.pk, "note": ""})

    step.refresh_from_db()
    assert [f'<option value="{last.pk}">' in page.content.decode() for page in (before, found)] == [False, True]
    assert step.moved_to == last


def test_owner_stays_offered_among_many(client: Client, step: NextStep) -> None:
    step.owner = add_people(step.topic.event, ROWS + 10)[-1]
    step.save()

    page = client.get(page_of(step)).content.decode()

    assert f'<option value="{step.owner.pk}" selected>' in page


@pytest.mark.parametrize("chosen", ["0", "x", "9" * 30])
def test_choice_that_does_not_exist_is_refused(client: Client, step: NextStep, chosen: str) -> None:
    response = client.post(f"{page_of(step)}assign/", {"owner": chosen})

    assert "Select a valid choice" in words(response)


def test_whoever_gave_up_their_seat_is_not_found(client: Client, step: NextStep) -> None:
    gone = add_people(step.topic.event, 1)[0]
    step.topic.event.attendees.filter(pk=gone.pk).update(cancelled_at=timezone.now())

    found = client.post(f"{page_of(step)}assign/", {"find_owner": gone.name, "find": "find_owner"})

    assert f'<option value="{gone.pk}"' not in found.content.decode()
