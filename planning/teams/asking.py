"""Asking people for their wishes, and teams for a word, when an organizer wants it."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from planning.clock import Clock
from planning.events.models import Event
from planning.events.phases import Phase
from planning.markdown import plain
from planning.people.asking import ask_each
from planning.people.models import Attendee, AttendeeQuerySet
from planning.rejection import Rejected
from planning.teams.models import Membership, Team
from planning.teams.wishes import WISHING


class WishesNotAsked(Rejected):
    """No one to ask, or nothing to ask for."""


def without_wishes(event: Event) -> AttendeeQuerySet:
    return event.attendees.admitted().filter(wishes=None)


def wish_request(event: Event) -> str:
    return f"wish-request/{event.slug}"


def in_silent_teams(event: Event, *, now: datetime) -> AttendeeQuerySet:
    silent = Membership.objects.present().filter(team__in=Team.objects.filter(topic__event=event).silent(now))
    return event.attendees.admitted().filter(pk__in=silent.values("attendee"))


def check_in_request(event: Event, *, now: datetime) -> str:
    """One a day."""
    return f"check-in-request/{event.slug}/{timezone.localdate(now)}"


@transaction.atomic
def ask_for_wishes(organizer: Attendee, *, clock: Clock) -> list[Attendee]:
    """Write to everyone with a seat who has made no wish, once, while teams are not formed yet."""
    event = Event.objects.select_for_update().get(pk=organizer.event_id)
    now = clock()
    if event.phase_at(now) not in WISHING or Team.objects.filter(topic__event=event).exists():
        raise WishesNotAsked("You can only ask for wishes from the day voting opens until the teams are formed.")
    text = (
        f"Teams at {event} are formed from wishes, and you have made none yet. "
        f"Say what you would work on:\n\n{settings.SITE_URL}{reverse('wishes', args=[event.slug])}\n\n"
        "Without a wish you are put where help is needed."
    )
    subject = f"What would you work on at {event}?"
    asked = ask_each(without_wishes(event), wish_request(event), subject=subject, text=lambda _: text, now=now)
    if not asked:
        raise WishesNotAsked("Everyone we can reach has made a wish or been asked.")
    return asked


@transaction.atomic
def ask_silent_teams(organizer: Attendee, *, clock: Clock) -> list[Attendee]:
    """Write to everyone in a team without a check-in for a day, once a day."""
    event = Event.objects.select_for_update().get(pk=organizer.event_id)
    now = clock()
    if event.phase_at(now) is not Phase.HACKING:
        raise WishesNotAsked("You can only ask for check-ins during the hacking week.")
    people = in_silent_teams(event, now=now)
    topics = topics_of(people)
    asked = ask_each(
        people,
        check_in_request(event, now=now),
        subject="How is your team doing?",
        text=lambda person: ask_team(event, *topics[person.pk]),
        now=now,
    )
    if not asked:
        raise WishesNotAsked("Every team has checked in or been asked today.")
    return asked


def topics_of(people: AttendeeQuerySet) -> dict[int, tuple[str, str]]:
    """The title and the address of what each person works on."""
    stays = Membership.objects.present().filter(attendee__in=people).select_related("team__topic")
    return {stay.attendee_id: (plain(str(stay.team.topic)), stay.team.topic.slug) for stay in stays}


def ask_team(event: Event, title: str, slug: str) -> str:
    return (
        f"No word from “{title}” for a day. Two sentences are enough, from anyone in the team:\n\n"
        f"{settings.SITE_URL}{reverse('check-in-new', args=[event.slug, slug])}"
    )
