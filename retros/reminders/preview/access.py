"""Who may look at the digests of others before they leave, and decide on them: getting one is the permission."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from planning.events.models import Event
from planning.outbox.models import Message
from planning.people.models import Attendee, User
from retros.reminders.models import Digest
from retros.reminders.preview.foreseeing import DAYS, Outlook, days_until, outlook_on


@dataclass(frozen=True)
class PreviewViewer:
    """Someone who may see the digests about some events; all of them if `events` is None."""

    user: User
    events: frozenset[int] | None

    def of(self, event: Event) -> "PreviewViewer":
        """The same, for one event alone."""
        if self.events is not None and event.pk not in self.events:
            raise PermissionDenied("Only organizers of the event can do this.")
        return replace(self, events=frozenset({event.pk}))

    def outlook(self, now: datetime, *, days: int = DAYS) -> Outlook:
        return outlook_on(self.events, now=now, days=days)

    def held(self) -> QuerySet[Digest]:
        """Digests that were written on their day, and are held back in the outbox, with the recipient's `name`."""
        names = Attendee.objects.filter(user=OuterRef("user")).order_by("-event__slug").values("name")[:1]
        held = Digest.objects.filter(messages__state=Message.State.HELD).annotate(name=Subquery(names)).distinct()
        return held.filter(self.about())

    def about(self) -> Q:
        if self.events is None:
            return Q()
        return Q(reminders__step__topic__event__in=self.events) | Q(phase_nudges__event__in=self.events)

    def get_recipient(self, pk: int, day: date, *, now: datetime) -> User:
        """Return whose digest of that day it is. It is a 404 where none is to be seen."""
        to_come = self.outlook(now, days=days_until(day, now)).about(pk).digests()
        if any((planned.recipient.pk, planned.day) == (pk, day) for planned in to_come):
            return User.objects.get(pk=pk)
        written = Digest.objects.filter(self.about(), user=pk, day=day).select_related("user").first()
        if written is None:
            raise Http404("There's no digest for this person on that day.")
        return written.user


def get_viewer(user: User) -> PreviewViewer:
    """Staff may see all of them; others what is about the events they organize."""
    if user.is_staff and user.has_perm("retros.change_digest"):
        return PreviewViewer(user, None)
    organized = Attendee.objects.organizers().filter(user=user).values_list("event", flat=True)
    if not organized:
        raise PermissionDenied("Only organizers can look at other people's digests.")
    return PreviewViewer(user, frozenset(organized))


def viewer_of(organizer: Attendee, user: User) -> PreviewViewer:
    """Someone who may see what is about the one event that they organize."""
    return PreviewViewer(user, frozenset({organizer.event_id}))
