"""Whose business a step is: its owner's, and the organizers' where the owner cannot be told or does not answer."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from planning.people.models import Attendee
from retros.nextsteps.models import NextStep
from retros.reminders.deciding.contents import Why
from retros.reminders.deciding.people import Person, people_of
from retros.reminders.deciding.tracks import Track

MOST_ORGANIZERS = 5
"""Of an event with more, those who were entered first are told: what everybody is asked, nobody does."""


@dataclass(frozen=True)
class Circle:
    """Everybody who may be told of some steps: people by their pk, and the organizers of each event."""

    people: dict[int, Person]
    organizers: dict[int, list[int]]
    """The reachable ones of an event, by its pk, in the order of the events, the latest last."""

    def audience(self, step: NextStep) -> set[int]:
        """All who may ever be told of the step."""
        owner = {step.owner.user_id} if step.owner and step.owner.user_id else set()
        return {*owner, *self.organizers_for(step.topic.event_id)}

    def recipients(self, track: Track, number: int) -> dict[int, Why]:
        """Who is to have this reminder, and why. Empty where nobody can be told."""
        owner = track.step.owner
        trouble = self.trouble(track.step)
        told = {} if trouble or owner is None or owner.user_id is None else {owner.user_id: Why.OWNER}
        if trouble or track.plan.is_for_organizers(track.place(number)):
            for organizer in self.organizers_for(track.step.topic.event_id):
                told.setdefault(organizer, trouble or Why.UNANSWERED)
        return told

    def trouble(self, step: NextStep) -> Why | None:
        """Why the step's owner cannot be told."""
        if step.owner is None:
            return Why.ORGANIZATION if step.owner_organization else Why.UNOWNED
        if step.owner.user_id is None:
            return Why.NO_ACCOUNT
        person = self.people.get(step.owner.user_id)
        if person is None or not person.user.is_active or not holds_a_seat(step.owner):
            return Why.OWNER_LEFT
        if person.is_reached:
            return None
        wants_mail = person.preference.by_mail and person.preference.unsubscribed_at is None
        return Why.OWNER_BOUNCES if wants_mail else Why.OWNER_UNSUBSCRIBED

    def organizers_for(self, event: int) -> list[int]:
        """The event's own organizers; where none can be reached, those of the latest event that has some."""
        latest = next(reversed(self.organizers.values()), [])
        return self.organizers.get(event, latest)[:MOST_ORGANIZERS]


def holds_a_seat(owner: Attendee) -> bool:
    return owner.cancelled_at is None and owner.waiting_since is None


def circle_of(tracks: list[Track], nudged: set[int], *, now: datetime) -> Circle:
    """Load all who may be told of the steps, and those who are nudged: a constant number of queries."""
    seats = Attendee.objects.organizers().reachable().order_by("event__slug", "pk").values_list("event", "user")
    owners = {track.step.owner.user_id for track in tracks if track.step.owner and track.step.owner.user_id}
    people = people_of({*owners, *nudged, *(user for _, user in seats if user)}, now=now)
    organizers: defaultdict[int, list[int]] = defaultdict(list)
    for event, user in seats:
        if user and people[user].is_reached:
            organizers[event].append(user)
    return Circle(people=people, organizers=dict(organizers))
