from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date, timedelta

import pytest
from django.db import connection

from planning.clock import stopped_at
from planning.events.models import Event
from planning.outbox.models import Message
from planning.people.models import Attendee
from planning.topics.models import Topic
from retros.board.models import Group, Note
from retros.board.notes.opening import BoardRejected
from retros.board.notes.turning import card_of, how_we_meet, step_draft, turn_into_step
from retros.nextsteps.closing import StepRejected
from retros.nextsteps.models import NextStep
from retros.reminders.models import Reminder
from retros.reminders.planning import plan_reminders
from retros.wrapups.gate.readiness import gate_of
from tests.clock import CLOSED, HACKING, REVIEW, VOTING, at
from tests.factories import AttendeeFactory, EventFactory, GroupFactory, NextStepFactory, NoteFactory, OrganizerFactory

pytestmark = pytest.mark.django_db

DUE = date(2027, 1, 8)


@pytest.fixture
def organizer() -> Attendee:
    organizer: Attendee = OrganizerFactory(event__slug="2026-12", name="Olga")
    return organizer


def note_at(event: Event, **fields: object) -> Note:
    note: Note = NoteFactory(event=event, **fields)
    return note


def test_note_becomes_a_next_step_of_the_organizers(organizer: Attendee) -> None:
    note = note_at(organizer.event)

    step = turn_into_step(note, "Book the hut again.", owner=organizer, due_on=DUE, clock=stopped_at(REVIEW))

    note.refresh_from_db()
    assert (step.text, step.owner, step.due_on, step.state) == ("Book the hut again.", organizer, DUE, "open")
    assert (note.step, card_of(step)) == (step, note)


def test_group_becomes_a_next_step(organizer: Attendee) -> None:
    group = GroupFactory(event=organizer.event)

    step = turn_into_step(group, "Book the hut again.", owner=organizer, due_on=DUE, clock=stopped_at(REVIEW))

    assert card_of(step) == group


def test_step_stands_below_the_topic_of_how_we_meet(organizer: Attendee) -> None:
    first, second = NoteFactory.create_batch(2, event=organizer.event)

    steps = [
        turn_into_step(note, note.text, owner=organizer, due_on=DUE, clock=stopped_at(REVIEW))
        for note in (first, second)
    ]

    topic = organizer.event.topics.get()
    assert (str(topic), topic.slug, topic.track) == ("🌱 How We Meet", "how-we-meet", Topic.Track.DISCUSSION)
    assert [(step.topic, step.number) for step in steps] == [(topic, 1), (topic, 2)]


def test_topic_carries_on_that_of_the_latest_event_that_had_one(organizer: Attendee) -> None:
    older, newer, later = (EventFactory(slug=slug) for slug in ("2025-12", "2026-06", "2027-06"))
    topics = {event: how_we_meet(event, now=REVIEW) for event in (older, newer, later)}

    assert how_we_meet(organizer.event, now=REVIEW).continues == topics[newer]
    assert (topics[newer].continues, topics[older].continues) == (topics[older], None)


def test_no_report_on_the_topic_is_asked_for(organizer: Attendee) -> None:
    how_we_meet(organizer.event, now=REVIEW)

    assert gate_of(organizer.event).total == 0


@pytest.mark.usefixtures("in_berlin")
def test_owner_is_reminded_as_of_any_other_step(organizer: Attendee) -> None:
    turn_into_step(
        note_at(organizer.event), "Book the hut again.", owner=organizer, due_on=DUE, clock=stopped_at(REVIEW)
    )

    planned = [plan_reminders(now=at(12, 9) + timedelta(days=days)) for days in (29, 30, 44)]

    assert planned == [0, 1, 1]
    assert [message.to for message in Message.objects.all()] == [organizer.email] * 2
    assert list(Reminder.objects.values_list("number", "step__text").order_by("number")) == [
        (1, "Book the hut again."),
        (2, "Book the hut again."),
    ]


def test_second_step_of_a_card_is_rejected(organizer: Attendee) -> None:
    note = note_at(organizer.event)
    turn_into_step(note, "Book it.", owner=organizer, due_on=DUE, clock=stopped_at(REVIEW))

    with pytest.raises(BoardRejected, match="already a next step"):
        turn_into_step(note, "Book it.", owner=organizer, due_on=DUE, clock=stopped_at(REVIEW))

    assert NextStep.objects.count() == 1


def test_step_is_made_once_more_where_it_was_deleted(organizer: Attendee) -> None:
    note = note_at(organizer.event)
    turn_into_step(note, "Book it.", owner=organizer, due_on=DUE, clock=stopped_at(REVIEW)).delete()

    assert turn_into_step(note, "Book it.", owner=organizer, due_on=DUE, clock=stopped_at(REVIEW)).number == 1


def test_step_of_somebody_from_elsewhere_is_rejected(organizer: Attendee) -> None:
    with pytest.raises(BoardRejected, match="Choose someone who was there"):
        turn_into_step(
            note_at(organizer.event), "Book it.", owner=AttendeeFactory(), due_on=DUE, clock=stopped_at(REVIEW)
        )


def test_step_due_before_the_event_is_rejected_and_leaves_nothing(organizer: Attendee) -> None:
    with pytest.raises(StepRejected, match="is before"):
        turn_into_step(
            note_at(organizer.event), "Book it.", owner=organizer, due_on=date(2026, 1, 1), clock=stopped_at(REVIEW)
        )

    assert not organizer.event.topics.exists()


def test_step_comes_of_a_closed_board_too_but_of_none_before_the_week(organizer: Attendee) -> None:
    note = note_at(organizer.event)

    with pytest.raises(BoardRejected, match="hasn't begun"):
        turn_into_step(note, "Book it.", owner=organizer, due_on=DUE, clock=stopped_at(VOTING))
    turn_into_step(note, "Book it.", owner=organizer, due_on=DUE, clock=stopped_at(CLOSED))

    assert NextStep.objects.count() == 1


@pytest.mark.parametrize("kind", [Note, Group])
def test_step_of_a_card_that_is_gone_is_rejected(organizer: Attendee, kind: type[Note] | type[Group]) -> None:
    make = NoteFactory if kind is Note else GroupFactory
    card = make(event=organizer.event)
    kind.objects.all().delete()

    with pytest.raises(BoardRejected, match="in the meantime"):
        turn_into_step(card, "Book it.", owner=organizer, due_on=DUE, clock=stopped_at(REVIEW))


@pytest.mark.usefixtures("in_berlin")
@pytest.mark.parametrize(("now", "due_on"), [(HACKING, date(2027, 1, 1)), (CLOSED, date(2027, 1, 21))])
def test_draft_is_due_in_four_weeks_or_four_weeks_after_the_week(
    organizer: Attendee, now: object, due_on: date
) -> None:
    draft = step_draft(note_at(organizer.event, text="The hut."), organizer, today=now.date())  # type: ignore[attr-defined]  # a datetime

    assert draft == {"text": "The hut.", "owner": organizer, "due_on": due_on}


def test_draft_of_a_group_is_its_name(organizer: Attendee) -> None:
    group = GroupFactory(event=organizer.event, name="Hut")

    assert step_draft(group, organizer, today=REVIEW.date())["text"] == "Hut"


def test_step_of_another_topic_came_of_no_card() -> None:
    assert card_of(NextStepFactory()) is None


@pytest.mark.django_db(transaction=True)
def test_cards_turned_at_the_same_time_share_one_topic(organizer: Attendee) -> None:
    notes = NoteFactory.create_batch(4, event=organizer.event)

    def turn(note: Note) -> None:
        with closing(connection):
            turn_into_step(note, note.text, owner=organizer, due_on=DUE, clock=stopped_at(REVIEW))

    with ThreadPoolExecutor(4) as organizers:
        list(organizers.map(turn, notes))

    assert organizer.event.topics.count() == 1
    assert sorted(NextStep.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
