from collections.abc import Mapping
from typing import Any

from django.db import transaction

from planning.clock import Clock
from planning.events.log import SETTINGS
from planning.events.models import Event
from planning.events.phases import Phase
from planning.events.schedule import write_changes
from planning.people.registration.registering import admit_waiting


@transaction.atomic
def change_settings(event: Event, settings: Mapping[str, Any], *, reason: str, clock: Clock) -> Event:
    """Change what organizers decide. More seats go to the waiting list at once. Raises ValidationError."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    now = clock()
    wanted = {field: settings[field] for field in SETTINGS if field in settings}
    write_changes(event, wanted, reason=reason, now=now)
    if event.phase_at(now).is_before(Phase.REVIEW):
        admit_waiting(event, now=now)
    return event
