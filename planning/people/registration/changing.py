"""Saying something else about coming, at any time until the event is closed."""

from django.db import transaction

from planning.clock import Clock
from planning.events.models import Event, Organization
from planning.events.phases import Phase
from planning.people.models import Attendee
from planning.people.registration.details import Details, fitting, note_details
from planning.people.registration.registering import RegistrationRejected, refuse_taken_handle


@transaction.atomic
def change_registration(
    attendee: Attendee, *, name: str, github: str, organization: Organization | None, details: Details, clock: Clock
) -> Attendee:
    """Only what people say of themselves: seat and role stay as they are."""
    event = Event.objects.select_for_update().get(pk=attendee.event_id)
    if event.phase_at(clock()) is Phase.CLOSED:
        raise RegistrationRejected(f"{event} is closed: who came, and as what, stays as it was.")
    place = event.attendees.coming().filter(pk=attendee.pk).first()
    if place is None:
        raise RegistrationRejected("You’ve given up your place. Register again to come.")
    details = fitting(details, event)
    if github != place.github:
        refuse_taken_handle(event, github, but=place)
    place.name, place.github, place.organization = name, github, organization
    note_details(place, details)
    return place
