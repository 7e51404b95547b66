from collections.abc import Sequence
from datetime import date

import pytest

from planning.people.models import User
from planning.topics.models import Topic
from retros.nextsteps.closing import StepRejected
from retros.nextsteps.models import NextStep
from retros.nextsteps.triage.bulk import BulkAction, BulkChange, BulkResult, change_all
from tests.clock import CLOSED
from tests.factories import (
    AttendeeFactory,
    EventFactory,
    NextStepFactory,
    OrganizationFactory,
    OrganizerFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db

State = NextStep.State
DAY = date(2200, 1, 1)


@pytest.fixture
def topic() -> Topic:
    topic: Topic = TopicFactory(event=EventFactory(slug="2190-05"))
    return topic


@pytest.fixture
def organizer(topic: Topic) -> User:
    user: User = OrganizerFactory(event=topic.event).user
    return user


def change(steps: Sequence[NextStep], by: User, action: BulkAction, **asked: object) -> list[BulkResult]:
    return change_all([step.pk for step in steps], BulkChange(action, **asked), by=by, now=CLOSED)  # type: ignore[arg-type]


def test_each_step_is_given_to_a_person_and_keeps_its_due_date(topic: Topic, organizer: User) -> None:
    steps = [NextStepFactory(topic=topic, due_on=DAY), NextStepFactory(topic=topic)]
    ada = AttendeeFactory(event=topic.event)

    results = change(steps, organizer, BulkAction.GIVE, owner=ada)

    assert [result.refused for result in results] == ["", ""]
    assert list(NextStep.objects.order_by("pk").values_list("owner", "due_on")) == [(ada.pk, DAY), (ada.pk, None)]


def test_each_step_is_given_to_an_organization_with_a_date(topic: Topic, organizer: User) -> None:
    step = NextStepFactory(topic=topic, owner=AttendeeFactory(event=topic.event))
    seeds = OrganizationFactory()

    change([step], organizer, BulkAction.GIVE, organization=seeds, due_on=DAY)

    step.refresh_from_db()
    assert (step.owner, step.owner_organization, step.due_on) == (None, seeds, DAY)


def test_a_due_date_leaves_each_step_with_whoever_has_it(topic: Topic, organizer: User) -> None:
    ada, seeds = AttendeeFactory(event=topic.event), OrganizationFactory()
    steps = [NextStepFactory(topic=topic, owner=ada), NextStepFactory(topic=topic, owner_organization=seeds)]

    change(steps, organizer, BulkAction.DUE, due_on=DAY)

    kept = NextStep.objects.order_by("pk").values_list("owner", "owner_organization", "due_on")
    assert list(kept) == [(ada.pk, None, DAY), (None, seeds.pk, DAY)]


@pytest.mark.parametrize(("action", "state"), [(BulkAction.DONE, State.DONE), (BulkAction.DROP, State.DROPPED)])
def test_each_step_is_closed_with_a_note_by_whoever_did_it(
    topic: Topic, organizer: User, action: BulkAction, state: State
) -> None:
    step = NextStepFactory(topic=topic)

    change([step], organizer, action, note="Upstream has it.", topic=TopicFactory())

    step.refresh_from_db()
    assert (step.state, step.closing_note, step.closed_by) == (state, "Upstream has it.", organizer)


def test_each_step_moves_into_a_topic(topic: Topic, organizer: User) -> None:
    step, later = NextStepFactory(topic=topic), TopicFactory(event=EventFactory(slug="2191-05"))

    change([step], organizer, BulkAction.MOVE, topic=later)

    step.refresh_from_db()
    assert (step.state, step.moved_to) == (State.MOVED, later)


def test_a_step_that_is_refused_holds_up_no_other(topic: Topic, organizer: User) -> None:
    closed = NextStepFactory(topic=topic, state=State.DONE)
    foreign = NextStepFactory(topic__event=EventFactory(slug="2195-05"))
    step = NextStepFactory(topic=topic)

    results = change([closed, foreign, step], organizer, BulkAction.DUE, due_on=DAY)

    assert [(result.pk, bool(result.refused)) for result in results] == [
        (closed.pk, True),
        (foreign.pk, True),
        (step.pk, False),
    ]
    assert "already done" in results[0].refused
    assert "organizers can change it" in results[1].refused
    foreign.refresh_from_db()
    assert foreign.due_on is None


def test_a_step_that_is_gone_is_reported(organizer: User) -> None:
    (result,) = change_all([123456], BulkChange(BulkAction.DONE), by=organizer, now=CLOSED)

    assert result.refused == "That step no longer exists."


def test_nobody_is_given_steps_of_an_event_after_theirs(topic: Topic, organizer: User) -> None:
    step = NextStepFactory(topic=topic)
    earlier = AttendeeFactory(event=EventFactory(slug="2189-05"), name="Ada")

    (result,) = change([step], organizer, BulkAction.GIVE, owner=earlier)

    assert "Ada wasn't at" in result.refused


def test_a_date_before_the_event_is_refused_for_its_steps_alone(topic: Topic, organizer: User) -> None:
    step = NextStepFactory(topic=topic)

    (result,) = change([step], organizer, BulkAction.DUE, due_on=date(2001, 1, 1))

    assert "01.01.2001 is before" in result.refused


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        (BulkChange(BulkAction.GIVE), "owner"),
        (BulkChange(BulkAction.DUE), "due_on"),
        (BulkChange(BulkAction.DROP), "note"),
        (BulkChange(BulkAction.MOVE), "topic"),
    ],
)
def test_an_action_says_what_it_lacks(asked: BulkChange, field: str, organizer: User) -> None:
    assert asked.missing
    assert asked.missing[0] == field
    with pytest.raises(StepRejected):
        change_all([1], asked, by=organizer, now=CLOSED)


def test_a_step_has_one_owner_when_given_too() -> None:
    both = BulkChange(BulkAction.GIVE, owner=AttendeeFactory.build(), organization=OrganizationFactory.build())

    assert both.missing == ("organization", "A step has one owner: a person or an organization.")
