"""Who organizes an event: its organizers say so, and one of them always stays."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from planning.clock import Clock
from planning.events.models import Event
from planning.outbox.models import Message
from planning.outbox.posting import post
from planning.people.models import Attendee
from planning.rejection import Rejected

LAST = "This is the last organizer of the event. Make somebody else organizer first."


class AppointmentRejected(Rejected):
    """Someone who cannot organize, or the last one who does."""


@transaction.atomic
def make_organizer(organizer: Attendee, person: Attendee, *, clock: Clock) -> Attendee:
    """Let someone else organize the event, too. They get a mail."""
    event = Event.objects.select_for_update().get(pk=organizer.event_id)
    now = clock()
    place = event.attendees.coming().select_related("user").filter(pk=person.pk).first()
    if place is None or place.waiting_since or place.user is None:
        raise AppointmentRejected("Only someone with a seat and an account can organize the event.")
    if place.is_organizer:
        return place
    place.role = Attendee.Role.ORGANIZER
    place.save(update_fields=["role"])
    post(
        key=f"organizer/{place.pk}/{now.isoformat()}",
        to=place.email,
        subject=f"You organize {event}",
        text=(
            f"Hello {place.name},\n\n{organizer.name} has made you an organizer of {event}. What there is to do:\n"
            f"{settings.SITE_URL}{reverse('organize', args=[event.slug])}\n"
        ),
        in_doubt=Message.InDoubt.RESEND,
        now=now,
    )
    return place


@transaction.atomic
def take_role_back(organizer: Attendee, person: Attendee) -> Attendee:
    """An organizer, perhaps oneself, becomes an attendee. The last one stays."""
    event = Event.objects.select_for_update().get(pk=organizer.event_id)  # two may step down at once
    place = event.attendees.select_related("user").get(pk=person.pk)
    if is_last_organizer(place):
        raise AppointmentRejected(LAST)
    place.role = Attendee.Role.ATTENDEE
    place.save(update_fields=["role"])
    return place


def is_last_organizer(person: Attendee) -> bool:
    """Whether no one else could organize the event. People without an account cannot sign in to do it."""
    if not person.is_organizer or person.user_id is None:
        return False
    return not leaves_an_organizer(person)


def leaves_an_organizer(person: Attendee) -> bool:
    others = Attendee.objects.filter(event=person.event_id).exclude(pk=person.pk)
    return others.organizers().reachable().exists()
