from datetime import date

import pytest

from retros.nextsteps.closing import (
    StepRejected,
    add_step,
    assign,
    close,
    hand_over,
    move,
    put_off,
    reopen,
    take,
)
from retros.nextsteps.models import NextStep
from tests.clock import CLOSED
from tests.factories import (
    AttendeeFactory,
    NextStepFactory,
    OrganizationFactory,
    PastEventFactory,
    ReminderPlanFactory,
    StepLinkFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

State = NextStep.State


def test_add_step_numbers_the_steps_of_a_topic() -> None:
    topic = TopicFactory()

    numbers = [add_step(topic, text, now=CLOSED).number for text in ("Review.", "Merge.")]

    assert numbers == [1, 2]


def test_add_step_due_before_the_event_is_rejected() -> None:
    with pytest.raises(StepRejected, match=r"01\.01\.2026 is before"):
        add_step(TopicFactory(), "Merge.", due_on=date(2026, 1, 1), now=CLOSED)


def test_assign_gives_the_step_an_owner_and_a_date() -> None:
    step = NextStepFactory()
    owner = AttendeeFactory(event=step.topic.event)

    assign(step, owner=owner, due_on=date(2027, 1, 15), now=CLOSED)

    step.refresh_from_db()
    assert (step.owner, step.due_on) == (owner, date(2027, 1, 15))


def test_assign_to_an_organization_takes_it_from_the_person() -> None:
    step = NextStepFactory(owner=AttendeeFactory())
    organization = OrganizationFactory()

    assign(step, owner=None, organization=organization, due_on=None, now=CLOSED)

    step.refresh_from_db()
    assert (step.owner, step.owner_organization) == (None, organization)


def test_assign_to_a_person_and_an_organization_is_rejected() -> None:
    with pytest.raises(StepRejected, match="one owner"):
        assign(NextStepFactory(), owner=AttendeeFactory(), organization=OrganizationFactory(), due_on=None, now=CLOSED)


@pytest.mark.usefixtures("in_berlin")
def test_close_says_who_when_and_why() -> None:
    step = NextStepFactory()
    user = UserFactory()

    close(step, State.DONE, by=user, note="Merged.", now=CLOSED)

    step.refresh_from_db()
    assert (step.state, step.closed_by, step.closed_on, step.closing_note) == (
        State.DONE,
        user,
        date(2026, 12, 24),
        "Merged.",
    )


def test_close_twice_is_rejected_and_keeps_the_first_word() -> None:
    step = NextStepFactory()
    close(step, State.DROPPED, by=UserFactory(), note="Obsolete.", now=CLOSED)

    with pytest.raises(StepRejected, match="already dropped"):
        close(step, State.DONE, by=UserFactory(), now=CLOSED)

    assert NextStep.objects.get().closing_note == "Obsolete."


@pytest.mark.parametrize("state", [State.OPEN, State.MOVED])
def test_close_closes_as_done_or_dropped_only(state: NextStep.State) -> None:
    with pytest.raises(StepRejected, match="done or as dropped"):
        close(NextStepFactory(), state, by=UserFactory(), now=CLOSED)


def test_move_names_the_topic_the_step_went_into() -> None:
    step = NextStepFactory(topic__event=PastEventFactory())
    later = TopicFactory()

    move(step, later, by=UserFactory(), now=CLOSED)

    step.refresh_from_db()
    assert (step.state, step.moved_to) == (State.MOVED, later)


def test_move_to_a_topic_of_the_same_event_is_rejected() -> None:
    step = NextStepFactory()

    with pytest.raises(StepRejected, match="not from a later event"):
        move(step, TopicFactory(event=step.topic.event), by=UserFactory(), now=CLOSED)


def test_move_to_a_withdrawn_topic_is_rejected() -> None:
    step = NextStepFactory(topic__event=PastEventFactory())

    with pytest.raises(StepRejected, match="was withdrawn"):
        move(step, TopicFactory(withdrawn_at=CLOSED), by=UserFactory(), now=CLOSED)


@pytest.mark.parametrize("state", [State.DONE, State.DROPPED])
def test_reopen_takes_the_closing_back(state: NextStep.State) -> None:
    step = NextStepFactory()
    close(step, state, by=UserFactory(), note="Merged.", now=CLOSED)

    reopen(step, now=CLOSED)

    step.refresh_from_db()
    assert (step.state, step.closed_by, step.closed_on, step.closing_note) == (State.OPEN, None, None, "")


def test_reopen_takes_a_move_back() -> None:
    step = NextStepFactory(topic__event=PastEventFactory())
    move(step, TopicFactory(), by=UserFactory(), now=CLOSED)

    assert reopen(step, now=CLOSED).moved_to is None


def test_reopen_leaves_a_step_that_is_open_as_it_is() -> None:
    step = NextStepFactory()
    plan = ReminderPlanFactory(step=step, planned_for=CLOSED.date())
    link = StepLinkFactory(step=step, state="merged")

    reopen(step, now=CLOSED)

    plan.refresh_from_db()
    link.refresh_from_db()
    assert (plan.planned_for, step.history.count()) == (CLOSED.date(), 1)
    assert link.is_proposing


def test_every_change_of_a_step_is_in_its_history() -> None:
    step = NextStepFactory()
    close(step, State.DONE, by=UserFactory(), now=CLOSED)
    reopen(step, now=CLOSED)

    assert [entry.state for entry in step.history.order_by("history_id")] == [State.OPEN, State.DONE, State.OPEN]


def test_take_gives_a_step_to_whoever_asks() -> None:
    ada = AttendeeFactory()

    step = take(NextStepFactory(due_on=date(2027, 1, 1)), ada, now=CLOSED)

    assert (step.owner, step.due_on) == (ada, date(2027, 1, 1))


def test_take_refuses_a_step_that_someone_took_a_moment_before() -> None:
    seen_without_owner = NextStepFactory()
    take(NextStep.objects.get(), AttendeeFactory(name="Ada"), now=CLOSED)

    with pytest.raises(StepRejected, match="Ada was faster"):
        take(seen_without_owner, AttendeeFactory(), now=CLOSED)


@pytest.mark.usefixtures("in_berlin")
def test_add_step_without_a_due_date_gets_the_one_of_its_event() -> None:
    step = add_step(TopicFactory(), "Merge.", now=CLOSED)

    assert step.due_on == date(2027, 1, 29)


def test_add_step_keeps_those_of_past_events_undated() -> None:
    step = add_step(TopicFactory(event=PastEventFactory()), "Merge.", now=CLOSED)

    assert step.due_on is None


def test_step_is_not_given_to_somebody_who_left() -> None:
    step = NextStepFactory()
    left = AttendeeFactory(event=step.topic.event, name="Ada", cancelled_at=CLOSED)

    reason = r"Ada gave up their seat at .*\. Choose someone who is coming\."

    with pytest.raises(StepRejected, match=reason):
        assign(step, owner=left, due_on=None, now=CLOSED)
    with pytest.raises(StepRejected, match=reason):
        take(step, left, now=CLOSED)
    with pytest.raises(StepRejected, match=reason):
        add_step(step.topic, "Merge.", owner=left, now=CLOSED)


def test_step_of_somebody_who_left_may_be_given_another_date() -> None:
    step = NextStepFactory(owner=AttendeeFactory(cancelled_at=CLOSED))

    assert assign(step, owner=step.owner, due_on=date(2027, 1, 15), now=CLOSED).due_on == date(2027, 1, 15)


@pytest.mark.usefixtures("in_berlin")
def test_put_off_gives_another_due_date_and_counts_as_activity() -> None:
    step = NextStepFactory(due_on=date(2026, 12, 10))

    put_off(step, date(2027, 1, 20), now=CLOSED)

    step.refresh_from_db()
    assert (step.due_on, step.active_on) == (date(2027, 1, 20), CLOSED.date())


@pytest.mark.parametrize("due_on", [CLOSED.date(), date(2020, 1, 1)])
def test_put_off_refuses_a_day_that_is_here_or_has_passed(due_on: date) -> None:
    step = NextStepFactory(due_on=date(2026, 12, 10))

    with pytest.raises(StepRejected, match="Choose a day in the future"):
        put_off(step, due_on, now=CLOSED)


def test_put_off_refuses_a_step_that_is_closed() -> None:
    step = NextStepFactory(state=NextStep.State.DONE, closed_on=CLOSED.date())

    with pytest.raises(StepRejected, match="This step is already done"):
        put_off(step, date(2027, 1, 20), now=CLOSED)


def test_hand_over_keeps_the_due_date_that_the_step_has_by_now() -> None:
    step = NextStepFactory(due_on=date(2026, 12, 10))
    bob = AttendeeFactory(event=step.topic.event)
    put_off(step, date(2027, 1, 20), now=CLOSED)

    hand_over(step, owner=bob, now=CLOSED)

    step.refresh_from_db()
    assert (step.owner, step.due_on) == (bob, date(2027, 1, 20))


def test_hand_over_refuses_whoever_left() -> None:
    step = NextStepFactory()

    with pytest.raises(StepRejected, match="gave up their seat at"):
        hand_over(step, owner=AttendeeFactory(event=step.topic.event, cancelled_at=CLOSED), now=CLOSED)
