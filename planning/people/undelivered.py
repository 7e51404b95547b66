"""Mails to the people of an event that were given up on."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from planning.clock import Clock
from planning.events.models import Event
from planning.outbox.holding import revive_messages
from planning.outbox.models import ABOUT_SIGNING_IN, Message, MessageQuerySet
from planning.people.models import Attendee
from planning.rejection import Rejected

OF_LATE = timedelta(days=30)
"""What was written longer ago is no news any more."""


class SendingRejected(Rejected):
    """Nothing to send again."""


def undelivered(event: Event, *, now: datetime) -> MessageQuerySet:
    """Of the last weeks, to people with a seat. Who cannot sign in asks for another code."""
    people = event.attendees.admitted().filter(user__email=OuterRef("to"))
    mails = Message.objects.dead().filter(Exists(people), channel=None, written_at__gt=now - OF_LATE)
    return mails.exclude(key__startswith=ABOUT_SIGNING_IN)


@transaction.atomic
def send_again(organizer: Attendee, *, clock: Clock) -> int:
    """Try them once more. Return how many."""
    now = clock()
    number = revive_messages(undelivered(organizer.event, now=now), now=now)
    if not number:
        raise SendingRejected("Nothing is left to be sent again.")
    return number
