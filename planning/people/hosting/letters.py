"""What people are told of an event that changes, each in their own language."""

from collections.abc import Callable
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from planning.events.log import LOGGED, SCHEDULE, SETTINGS, Move
from planning.events.models import Event
from planning.outbox.models import Message
from planning.outbox.posting import post
from planning.people.models import Attendee
from planning.people.speaking import speaking_to

CONCERNS = (*SCHEDULE, "venue")
"""What of an event people have in their calendars."""

Letter = Callable[[Attendee], tuple[str, str]]
"""The subject and the text, in the language of the person."""


def moves_of(before: Event, after: Event) -> list[Move]:
    moved = (field for field in CONCERNS if getattr(before, field) != getattr(after, field))
    return [Move(field, getattr(before, field), getattr(after, field)) for field in moved]


def tell_of_change(event: Event, moves: list[Move], *, why: str, now: datetime) -> None:
    def letter(_person: Attendee) -> tuple[str, str]:
        told = "\n".join(f"* {_(named(move))}: {shown(move.before)} → {shown(move.after)}" for move in moves)
        said = [why, told, settings.SITE_URL + event.get_absolute_url()]
        return _("%(event)s has changed") % {"event": event}, "\n\n".join(filter(None, said))

    tell_all(event, f"changed/{now.isoformat()}", letter, now=now)


def tell_called_off(event: Event, *, now: datetime) -> None:
    def letter(_person: Attendee) -> tuple[str, str]:
        names = {"event": event, "why": event.called_off_because}
        said = _("%(event)s will not take place: %(why)s") % names
        after = _("Nothing is deleted. Should it take place after all, you’ll be told.")
        return _("%(event)s is called off") % {"event": event}, f"{said}\n\n{after}"

    tell_all(event, f"called-off/{now.isoformat()}", letter, now=now)


def tell_it_takes_place(event: Event, *, now: datetime) -> None:
    def letter(_person: Attendee) -> tuple[str, str]:
        url = settings.SITE_URL + event.get_absolute_url()
        said = _("You have the place you had before. If you can’t come any more, cancel on this page:")
        return _("%(event)s takes place after all") % {"event": event}, f"{said}\n{url}"

    tell_all(event, f"takes-place/{now.isoformat()}", letter, now=now)


def tell_all(event: Event, about: str, letter: Letter, *, now: datetime) -> None:
    """Write to everyone who comes or waits, once for each news."""
    for person in event.attendees.coming().reachable().select_related("user").order_by("pk"):
        if person.user is None:
            continue
        with speaking_to(person.user):
            subject, text = letter(person)
            greeting = _("Hello %(name)s,") % {"name": person.name}
        post(
            key=f"event/{event.slug}/{about}/{person.pk}",
            to=person.email,
            subject=subject,
            text=f"{greeting}\n\n{text}\n",
            in_doubt=Message.InDoubt.HOLD,  # told twice, people think that it has changed again
            now=now,
        )


def named(move: Move) -> str:
    return (SETTINGS | LOGGED)[move.field]


def shown(value: object) -> str:
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    return date_format(value, "DATE_FORMAT") if isinstance(value, date) else str(value or "–")
