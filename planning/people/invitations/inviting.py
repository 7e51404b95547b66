"""Inviting people: by links to share, or each by mail."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.db.models import Q

from planning.clock import Clock
from planning.events.models import Event
from planning.events.phases import Phase
from planning.people.invitations.deciding import GuestDecision, Known, decide
from planning.people.invitations.guests import Guest
from planning.people.invitations.keys import InvitationRejected
from planning.people.invitations.letters import post_invitation, post_reminder
from planning.people.invitations.models import Invitation, InvitationQuerySet
from planning.people.models import AttendeeQuerySet, User
from planning.repeats import sent_before

MOST_USES = 500


@transaction.atomic
def make_link(event: Event, *, uses: int, expires_at: datetime | None, by: User, clock: Clock) -> Invitation:
    """A link that lets in so many people. Made twice by a second press, it is one."""
    event, now = held(event, clock)
    until = expires_at or usual_end(event)
    if until <= now:
        raise InvitationRejected("Choose an end that is still to come.")
    links = event.invitations.links().filter(revoked_at=None)
    said = {"uses": uses, "invited_by": by, "expires_at": until}
    if same := sent_before(links, "made_at", now=now, **said):
        return same
    return event.invitations.create(made_at=now, **said)


@transaction.atomic
def revoke(invitation: Invitation, *, clock: Clock) -> Invitation:
    """From now on it lets nobody in. Who came with it stays."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.revoked_at is None:
        invitation.revoked_at = clock()
        invitation.save(update_fields=["revoked_at"])
    return invitation


def plan_guests(event: Event, guests: Iterable[Guest], *, now: datetime) -> list[GuestDecision]:
    """What would become of each."""
    return list(decide(guests, known_at(event, now=now)))


@transaction.atomic
def invite(event: Event, guests: Iterable[Guest], *, by: User | None = None, clock: Clock) -> list[GuestDecision]:
    """Invite those that can be, each by a mail of their own. Sent again, nobody is invited twice."""
    event, now = held(event, clock)
    decisions = plan_guests(event, guests, now=now)
    sent = [decision.guest for decision in decisions if decision.is_sent]
    emails = [guest.email for guest in sent]
    event.invitations.filter(email__in=emails, revoked_at=None).update(revoked_at=now)  # what no longer works
    until = usual_end(event)
    made = Invitation.objects.bulk_create(
        Invitation(event=event, email=guest.email, name=guest.name, invited_by=by, made_at=now, expires_at=until)
        for guest in sent
    )
    languages = languages_of(emails)
    for invitation in made:
        language = languages.get(invitation.email, settings.LANGUAGE_CODE)
        post_invitation(invitation, language=language, now=now)
    return decisions


@transaction.atomic
def remind(event: Event, invitations: InvitationQuerySet, *, clock: Clock) -> Sequence[Invitation]:
    """Write to those of them who have not answered, once each."""
    event, now = held(event, clock)
    asked = list(
        invitations.unanswered(now).filter(event=event, reminded_at=None).select_related("event").order_by("pk")
    )
    languages = languages_of([invitation.email for invitation in asked])
    for invitation in asked:
        post_reminder(invitation, language=languages.get(invitation.email, settings.LANGUAGE_CODE), now=now)
    Invitation.objects.filter(pk__in=[invitation.pk for invitation in asked]).update(reminded_at=now)
    return asked


def held(event: Event, clock: Clock) -> tuple[Event, datetime]:
    """Locked, and still to come; so its week has an end."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    now = clock()
    if event.is_called_off:
        raise InvitationRejected(f"{event} is called off. Nobody can be invited.")
    if not event.is_planned or not event.phase_at(now).is_before(Phase.REVIEW):
        raise InvitationRejected(f"{event} is over. Nobody can be invited any more.")
    return event, now


def usual_end(event: Event) -> datetime:
    """The end of the week: until then people can register."""
    if event.ends_at is None:
        raise InvitationRejected(f"{event} has no dates.")
    return event.ends_at


def languages_of(emails: Iterable[str]) -> dict[str, str]:
    return dict(User.objects.filter(email__in=list(emails)).values_list("email", "language"))


def known_at(event: Event, *, now: datetime) -> Known:
    people = event.attendees.order_by()
    invitations = event.invitations.by_mail().filter(revoked_at=None)
    of_account = Q(user__attendances__event=event) | Q(user__email__in=invitations.values("email"))
    same = EmailAddress.objects.filter(of_account, verified=True).values_list("email", "user__email")
    valid = frozenset(invitations.valid(now).values_list("email", flat=True))
    return Known(
        coming=addresses(people.inside()),
        waiting=addresses(people.waiting()),
        cancelled=addresses(people.exclude(cancelled_at=None)),
        invited=valid,
        expired=frozenset(invitations.values_list("email", flat=True)) - valid,
        same=dict(same),
    )


def addresses(people: AttendeeQuerySet) -> frozenset[str]:
    found = people.reachable().values_list("user__email", flat=True)
    return frozenset(found)
