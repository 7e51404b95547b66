"""Asking several people for the same thing by mail, at most once each."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat

from planning.outbox.models import Message
from planning.outbox.posting import post
from planning.people.models import Attendee, AttendeeQuerySet


def not_asked(people: AttendeeQuerySet, about: str) -> AttendeeQuerySet:
    """Those of them who can be written to and were not. `about` says what is asked, and how long that is one thing."""
    key = Concat(Value(f"{about}/"), Cast(OuterRef("pk"), CharField()))
    return people.reachable().filter(~Exists(Message.objects.filter(key=key)))


def ask_each(
    people: AttendeeQuerySet, about: str, *, subject: str, text: Callable[[Attendee], str], now: datetime
) -> list[Attendee]:
    """Write to everyone who was not asked yet. To be called under the event's lock: two organizers ask once."""
    asked = list(not_asked(people, about).select_related("user").order_by("pk"))
    for person in asked:
        post(
            key=f"{about}/{person.pk}",
            to=person.email,
            subject=subject,
            text=f"Hello {person.name},\n\n{text(person)}\n",
            in_doubt=Message.InDoubt.HOLD,  # asked twice, people doubt that their answer counted
            now=now,
        )
    return asked
