import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from planning.events.models import Event
from planning.events.phases import Phase
from planning.people.models import Attendee
from retros.nextsteps.models import NextStep
from tests.factories import (
    AttendeeFactory,
    EventFactory,
    NextStepFactory,
    OrganizationFactory,
    PastEventFactory,
    TopicFactory,
)
from tests.flat import assert_flat
from tests.pages import attending, organizing, queries_of, words, writes_of
from tests.retros.visitors import VISITORS, enter

pytestmark = pytest.mark.django_db

State = NextStep.State


def shown(client: Client, query: str = "") -> list[str]:
    """The steps in the list, in its order."""
    response = client.get(f"/next-steps/{query}")
    return [step.text for step in response.context["page"].object_list]


@pytest.mark.parametrize("visitor", VISITORS)
def test_next_steps_are_for_everyone_to_read(client: Client, visitor: str) -> None:
    step = NextStepFactory(text="Merge it.")
    enter(client, visitor, step.topic)

    response = client.get("/next-steps/")

    assert "Merge it." in words(response)


def test_next_steps_are_the_open_ones_of_all_events_latest_first(client: Client) -> None:
    old = NextStepFactory(topic__event=PastEventFactory())
    first, second = NextStepFactory.create_batch(2, topic=TopicFactory())
    NextStepFactory(state=State.DONE)

    assert shown(client) == [first.text, second.text, old.text]


def test_next_steps_of_an_event_from_before_the_product_stand_under_its_name(client: Client) -> None:
    NextStepFactory(topic__event=PastEventFactory(name="Hack The Garden 05/2009"), topic__title="Node agent")

    page = words(client.get("/next-steps/"))

    assert "Hack The Garden 05/2009" in page
    assert "Node agent" in page


def test_next_steps_filtered_by_event(client: Client) -> None:
    step, _ = NextStepFactory.create_batch(2)

    assert shown(client, f"?event={step.topic.event.slug}") == [step.text]


@pytest.mark.parametrize("state", [State.DONE, State.DROPPED])
def test_next_steps_filtered_by_state(client: Client, state: State) -> None:
    NextStepFactory()
    step = NextStepFactory(state=state)

    assert shown(client, f"?state={state}") == [step.text]


def test_next_steps_in_any_state(client: Client) -> None:
    NextStepFactory()
    NextStepFactory(state=State.DONE)

    assert len(shown(client, "?state=any")) == 2


def test_next_steps_that_nobody_has(client: Client) -> None:
    NextStepFactory(owner=AttendeeFactory())
    NextStepFactory(owner_organization=OrganizationFactory())
    step = NextStepFactory()

    assert shown(client, "?owner=nobody") == [step.text]


def test_next_steps_of_mine(client: Client) -> None:
    NextStepFactory()
    step = NextStepFactory(owner=attending(client, EventFactory()))

    assert shown(client, "?owner=me") == [step.text]


def test_next_steps_of_mine_ask_to_sign_in_first(client: Client) -> None:
    NextStepFactory()

    assert "Sign in to see yours." in words(client.get("/next-steps/?owner=me"))


def test_next_steps_of_a_person(client: Client) -> None:
    event = EventFactory()
    attending(client, event)
    NextStepFactory(owner=AttendeeFactory(name="Grace"))
    step = NextStepFactory(owner=AttendeeFactory(name="Ada"))

    assert shown(client, "?owner=ada") == [step.text]


def test_next_steps_of_a_person_are_found_by_any_part_of_their_name(client: Client) -> None:
    attending(client, EventFactory())
    NextStepFactory(owner=AttendeeFactory(name="Ada Sprout"))
    step = NextStepFactory(owner=AttendeeFactory(name="Ada Weedon"))

    assert shown(client, "?owner=weed+ada") == [step.text]


def test_next_steps_of_a_person_are_not_found_by_those_who_may_not_know_them(client: Client) -> None:
    NextStepFactory(owner=AttendeeFactory(name="Ada"))

    assert [shown(client, f"?owner={name}") for name in ("Ada", "someone", "Nobody Here")] == [[], [], []]


def test_next_steps_suggest_the_owners_on_the_page(client: Client) -> None:
    attending(client, EventFactory())
    NextStepFactory.create_batch(2, owner=AttendeeFactory(name="Grace"))
    NextStepFactory(owner_organization=OrganizationFactory(name="Seeds Inc"))
    NextStepFactory()

    page = client.get("/next-steps/").content.decode()

    assert '<datalist id="owners"><option value="Grace"><option value="Seeds Inc"></datalist>' in page
    assert 'name="owner" list="owners"' in page


def test_next_steps_suggest_no_hidden_name(client: Client) -> None:
    NextStepFactory(owner=AttendeeFactory(name="Ada Sprout"))

    assert '<datalist id="owners"></datalist>' in client.get("/next-steps/").content.decode()


def test_next_steps_cost_the_same_however_many_own_one(client: Client) -> None:
    event = EventFactory(phase=Phase.WRAP_UP)
    attending(client, event)
    topic = TopicFactory(event=event)

    def add(number: int) -> None:
        before = topic.next_steps.count()
        people = [Attendee(event=event, name=f"Owner {place:03}") for place in range(before, before + number)]
        owned = zip(range(before, before + number), Attendee.objects.bulk_create(people), strict=True)
        NextStep.objects.bulk_create(
            NextStep(topic=topic, number=place + 1, text="Weed.", owner=owner) for place, owner in owned
        )

    assert_flat(client, "/next-steps/", add)


def test_next_steps_of_an_organization(client: Client) -> None:
    NextStepFactory()
    step = NextStepFactory(owner_organization=OrganizationFactory(name="Seeds Inc"))

    assert shown(client, "?owner=Seeds+Inc") == [step.text]


def test_next_steps_that_are_overdue(client: Client) -> None:
    today = timezone.localdate()
    NextStepFactory(due_on=today)
    step = NextStepFactory(due_on=today - timedelta(days=1))

    assert shown(client, "?overdue=on") == [step.text]


@pytest.mark.parametrize("query", ["?event=1999-01", "?state=lost", "?page=none"])
def test_next_steps_take_a_filter_that_makes_no_sense_as_none(client: Client, query: str) -> None:
    step = NextStepFactory(owner=AttendeeFactory(name="Ada"))

    assert shown(client, query) == [step.text]


def test_next_steps_say_who_has_them_and_until_when(client: Client) -> None:
    owner = attending(client, EventFactory())
    NextStepFactory(owner=owner, due_on=timezone.localdate() - timedelta(days=1))

    page = words(client.get("/next-steps/"))

    assert "overdue" in page
    assert owner.name in page


def test_next_steps_name_nobody_to_outsiders(client: Client) -> None:
    NextStepFactory(owner=AttendeeFactory(name="Ada Sprout"))

    page = words(client.get("/next-steps/"))

    assert "Ada Sprout" not in page
    assert "someone" in page


def test_next_steps_show_initials_to_those_who_may_know_the_name_only(client: Client) -> None:
    event = EventFactory()
    NextStepFactory(owner=AttendeeFactory(name="Ada Sprout", event=event))
    initials = re.compile(r'<span class="avatar[^>]*>AS</span>')

    outside = initials.findall(client.get("/next-steps/").content.decode())
    attending(client, event)
    inside = initials.findall(client.get("/next-steps/").content.decode())

    assert (len(outside), len(inside)) == (0, 1)


def test_next_steps_are_counted_by_state_beside_the_filter(client: Client) -> None:
    event = EventFactory()
    NextStepFactory.create_batch(2, topic__event=event)
    NextStepFactory(topic__event=event, state=State.DONE)
    NextStepFactory()

    assert "2 open 1 done" in words(client.get(f"/next-steps/?event={event.slug}"))


def test_next_steps_without_any_say_so(client: Client) -> None:
    assert "No next steps match." in words(client.get("/next-steps/"))


def test_next_steps_come_fifty_to_a_page(client: Client) -> None:
    NextStepFactory.create_batch(51, topic=TopicFactory())

    assert len(shown(client)) == 50
    assert len(shown(client, "?page=2")) == 1
    assert "state=any&amp;page=2" in client.get("/next-steps/?state=any").content.decode()


@pytest.mark.parametrize(
    ("visitor", "may"),
    [("anonymous", False), ("outsider", False), ("attendee", False), ("member", True), ("organizer", True)],
)
def test_next_steps_can_be_closed_from_the_list_by_those_who_may(client: Client, visitor: str, *, may: bool) -> None:
    step = NextStepFactory()
    enter(client, visitor, step.topic)

    assert (f"/next-steps/{step.pk}/close/" in client.get("/next-steps/").content.decode()) is may


def test_next_steps_take_the_same_queries_for_three_and_for_thirty(client: Client) -> None:
    event = EventFactory(phase=Phase.WRAP_UP)
    organizing(client, event)
    many_steps(event, 3)
    few = queries_of(client, "/next-steps/?state=any")
    many_steps(event, 27)

    assert len(queries_of(client, "/next-steps/?state=any")) == len(few)


@pytest.mark.parametrize("path", ["/next-steps/", "/next-steps/{}/"])
def test_looking_at_next_steps_writes_nothing(client: Client, path: str) -> None:
    step = NextStepFactory()
    organizing(client, step.topic.event)

    assert writes_of(client, path.format(step.pk)) == []


def many_steps(event: Event, number: int) -> None:
    for owner in AttendeeFactory.create_batch(number, event=event):
        moved_to = TopicFactory(event=event)
        NextStepFactory(topic__event=PastEventFactory(), owner=owner, state=State.MOVED, moved_to=moved_to)
        NextStepFactory(topic__event=event, owner_organization=OrganizationFactory())
