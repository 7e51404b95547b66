from collections.abc import Mapping, Sequence
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from planning.caching.pages import FIRST_PAGES, kept_for_visitors
from planning.events.phases import Phase
from planning.paging import ROWS, page_of
from planning.people.access import find_attendee, get_event
from planning.people.pages import event_page
from planning.topics.models import Topic
from planning.voting.counting import counted_topics, published_tally_of
from planning.voting.tally import TallyLine

IN_ROOM = 12
"""Topics of the tally that fit the projector."""


def turnout(request: HttpRequest, slug: str) -> HttpResponse:
    """The fragment that a page keeps fetching while voting is open."""
    event, now = get_event(slug), timezone.now()
    context = {"event": event, "now": now, "tally": published_tally_of(event, now=now)}
    return render(request, "planning/voting/_turnout.html", context)


@kept_for_visitors(page=FIRST_PAGES)
def tally(request: HttpRequest, slug: str) -> HttpResponse:
    event, now = get_event(slug), timezone.now()
    counted, in_room = published_tally_of(event, now=now), "room" in request.GET
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
