"""Changing what organizers decide about an event, and telling those who were to come."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from planning.clock import Clock
from planning.events.log import SCHEDULE, SETTINGS
from planning.events.models import Event
from planning.events.organizations import organization_named
from planning.events.phases import Phase
from planning.events.schedule import write_changes
from planning.people.hosting.letters import moves_of, tell_of_change
from planning.people.registration.registering import admit_waiting


@transaction.atomic
def change_settings(
    event: Event, settings: Mapping[str, Any], *, reason: str, tells: bool = False, clock: Clock
) -> Event:
    """Change anything about the event. More seats go to the waiting list at once. Raises ValidationError.

    `hosts` are the names of the organizations that organize it, all of them.
    """
    event = Event.objects.select_for_update().get(pk=event.pk)
    now = clock()
    wanted = {field: settings[field] for field in (*SETTINGS, *SCHEDULE) if field in settings}
    before = Event.objects.get(pk=event.pk)
    write_changes(event, wanted, reason=reason, now=now)
    if "hosts" in settings:
        set_hosts(event, settings["hosts"])
    if event.phase_at(now).is_before(Phase.REVIEW):
        admit_waiting(event, now=now)
        if tells and (moves := moves_of(before, event)):
            tell_of_change(event, moves, why=reason, now=now)
    return event


def set_hosts(event: Event, names: Iterable[str]) -> None:
    """New names become organizations; one spelling is one organization."""
    found = [organization_named(name) for name in names]
    event.hosts.set([organization for organization in found if organization])
