from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.db.models import F, QuerySet
from django.db.models.functions import Left
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import pluralize
from django.utils import timezone

from planning.caching.pages import FIRST_PAGES, kept_for_visitors
from planning.events.models import Event
from planning.events.phases import Phase
from planning.paging import ROWS, page_of
from planning.people.access import find_attendee, get_attendee, get_event
from planning.people.models import Attendee
from planning.people.pages import event_page, is_sent, sign_in_first
from planning.people.unsent import posted_or_kept
from planning.topics.models import Topic
from planning.voting.ballots import BallotRejected, cast_ballot
from planning.voting.counting import (
    count_ballots,
    counted_topics,
    is_still_open,
    published_tally_of,
    restored,
    standing_tally,
    turnout_so_far,
)
from planning.voting.forms import BallotForm
from planning.voting.models import Ballot, ClosedTally
from planning.voting.opened import result_in
from planning.voting.result.views import result_page
from planning.voting.tally import Tally, TallyLine

ROW = ("slug", "emoji", "title", "track")
VOTED = {name: F(f"votes__topic__{name}") for name in ("slug", "emoji", "title", "withdrawn_at")}
Row = Any
"""A dict with these of a topic."""
IN_ROOM = 12
"""Topics of the tally that fit the projector."""


@sign_in_first
def ballot(request: HttpRequest, slug: str) -> HttpResponse:
    attendee = get_attendee(request, slug)
    form = BallotForm(posted_or_kept(request), event=attendee.event)
    if is_sent(request, form):
        try:
            cast = cast_ballot(attendee, form.cleaned_data["topics"], clock=timezone.now)
        except BallotRejected as rejection:
            form.add_error(None, str(rejection))
        else:
            messages.success(request, receipt(cast, len(form.cleaned_data["topics"])))
            return redirect("ballot", slug)
    now = timezone.now()
    context = ballot_context(attendee, form, now=now)
    return event_page(request, "planning/voting/ballot.html", attendee.event, attendee, context, now=now)


def receipt(cast: Ballot, votes: int) -> str:
    receipt = f"Your ballot is in, with {votes} vote{pluralize(votes)}."
    if cast.replaces is None:
        return receipt
    return f"{receipt} It replaces the one from {timezone.localtime(cast.replaces):%a %H:%M}."


def ballot_context(attendee: Attendee, form: BallotForm, *, now: datetime) -> dict[str, object]:
    """What the ballot page shows: a row for each topic, marked or not, and how many votes are left."""
    event = attendee.event
    cast_at, cast = ballot_before(attendee)
    marked = form.marked if form.is_bound else {vote["slug"] for vote in cast}
    rows = [(topic, topic["slug"] in marked) for topic in event.topics.to_vote_on().as_proposed().values(*ROW)]
    left = event.votes_per_ballot - sum(is_marked for _, is_marked in rows)
    return {
        "form": form,
        "rows": rows if len(rows) > ROWS else with_beginnings(rows, event),
        "is_long": len(rows) > ROWS,
        "left": left,
        "over": -left,
        "cast_at": cast_at,
        "cast": cast,
        "is_open": event.phase_at(now) is Phase.VOTING,
        "tally": published_tally_of(event, now=now),
    }


def ballot_before(attendee: Attendee) -> tuple[datetime | None, list[Row]]:
    """When a ballot was cast before, if one was, and for which topics. One query."""
    ballot: QuerySet[Ballot, Row] = Ballot.objects.filter(attendee=attendee)
    votes = ballot.order_by("votes__topic__position", "votes__topic").values("cast_at", **VOTED)
    found: list[Row] = list(votes)
    return (found[0]["cast_at"] if found else None), [vote for vote in found if vote["slug"]]


def with_beginnings(rows: list[tuple[Row, bool]], event: Event) -> list[tuple[Row, bool, str]]:
    """And how the text of each topic begins; more than is shown, as there may be long addresses of links in it."""
    beginnings = dict(event.topics.to_vote_on().order_by().values_list("slug", Left("problem", 1000)))
    return [(topic, is_marked, beginnings.get(topic["slug"], "")) for topic, is_marked in rows]


def turnout(request: HttpRequest, slug: str) -> HttpResponse:
    """The fragment that a page keeps fetching while voting is open."""
    event, now = get_event(slug), timezone.now()
    context = {"event": event, "now": now, "tally": published_tally_of(event, now=now)}
    return render(request, "planning/voting/_turnout.html", context)


@kept_for_visitors(page=FIRST_PAGES)
def tally(request: HttpRequest, slug: str) -> HttpResponse:
    """The result as it was counted, or plain votes: of an event from before there were ballot boxes, or not yet."""
    event, now = get_event(slug), timezone.now()
    in_room, stored = "room" in request.GET, None if is_still_open(event, now) else standing_tally(event)
    if not in_room and (result := result_in(getattr(stored, "box", None))):
        return result_page(request, event, result, now=now)
    counted = plain_votes(event, stored, now=now)
    page = page_of(request, counted.lines, IN_ROOM if in_room else ROWS)
    topics = counted_topics(event, [line.topic for line in page])
    context = {
        "tally": counted,
        "page": page,
        "is_open": event.phase_at(now) is Phase.VOTING,
        "most": max((line.votes for line in counted.lines[:1]), default=0),
    }
    if in_room:
        context |= {
            "lines": [(line, topics[line.topic]) for line in page],
            "is_tied": any(line.is_tied for line in page),
        }
    else:
        context["ranks"] = ranks(list(page), topics)
    template = "planning/voting/room.html" if in_room else "planning/voting/tally.html"
    return event_page(request, template, event, find_attendee(request.user, event), context, now=now)


def plain_votes(event: Event, stored: ClosedTally | None, *, now: datetime) -> Tally:
    if stored:
        return restored(stored)
    return turnout_so_far(event) if is_still_open(event, now) else count_ballots(event)


def ranks(shown: Sequence[TallyLine], topics: Mapping[int, Topic]) -> list[dict[str, object]]:
    """Lines of the tally by rank, so that a tie is mentioned once for all who share it."""
    by_rank = [(rank, list(lines)) for rank, lines in groupby(shown, key=lambda line: line.rank)]
    return [
        {
            "rank": rank,
            "shared_by": lines[0].shared_by,
            "next": rank + lines[0].shared_by,
            "lines": [(line, topics[line.topic]) for line in lines],
        }
        for rank, lines in by_rank
    ]
