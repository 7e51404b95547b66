"""Reminding those who have not voted, when an organizer wants it."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from planning.clock import Clock
from planning.events.models import Event
from planning.events.phases import Phase
from planning.people.asking import ask_each
from planning.people.models import Attendee, AttendeeQuerySet
from planning.people.words.circles import Circle
from planning.rejection import Rejected


class ReminderRejected(Rejected):
    """No one to remind, or nothing to remind them of."""


def not_voted(event: Event) -> AttendeeQuerySet:
    """Those who still can."""
    return event.attendees.admitted().filter(ballot=None)


def without_ballot(event: Event, now: datetime) -> Iterator[Circle]:
    """Written to while they can still vote."""
    if event.phase_at(now) is Phase.VOTING:
        yield Circle("no-ballot", "Everyone who has not voted", not_voted(event))


def vote_reminder(event: Event) -> str:
    """One for each day that voting may close on: a deadline that moves is a reason for another."""
    return f"vote-reminder/{event.slug}/{closing_day(event)}"


def closing_day(event: Event) -> str:
    return f"{timezone.localtime(event.voting_closes_at):%Y-%m-%d}" if event.voting_closes_at else ""


@transaction.atomic
def remind_voters(organizer: Attendee, *, clock: Clock) -> list[Attendee]:
    """Write to everyone with a seat who has not voted, once. It says nothing of who has voted for what."""
    event = Event.objects.select_for_update().get(pk=organizer.event_id)
    now = clock()
    if event.phase_at(now) is not Phase.VOTING:
        raise ReminderRejected("You can only remind people while voting is open.")
    reminded = ask_each(
        not_voted(event), vote_reminder(event), subject=f"Your vote at {event}", text=lambda _: ask(event), now=now
    )
    if not reminded:
        raise ReminderRejected("Everyone we can reach has voted or been reminded.")
    return reminded


def ask(event: Event) -> str:
    closes_at = timezone.localtime(event.voting_closes_at)
    return (
        f"Voting at {event} closes on {closes_at:%d.%m.%Y at %H:%M}, and your ballot is not in yet. "
        f"You have {event.votes_per_ballot} votes:\n\n"
        f"{settings.SITE_URL}{reverse('ballot', args=[event.slug])}\n\n"
        "No one sees what you vote for."
    )
