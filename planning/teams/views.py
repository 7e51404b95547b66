from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from planning.events.models import Event
from planning.events.phases import Phase
from planning.markdown import plain
from planning.paging import ROWS, TOPICS, page_of, start_of
from planning.people.access import get_attendee, get_insider, get_organizer
from planning.people.models import Attendee
from planning.people.pages import event_page, is_sent, post_only, sign_in_first
from planning.people.unsent import posted_or_kept
from planning.searching import asked_for, holding
from planning.teams.access import get_team
from planning.teams.checkins.listing import answerable, with_offers
from planning.teams.forms import PutInForm, WishForm
from planning.teams.listing import (
    own_team,
    people_in_no_team,
    present_stay,
    teams_matching,
    topics_in_no_hands,
    with_people,
)
from planning.teams.membership import (
    TEAMWORK,
    TeamRejected,
    join_team,
)
from planning.teams.models import Team
from planning.teams.projecting import IN_ROOM, as_fits
from planning.teams.wishes import WISHING, WishRejected, make_wishes
from planning.topics.access import get_topic
from planning.topics.models import Topic
from planning.voting.counting import published_tally_of


@sign_in_first
def wishes(request: HttpRequest, slug: str) -> HttpResponse:
    attendee = get_attendee(request, slug)
    event, now = attendee.event, timezone.now()
    made = [wish.topic for wish in attendee.wishes.select_related("topic").order_by("rank")]
    typed, asked = posted_or_kept(request), asked_for(request)
    found, there_are_more = to_wish_for(event, asked, now=now)
    form = WishForm(typed, event=event, offered=with_chosen(found, made, typed, event), initial=by_field(made))
    if is_sent(request, form):
        try:
            make_wishes(attendee, form.topics, clock=timezone.now)
        except WishRejected as rejection:
            form.add_error(None, str(rejection))
        else:
            messages.success(request, "Your wishes are in." if form.topics else "You have no wishes now.")
            return redirect("wishes", slug)
    context = {
        "form": form,
        "made": made,
        "asked": asked,
        "found": found,
        "there_are_more": there_are_more,
        "is_open": event.phase_at(now) in WISHING,
        "is_voting": event.phase_at(now) is Phase.VOTING,
        "has_teams": Team.objects.filter(topic__event=event).exists(),
    }
    return event_page(request, "planning/teams/wishes.html", event, attendee, context, now=now)


def to_wish_for(event: Event, asked: str, *, now: datetime) -> tuple[list[Topic], bool]:
    """What a team can work on, in the order of the tally; as proposed while no one may know the tally.

    As many as fit a choice, and whether there are more.
    """
    places = {topic: place for place, topic in enumerate(published_tally_of(event, now=now).ranked)}
    topics = event.topics.to_work_on().filter(holding(asked, "folded_title")).order_by("position", "pk")
    in_order = sorted(topics.values_list("pk", flat=True), key=lambda topic: places.get(topic, len(places)))
    offered = topics.in_bulk(in_order[:ROWS])
    return [offered[topic] for topic in in_order[:ROWS]], len(in_order) > ROWS


def with_chosen(found: list[Topic], made: list[Topic], typed: Mapping[str, Any] | None, event: Event) -> list[Topic]:
    """What was wished for, and what was just chosen, can be chosen whatever is looked for."""
    slugs = {str(slug) for name, slug in (typed or {}).items() if name.startswith("wish_")}
    chosen = [*made, *event.topics.filter(slug__in=slugs)]
    return list(dict.fromkeys([*found, *(topic for topic in chosen if not topic.is_withdrawn)]))


def by_field(made: Sequence[Topic]) -> dict[str, str]:
    """Wishes as the form's initial values. Withdrawn topics leave no gap."""
    standing = [topic.slug for topic in made if not topic.is_withdrawn]
    return {f"wish_{rank}": slug for rank, slug in enumerate(standing, start=1)}


@sign_in_first
def teams(request: HttpRequest, slug: str) -> HttpResponse:
    attendee = get_insider(request, slug)
    event, now, asked = attendee.event, timezone.now(), asked_for(request)
    can_join = bool(attendee.pk) and event.phase_at(now) in TEAMWORK
    in_room = "room" in request.GET
    page = page_of(request, teams_matching(event, asked), IN_ROOM if in_room else ROWS)
    context = {
        "asked": asked,
        "page": page,
        "teams": as_fits(with_people(page)) if in_room else with_people(page),
        "has_teams": bool(asked or page.paginator.count),
        "own_team": own_team(attendee),
        "without_team": start_of(people_in_no_team(event)),
        "without_people": start_of(topics_in_no_hands(event), TOPICS) if can_join else None,
        "can_join": can_join,
        "can_form": attendee.is_organizer and event.phase_at(now) is Phase.TEAM_FORMATION,
    }
    template = "planning/teams/room.html" if in_room else "planning/teams/teams.html"
    return event_page(request, template, event, attendee, context, now=now)


@sign_in_first
def people_without_team(request: HttpRequest, slug: str) -> HttpResponse:
    attendee = get_insider(request, slug)
    event, asked = attendee.event, asked_for(request)
    context = {"asked": asked, "page": page_of(request, people_in_no_team(event, asked))}
    return event_page(request, "planning/teams/people_without_team.html", event, attendee, context)


@sign_in_first
def topics_without_team(request: HttpRequest, slug: str) -> HttpResponse:
    attendee = get_insider(request, slug)
    event, now, asked = attendee.event, timezone.now(), asked_for(request)
    context = {
        "asked": asked,
        "page": page_of(request, topics_in_no_hands(event, asked)),
        "can_join": bool(attendee.pk) and event.phase_at(now) in TEAMWORK,
    }
    return event_page(request, "planning/teams/topics_without_team.html", event, attendee, context, now=now)


@sign_in_first
def team(request: HttpRequest, slug: str, topic_slug: str) -> HttpResponse:
    attendee, team = get_team(request, slug, topic_slug)
    event, now = attendee.event, timezone.now()
    present = present_stay(attendee)
    is_member = present is not None and present.team_id == team.pk
    is_open, has_seat = event.phase_at(now) in TEAMWORK, attendee.pk is not None
    page = page_of(request, with_offers(team.check_ins.select_related("author"), attendee))
    is_hacking = has_seat and event.phase_at(now) is Phase.HACKING
    context = {
        "team": team,
        "former": start_of(team.memberships.exclude(until=None).select_related("attendee")),
        "page": page,
        "answerable": answerable(attendee, page) if is_hacking else set(),
        "present": present,
        "is_member": is_member,
        "can_join": has_seat and is_open and not is_member,
        "can_lead": is_open and (attendee.is_organizer or (is_member and team.lead_id in {None, attendee.pk})),
        "is_full": len(team.present) >= event.team_size_max,
        "can_check_in": is_hacking and (is_member or attendee.is_organizer),
    }
    if attendee.is_organizer and is_open:
        context |= whom_to_offer(team, asked_for(request))
    return event_page(request, "planning/teams/team.html", event, attendee, context, now=now)


def whom_to_offer(team: Team, asked: str) -> dict[str, object]:
    """People that an organizer may put into the team: as many as fit a choice, and a search if there are more."""
    others = team.topic.event.attendees.admitted().exclude(pk__in=[member.attendee_id for member in team.present])
    offered = start_of(others.matching(asked))
    form = PutInForm(event=team.topic.event, offered=offered.rows)
    return {"put_in": form, "offered": offered, "asked": asked}


@sign_in_first
@post_only("teams", "slug")
def team_join(request: HttpRequest, slug: str, topic_slug: str) -> HttpResponse:
    attendee = get_attendee(request, slug)
    topic = get_topic(slug, topic_slug)
    try:
        stay = join_team(whom_to_put_in(request, attendee), topic, by=attendee, clock=timezone.now)
    except TeamRejected as rejection:
        messages.error(request, str(rejection))
        return redirect("teams", slug)
    who = "You’re" if stay.attendee_id == attendee.pk else f"{stay.attendee} is"
    messages.success(request, f"{who} in the team for “{plain(str(topic))}”.")
    return redirect(stay.team)


def whom_to_put_in(request: HttpRequest, attendee: Attendee) -> Attendee:
    """The visitor, or someone else at the event if an organizer names them."""
    if "attendee" not in request.POST:
        return attendee
    form = PutInForm(request.POST, event=get_organizer(request, attendee.event.slug).event)
    if not form.is_valid():
        raise TeamRejected("Choose someone who has a seat at the event.")
    person: Attendee = form.cleaned_data["attendee"]
    return person
