"""Turning what people said into next steps for the organizers, with owners, due dates and reminders like any other."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from planning.clock import Clock
from planning.events.models import Event
from planning.people.models import Attendee
from planning.topics.models import Topic
from retros.board.models import Group, Note
from retros.board.notes.grouping import group_as_it_is_now
from retros.board.notes.opening import BoardRejected, lock_begun_board
from retros.board.notes.pinning import as_it_is_now
from retros.nextsteps.closing import add_step
from retros.nextsteps.followup.plans import agreed_due_on
from retros.nextsteps.models import NextStep

SLUG = "how-we-meet"
"""The topic in each event for what the organizers change. It is carried on from event to event."""

USUAL_TIME = timedelta(weeks=4)


@transaction.atomic
def turn_into_step(card: Note | Group, text: str, *, owner: Attendee, due_on: date, clock: Clock) -> NextStep:
    """Make a note or a group a next step. Even once the board is closed: that's when organizers meet again."""
    event, now = lock_begun_board(card.event_id, clock)
    card = group_as_it_is_now(card) if isinstance(card, Group) else as_it_is_now(card)
    if card.step:
        raise BoardRejected("This is already a next step.")
    if owner.event_id != event.pk or owner.pk is None:  # an admin without a seat
        raise BoardRejected(f"{owner} was not at {event}. Choose someone who was there.")
    step = add_step(how_we_meet(event, now=now), text, owner=owner, due_on=due_on, now=now)
    card.step = step
    card.save(update_fields=["step"])
    return step


def how_we_meet(event: Event, *, now: datetime) -> Topic:
    """The event's topic for it, made on first use, carrying on that of the latest event that had one."""
    before = Topic.objects.standing().before(event).filter(slug=SLUG).first()
    topic, _ = Topic.objects.get_or_create(
        event=event,
        slug=SLUG,
        defaults={
            "position": event.topics.count() + 1,
            "emoji": "🌱",
            "title": "How We Meet",
            "track": Topic.Track.DISCUSSION,
            "motivation": "What people asked to change on the event's board, to make the next one better.",
            "proposed_at": now,
            "continues": before,
        },
    )
    return topic


def step_draft(card: Note | Group, organizer: Attendee, *, today: date) -> dict[str, Any]:
    """What a step starts with unless the organizers choose otherwise: due in four weeks, or four weeks after the event.

    If the event has its own due date for steps, it is that.
    """
    last_day = organizer.event.ends_on or today
    due_on = agreed_due_on(organizer.event, today) or max(today, last_day) + USUAL_TIME
    text = card.name if isinstance(card, Group) else card.text
    return {"text": text, "owner": organizer, "due_on": due_on}


def card_of(step: NextStep) -> Note | Group | None:
    """What on the board the step came from."""
    if step.topic.slug != SLUG:
        return None
    note = Note.objects.filter(step=step).select_related("event").first()
    return note or Group.objects.filter(step=step).select_related("event").first()
