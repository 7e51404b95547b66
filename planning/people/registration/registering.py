"""Coming to an event, and leaving it."""

from datetime import datetime
from typing import Protocol

from django.conf import settings
from django.db import transaction

from planning.clock import Clock
from planning.events.closing import keep_what_closed
from planning.events.models import Event, Organization
from planning.events.phases import Phase
from planning.outbox.models import Message
from planning.outbox.posting import post
from planning.people.invitations.entering import Admission, admit
from planning.people.models import Attendee, AttendeeQuerySet, User
from planning.people.registration.details import Details, fitting, note_details
from planning.rejection import Rejected
from planning.repeats import sent_before


class Cancellation(Protocol):
    def __call__(self, attendee: Attendee, *, now: datetime) -> None: ...


class Departure(Protocol):
    def __call__(self, people: AttendeeQuerySet, *, now: datetime) -> None: ...


cancellations: list[Cancellation] = []
"""What later rooms do once people have given up their own seat."""

departures: list[Departure] = []
"""What later rooms do with people of whom some may have no seat any more. To call it twice makes no difference."""


class RegistrationRejected(Rejected):
    """A place that cannot be given, or given up."""


@transaction.atomic
def take_seat(
    user: User,
    event: Event,
    *,
    name: str,
    github: str = "",
    organization: Organization | None = None,
    details: Details = Details(),  # noqa: B008  # frozen: nothing said
    key: str = "",
    clock: Clock,
) -> Attendee:
    """Give the person a seat, or a place on the waiting list when all are taken; also if they once gave theirs up.

    `key` is that of an invitation, if they follow one.
    """
    event = Event.objects.select_for_update().get(pk=event.pk)  # two people cannot take the last seat
    now = clock()
    keep_what_closed(now)  # someone who comes back may have voted
    if not event.phase_at(now).is_before(Phase.REVIEW):
        raise RegistrationRejected(f"{event} is over. Registration for the next one opens when it is planned.")
    place = event.attendees.filter(user=user).first() or Attendee(event=event, user=user)
    if place.pk and not place.cancelled_at and not place.without_seat:
        said = {"name": name, "github": github, "organization": organization}
        if sent_before(event.attendees.filter(pk=place.pk), "registered_at", now=now, **said):
            return place
        raise RegistrationRejected(f"You’re already registered for {event}.")
    details = fitting(details, event)
    refuse_taken_handle(event, github, but=place)
    if place.without_seat and is_full(event):
        raise RegistrationRejected("All seats are taken, and an organizer can’t wait for one. Add a seat first.")
    admission = Admission() if place.without_seat else admit(event, user, key, now=now)
    admit_waiting(event, now=now)  # an admin may have added seats: no one jumps the waiting list
    place.name, place.github, place.organization = name, github, organization
    place.registered_at, place.cancelled_at, place.without_seat = now, None, False
    place.waiting_since = now if is_full(event) else None
    place.seated_at = place.seated_at or (None if place.waiting_since else now)
    note_details(place, details)
    admission.use()
    return place


def refuse_taken_handle(event: Event, github: str, *, but: Attendee) -> None:
    if github and event.attendees.coming().filter(folded_github=github).exclude(pk=but.pk).exists():
        raise RegistrationRejected(f"Someone with the GitHub handle {github} is already registered.")


@transaction.atomic
def give_up_seat(attendee: Attendee, *, clock: Clock) -> Attendee:
    """Give up the place; the person who has waited longest gets the seat and a mail.

    What the person said and owns stays theirs. Returns the place as it was found under the lock.
    """
    event = Event.objects.select_for_update().get(pk=attendee.event_id)
    attendee = Attendee.objects.select_related("event").get(pk=attendee.pk)  # as it is under the lock
    now = clock()
    phase = event.phase_at(now)
    if phase not in {Phase.BRAINSTORM, Phase.VOTING, Phase.TEAM_FORMATION}:
        raise RegistrationRejected("The week has begun. Tell the organizers if you have to leave.")
    if attendee.is_organizer:
        raise RegistrationRejected("An organizer can’t just leave. Ask another organizer to take over first.")
    if attendee.cancelled_at:
        raise RegistrationRejected("You’ve already cancelled.")
    if phase is not Phase.TEAM_FORMATION:
        attendee.seated_at = None
    for take_back in cancellations:
        take_back(attendee, now=now)
    attendee.cancelled_at = now
    attendee.save(update_fields=["cancelled_at", "seated_at"])
    let_go(event.attendees.filter(pk=attendee.pk), now=now)
    admit_waiting(event, now=now)
    return attendee


def let_go(people: AttendeeQuerySet, *, now: datetime) -> None:
    for leave in departures:
        leave(people, now=now)


def admit_waiting(event: Event, *, now: datetime) -> None:
    """Give free seats to the waiting list, in order. No one gets one at an event that is over."""
    if not event.phase_at(now).is_before(Phase.REVIEW):
        raise RegistrationRejected("It is over, so no one gets a seat any more.")
    for attendee in event.attendees.waiting().select_related("user"):
        if is_full(event):
            return
        if attendee.email:
            announce_seat(attendee, event, now=now)
        attendee.waiting_since, attendee.seated_at = None, attendee.seated_at or now
        attendee.save(update_fields=["waiting_since", "seated_at"])


@transaction.atomic
def fill_free_seats(event: Event, *, now: datetime) -> None:
    """Whatever was changed, by an admin or a table: if it freed a seat, the person who waited longest gets it."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    if event.phase_at(now).is_before(Phase.REVIEW):
        admit_waiting(event, now=now)
        let_go(event.attendees.all(), now=now)


@transaction.atomic
def give_free_seats(organizer: Attendee, *, clock: Clock) -> int:
    """The same when an organizer wants it. Return how many got one."""
    event = Event.objects.select_for_update().get(pk=organizer.event_id)
    before = event.attendees.waiting().count()
    fill_free_seats(event, now=clock())
    if not (given := before - event.attendees.waiting().count()):
        raise RegistrationRejected("No seat is free, or nobody is waiting for one.")
    return given


@transaction.atomic
def follow_change(attendee: Attendee, before: Attendee | None, *, now: datetime) -> None:
    """Someone taken off the waiting list by hand gets the same mail as someone who moves up."""
    has_seat = attendee.waiting_since is None and attendee.cancelled_at is None
    if before is None or before.waiting_since is None or not has_seat:
        return
    if attendee.email and attendee.event.phase_at(now).is_before(Phase.REVIEW):
        announce_seat(before, attendee.event, now=now)
    attendee.seated_at = attendee.seated_at or now
    attendee.save(update_fields=["seated_at"])


def announce_seat(attendee: Attendee, event: Event, *, now: datetime) -> None:
    """Sent once for each time on the waiting list: someone can be put back there, and get a seat again."""
    since = attendee.waiting_since.isoformat() if attendee.waiting_since else ""
    post(
        key=f"seat/{attendee.pk}/{since}",
        to=attendee.email,
        subject=f"You have a seat at {event}",
        text=(
            f"Hello {attendee.name},\n\nA seat at {event} has become free, and it’s yours:\n"
            f"{settings.SITE_URL}{event.get_absolute_url()}\n\n"
            "If you can’t come after all, cancel on that page, and the next person gets the seat.\n"
        ),
        # Two mails about one seat look like two seats: first an organizer finds out whether the mail arrived.
        in_doubt=Message.InDoubt.HOLD,
        now=now,
    )


def is_full(event: Event) -> bool:
    return event.seats is not None and event.attendees.admitted().count() >= event.seats
