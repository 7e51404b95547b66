import pytest

from planning.events.models import Event
from planning.people.models import Attendee
from retros.nextsteps.closing import add_step, assign, close, move, reopen, take
from retros.nextsteps.history import changes_of
from retros.nextsteps.models import NextStep
from tests.clock import CLOSED
from tests.factories import (
    AttendeeFactory,
    NextStepFactory,
    OrganizerFactory,
    PastEventFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("in_berlin")
def test_changes_of_a_step_are_listed_latest_first() -> None:
    topic, ada = TopicFactory(), AttendeeFactory(name="Ada")
    step = add_step(topic, "Merge it.", now=CLOSED)
    take(step, ada, now=CLOSED)
    close(step, NextStep.State.DROPPED, by=UserFactory(), note="Nobody needs it.", now=CLOSED)
    reopen(step, note="Somebody does.", now=CLOSED)

    found = [(change.what, change.why) for change in changes_of(step, familiar=everywhere())]

    assert found == [
        (("reopened",), "Somebody does."),
        (("dropped",), "Nobody needs it."),
        (("assigned to Ada",), ""),
        (("noted", "due on 29.01.2027"), ""),
    ]


def test_changes_of_a_step_from_the_documents_begin_with_the_first_change() -> None:
    step = from_documents(NextStepFactory(owner=AttendeeFactory()))
    close(step, NextStep.State.DONE, by=UserFactory(), note="Merged.", now=CLOSED)

    assert [(change.what, change.why) for change in changes_of(step, familiar=everywhere())] == [(("done",), "Merged.")]


def test_first_change_of_a_step_from_the_documents_is_listed_though_it_stays_open() -> None:
    step = from_documents(NextStepFactory())
    assign(step, owner=AttendeeFactory(name="Ada"), due_on=None, now=CLOSED)
    assign(step, owner=None, due_on=None, now=CLOSED)

    assert [change.what for change in changes_of(step, familiar=everywhere())] == [
        ("no longer assigned to anyone",),
        ("assigned to Ada",),
    ]


def test_changes_name_the_topic_a_step_moved_into() -> None:
    step = from_documents(NextStepFactory(topic__event=PastEventFactory()))
    later = TopicFactory(event__slug="2026-12", emoji="🕵️", title="Node agent")
    move(step, later, by=UserFactory(), now=CLOSED)

    assert [change.what for change in changes_of(step, familiar=everywhere())] == [
        ("moved into “🕵️ Node agent” (2026-12)",)
    ]


def test_changes_tell_of_new_words_and_of_a_due_date_given_up() -> None:
    step = NextStepFactory(due_on=CLOSED.date())
    step.text, step.due_on = "Merge all of it.", None
    step.save()

    assert what_happened_to(step)[0] == ("due date removed", "reworded")


def test_changes_name_people_as_their_latest_event_knew_them() -> None:
    step = NextStepFactory()
    early = OrganizerFactory(name="Ada L.", event=PastEventFactory())
    OrganizerFactory(name="Ada Lovelace", user=early.user)
    by(early, step)

    assert changes_of(step, familiar=everywhere())[0].who == "Ada Lovelace"


def test_changes_name_nobody_to_those_who_did_not_meet_them() -> None:
    ada = AttendeeFactory(name="Ada")
    step = NextStepFactory(owner=ada, topic__event=PastEventFactory())
    by(ada, step)

    change = changes_of(step, familiar={step.topic.event_id})[0]

    assert (change.who, change.what) == ("someone", ("noted", "assigned to someone"))


def what_happened_to(step: NextStep) -> list[tuple[str, ...]]:
    return [change.what for change in changes_of(step, familiar=everywhere())]


def everywhere() -> set[int]:
    return set(Event.objects.values_list("pk", flat=True))


def by(attendee: Attendee, step: NextStep) -> None:
    record = step.history.first()
    record.history_user = attendee.user
    record.save()


def from_documents(step: NextStep) -> NextStep:
    """Loading a fixture keeps no history."""
    step.history.all().delete()
    return step
