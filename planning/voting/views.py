from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from planning.caching.pages import FIRST_PAGES, kept_for_visitors
from planning.events.models import Event
from planning.events.phases import Phase
from planning.paging import ROWS, page_of
from planning.people.access import find_attendee, get_event
from planning.people.pages import event_page
from planning.topics.models import Topic
from planning.voting.counting import (
    count_ballots,
    counted_topics,
    is_still_open,
    published_tally_of,
    restored,
    standing_tally,
    turnout_so_far,
)
from planning.voting.models import ClosedTally
from planning.voting.opened import result_in
from planning.voting.result.views import result_page
from planning.voting.tally import Tally, TallyLine

IN_ROOM = 12
"""Topics of the tally that fit the projector."""


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
