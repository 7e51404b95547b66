"""Publishing the wrap-up of an event."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from planning.events.models import Event
from planning.people.access import find_attendee
from planning.people.models import User
from retros.wrapups.beginning import WrapUpRejected, refuse_before_the_last_day
from retros.wrapups.models import Report, WrapUp


@transaction.atomic
def publish(event: Event, *, introduction: str = "", conclusion: str = "", by: User, now: datetime) -> WrapUp:
    """Publish the wrap-up, or its corrected text: the day of the first publication stays."""
    refuse_before_the_last_day(event, now=now)
    if not Report.objects.filter(topic__event=event).exists():
        raise WrapUpRejected("No team has reported yet. Ask for at least one report first.")
    wrap_up, _ = WrapUp.objects.select_for_update().get_or_create(event=event)  # an import may be writing it
    wrap_up.introduction, wrap_up.conclusion = introduction, conclusion
    wrap_up.published_on = wrap_up.published_on or timezone.localdate(now)
    wrap_up.published_by = by
    wrap_up.author = wrap_up.author or signature(event, by)
    wrap_up.save()
    return wrap_up


def signature(event: Event, by: User) -> str:
    """The name they go by at the event. Their address stays private."""
    attendee = find_attendee(by, event)
    return attendee.name if attendee else by.get_full_name()
