"""An organizer writes to people of the event: looked at first, then sent, to each the same words once."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from planning.clock import Clock
from planning.events.models import Event
from planning.outbox.models import Message
from planning.outbox.posting import post
from planning.people.asking import not_asked
from planning.people.models import Attendee, AttendeeQuerySet
from planning.people.words.circles import Circle, circles_of
from planning.people.words.letters import letter
from planning.people.words.models import WordToPeople
from planning.rejection import Rejected
from planning.repeats import sent_before


class WordRejected(Rejected):
    """Nobody to write to, or nothing new to say."""


@dataclass(frozen=True)
class PlannedWord:
    people: int
    mail: str
    """As the organizer would get it."""


def plan_word(organizer: Attendee, *, to: str, subject: str, text: str, now: datetime) -> PlannedWord:
    event, text = organizer.event, with_plain_ends(text)
    number = still_without(event, find_circle(event, to, now=now), subject, text).count()
    if not number:
        raise WordRejected("There is nobody to write to, or they all have this mail already.")
    if organizer.user is None:
        raise WordRejected("Only somebody with an account can write.")
    return PlannedWord(number, letter(event, organizer, text, by=organizer.name, locale=organizer.user))


@transaction.atomic
def send_word(organizer: Attendee, *, to: str, subject: str, text: str, clock: Clock) -> WordToPeople:
    """Write to each of them who does not have the same words already. A second press sends nothing."""
    event = Event.objects.select_for_update().get(pk=organizer.event_id)
    now, text = clock(), with_plain_ends(text)
    circle = find_circle(event, to, now=now)
    people = list(still_without(event, circle, subject, text).select_related("user").order_by("pk"))
    if not people:
        earlier = sent_before(event.words.all(), "sent_at", now=now, to=circle.label, subject=subject, text=text)
        if earlier is None:
            raise WordRejected("There is nobody to write to, or they all have this mail already.")
        return earlier
    for person in people:
        post_word(event, person, subject, text, by=organizer.name, now=now)
    return event.words.create(
        by=organizer.user, to=circle.label, subject=subject, text=text, people=len(people), sent_at=now
    )


def with_plain_ends(text: str) -> str:
    """Browsers end lines otherwise than scripts do: it is the same word."""
    return "\n".join(text.splitlines())


def find_circle(event: Event, to: str, *, now: datetime) -> Circle:
    for circle in circles_of(event, now):
        if circle.key == to:
            return circle
    raise WordRejected("You can’t write to these people now. Choose whom to write to again.")


def still_without(event: Event, circle: Circle, subject: str, text: str) -> AttendeeQuerySet:
    return not_asked(circle.people, about(event, subject, text))


def about(event: Event, subject: str, text: str) -> str:
    """The same words are one thing, whomever they are written to: nobody gets them twice."""
    said = sha256(f"{subject}\n{text}".encode()).hexdigest()
    return f"word/{event.slug}/{said[:32]}"


def post_word(event: Event, person: Attendee, subject: str, text: str, *, by: str, now: datetime) -> None:
    if person.user is None:
        return
    post(
        key=f"{about(event, subject, text)}/{person.pk}",
        to=person.email,
        subject=subject,
        text=letter(event, person, text, by=by, locale=person.user),
        in_doubt=Message.InDoubt.HOLD,  # read twice, people look for what is different
        now=now,
    )
