"""What there is to say of each thing that an organizer runs: loaded at once, for the page that leads to all of them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.utils import timezone

from planning.events.models import Event
from planning.events.phases import Phase
from planning.outbox.models import Channel
from planning.teams.models import Membership
from retros.nextsteps.listing.choosing import View
from retros.nextsteps.listing.counting import kept_counts
from retros.nextsteps.models import NextStep
from retros.reviews.models import ReviewMeeting
from retros.wrapups.gate.progress import progress_of
from retros.wrapups.models import WrapUp


@dataclass(frozen=True)
class Affairs:
    """`free` is None if the event has no limit; `until` is when the phase ends."""

    phase: Phase
    planned: bool = True
    until: datetime | None = None
    people: int = 0
    waiting: int = 0
    free: int | None = None
    in_teams: int = 0
    channels: int = 0
    review_at: datetime | None = None
    reports: int = 0
    reports_ready: int = 0
    is_published: bool = False
    open_steps: int = 0
    is_admin: bool = False

    @property
    def missing(self) -> int:
        return self.reports - self.reports_ready


def affairs_of(event: Event, *, is_admin: bool, now: datetime) -> Affairs:
    phase, upcoming = event.phase_at(now), event.next_deadline(now)
    waits = Q(waiting_since__isnull=False)
    people = event.attendees.coming().aggregate(seated=Count("pk", filter=~waits), waiting=Count("pk", filter=waits))
    reports, ready = (0, 0) if phase.is_before(Phase.HACKING) else progress_of(event)
    meeting = ReviewMeeting.objects.filter(event=event).first()
    return Affairs(
        phase,
        planned=event.wrap_up_due_at is not None,
        until=upcoming[1] if upcoming else None,
        people=people["seated"],
        waiting=people["waiting"],
        free=max(event.seats - people["seated"], 0) if event.seats else None,
        in_teams=Membership.objects.present().filter(team__topic__event=event).count(),
        channels=Channel.objects.filter(event=event).count(),
        review_at=meeting.starts_at if meeting else None,
        reports=reports,
        reports_ready=ready,
        is_published=WrapUp.objects.published().filter(event=event).exists(),
        open_steps=kept_counts(timezone.localdate(now)).get(View.ALL, {}).get(event.pk, {}).get(NextStep.State.OPEN, 0),
        is_admin=is_admin,
    )
