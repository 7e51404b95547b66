"""A team's short word, and "I can help" in answer to it."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from planning.clock import Clock
from planning.events.models import Event
from planning.events.phases import Phase
from planning.markdown import plain
from planning.outbox.posting import post
from planning.people.models import Attendee
from planning.repeats import sent_before
from planning.teams.membership import TeamRejected
from planning.teams.models import CheckIn, HelpOffer, Membership, Team

MOST_TOLD = 50
"""People of a team who get a mail about an offer."""


@transaction.atomic
def check_in(
    author: Attendee,
    team: Team,
    *,
    mood: str = CheckIn.Mood.WELL,
    progress: str = "",
    help_wanted: str = "",
    details: str = "",
    clock: Clock,
) -> CheckIn:
    """Record the team's check-in."""
    event = Event.objects.select_for_update().get(pk=author.event_id)
    now = clock()
    if event.phase_at(now) is not Phase.HACKING:
        raise TeamRejected("You can only check in during the hacking week.")
    Team.objects.select_for_update().get(pk=team.pk)  # sent twice at once, it is one
    word = {"mood": mood, "progress": progress, "help_wanted": help_wanted, "details": details}
    if before := sent_before(team.check_ins.filter(author=author), "written_at", now=now, **word):
        return before
    return CheckIn.objects.create(team=team, author=author, **word, written_at=now)


@transaction.atomic
def offer_help(attendee: Attendee, check_in: CheckIn, *, clock: Clock) -> HelpOffer:
    """Keep that the person can help, and tell the team, once."""
    event = Event.objects.select_for_update().get(pk=attendee.event_id)
    now = clock()
    if event.phase_at(now) is not Phase.HACKING:
        raise TeamRejected("You can only offer help during the hacking week.")
    if offered := check_in.help_offers.filter(attendee=attendee).first():
        return offered
    if not CheckIn.objects.last_words().calling().filter(pk=check_in.pk).exists():
        raise TeamRejected("This team is not asking for help any more.")
    if Membership.objects.present().filter(team=check_in.team_id, attendee=attendee).exists():
        raise TeamRejected("This is your own team’s call.")
    offer = HelpOffer.objects.create(check_in=check_in, attendee=attendee, offered_at=now)
    tell_of_offer(offer, now=now)
    return offer


def tell_of_offer(offer: HelpOffer, *, now: datetime) -> None:
    team = offer.check_in.team
    people = Membership.objects.present().filter(team=team).exclude(attendee__user=None)
    for member in people.select_related("attendee__user")[:MOST_TOLD]:
        post(
            key=f"help-offer/{offer.pk}/{member.attendee_id}",
            to=member.attendee.email,
            subject=f"{offer.attendee} can help your team",
            text=(
                f"Hello {member.attendee.name},\n\nyou asked for help with “{plain(str(team))}”:\n\n"
                f"{offer.check_in.help_wanted}\n\n{offer.attendee} can help. Talk to each other.\n\n"
                f"{settings.SITE_URL}{team.get_absolute_url()}\n"
            ),
            now=now,
        )
