from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from retros.nextsteps.models import NextStep
from tests.clock import CLOSED
from tests.constraints import breaks
from tests.factories import (
    AttendeeFactory,
    EventFactory,
    NextStepFactory,
    OrganizationFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

State = NextStep.State
NEW_YEAR = date(2027, 1, 1)
NEW_YEARS_EVE = date(2026, 12, 31)


def test_next_step_number_once_per_topic() -> None:
    step = NextStepFactory()

    with breaks("next_step_number_once_per_topic"):
        NextStepFactory(topic=step.topic, number=step.number)


def test_next_step_has_one_owner() -> None:
    with breaks("next_step_has_one_owner"):
        NextStepFactory(owner=AttendeeFactory(), owner_organization=OrganizationFactory())


@pytest.mark.parametrize("state", [State.OPEN, State.DONE, State.DROPPED])
def test_next_step_moved_names_its_topic_and_no_other_does(state: NextStep.State) -> None:
    with breaks("next_step_moved_names_its_topic"):
        NextStepFactory(state=state, moved_to=TopicFactory())
    with breaks("next_step_moved_names_its_topic"):
        NextStepFactory(state=State.MOVED)


def test_next_step_open_is_not_closed() -> None:
    with breaks("next_step_open_is_not_closed"):
        NextStepFactory(closed_on=NEW_YEAR)
    with breaks("next_step_open_is_not_closed"):
        NextStepFactory(closed_by=UserFactory())


def test_a_step_that_was_closed_before_the_product_needs_no_date() -> None:
    assert NextStepFactory(state=State.DONE).closed_on is None


def test_open_are_steps_that_are_not_closed() -> None:
    step = NextStepFactory()
    for state in (State.DONE, State.DROPPED):
        NextStepFactory(state=state)

    assert list(NextStep.objects.open()) == [step]
    assert [each.is_open for each in NextStep.objects.order_by("pk")] == [True, False, False]


def test_overdue_are_open_steps_past_their_date_longest_first() -> None:
    days = (NEW_YEARS_EVE, date(2026, 12, 24), NEW_YEAR, None)
    late, later, today, undated = (NextStepFactory(due_on=day) for day in days)
    closed = NextStepFactory(due_on=date(2026, 12, 24), state=State.DONE)

    assert list(NextStep.objects.overdue(NEW_YEAR)) == [later, late]
    assert [step.is_overdue(NEW_YEAR) for step in (late, later, today, undated, closed)] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_unowned_are_steps_of_neither_person_nor_organization() -> None:
    step = NextStepFactory()
    NextStepFactory(owner=AttendeeFactory())
    NextStepFactory(owner_organization=OrganizationFactory())

    assert list(NextStep.objects.unowned()) == [step]


def test_owned_by_are_the_steps_of_a_person_at_any_event() -> None:
    ada = AttendeeFactory()
    again = AttendeeFactory(user=ada.user)
    theirs = {NextStepFactory(owner=ada), NextStepFactory(owner=again)}
    NextStepFactory(owner=AttendeeFactory())

    assert set(NextStep.objects.owned_by(ada.user)) == theirs


def test_owned_by_name_finds_people_at_events_the_reader_went_to_and_organizations_anywhere() -> None:
    here, elsewhere = EventFactory(), EventFactory()
    of_person = NextStepFactory(owner=AttendeeFactory(name="Garden", event=here))
    of_organization = NextStepFactory(owner_organization=OrganizationFactory(name="Garden"))
    NextStepFactory(owner=AttendeeFactory(name="Garden", event=elsewhere))

    assert set(NextStep.objects.owned_by_name("gard", familiar=[here.pk])) == {of_person, of_organization}


def test_count_by_state_counts_each_once() -> None:
    NextStepFactory.create_batch(2)
    NextStepFactory(state=State.DONE)

    assert NextStep.objects.count_by_state() == {"open": 2, "done": 1}


def test_with_owner_loads_all_that_a_line_shows(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    ada = AttendeeFactory(organization=OrganizationFactory(), name="Ada")
    NextStepFactory(owner=ada, state=State.MOVED, moved_to=TopicFactory())

    with django_assert_num_queries(1):
        step = NextStep.objects.with_owner().get()
        shown = [step.owner_name, step.topic.event.slug, str(ada.organization), str(step.moved_to)]

    assert shown[0] == "Ada"


def test_owner_name_is_that_of_a_person_an_organization_or_nobody() -> None:
    owners = [
        NextStepFactory(owner=AttendeeFactory(name="Ada")),
        NextStepFactory(owner_organization=OrganizationFactory(name="Garden")),
        NextStepFactory(),
    ]

    assert [step.owner_name for step in owners] == ["Ada", "Garden", ""]


def test_a_step_is_known_by_topic_and_number() -> None:
    step = NextStepFactory(topic__event__slug="2026-12", topic__slug="seeds", number=3)

    assert step.natural_key() == ("2026-12", "seeds", 3)
    assert NextStep.objects.get_by_natural_key("2026-12", "seeds", 3) == step


def test_a_step_outlives_its_owner() -> None:
    step = NextStepFactory(owner=AttendeeFactory())

    step.owner.delete()

    assert list(NextStep.objects.unowned()) == [step]


def test_of_very_many_steps_some_are_looked_at_in_each_turn_and_all_of_them_in_time() -> None:
    topic = TopicFactory()
    first, middle, last = (NextStepFactory(pk=1 + number * 2_000, topic=topic) for number in range(3))
    busy = NextStepFactory(pk=4_002, topic=topic, active_on=CLOSED.date())

    turns = [set(NextStep.objects.in_turn(CLOSED + number * timedelta(minutes=10))) for number in range(3)]

    assert sorted(map(len, turns)) == [2, 2, 2]
    assert set.union(*turns) == {first, middle, last, busy}
    assert set.intersection(*turns) == {busy}
