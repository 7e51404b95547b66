from datetime import datetime
from itertools import groupby

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import pluralize
from django.utils import timezone

from planning.caching.pages import kept_for_visitors
from planning.events.models import Event
from planning.events.phases import Phase
from planning.people.access import find_attendee, get_attendee, get_event
from planning.people.models import Attendee
from planning.people.pages import event_page, is_sent, sign_in_first
from planning.people.unsent import posted_or_kept
from planning.topics.models import Topic
from planning.voting.ballots import BallotRejected, cast_ballot
from planning.voting.counting import counted_topics, published_tally_of
from planning.voting.forms import BallotForm
from planning.voting.models import Ballot
from planning.voting.tally import Tally


@sign_in_first
def ballot(request: HttpRequest, slug: str) -> HttpResponse:
    attendee = get_attendee(request, slug)
    earlier = Ballot.objects.filter(attendee=attendee).prefetch_related("votes__topic").first()
    cast = [vote.topic for vote in earlier.votes.all()] if earlier else []
    initial = {"topics": [topic.slug for topic in cast]}
    form = BallotForm(posted_or_kept(request), event=attendee.event, initial=initial)
    if is_sent(request, form):
        try:
            counted = cast_ballot(attendee, form.cleaned_data["topics"], clock=timezone.now)
        except BallotRejected as rejection:
            form.add_error(None, str(rejection))
        else:
            messages.success(request, receipt(counted, earlier))
            return redirect("ballot", slug)
    now = timezone.now()
    context = ballot_context(attendee, form, earlier, cast, now=now)
    return event_page(request, "planning/voting/ballot.html", attendee.event, attendee, context, now=now)


def receipt(counted: Ballot, earlier: Ballot | None) -> str:
    votes = counted.votes.count()
    receipt = f"Your ballot is in, with {votes} vote{pluralize(votes)}."
    if earlier is None:
        return receipt
    return f"{receipt} It replaces the one from {timezone.localtime(earlier.cast_at):%a %H:%M}."


def ballot_context(
    attendee: Attendee, form: BallotForm, earlier: Ballot | None, cast: list[Topic], *, now: datetime
) -> dict[str, object]:
    """What the ballot page shows: a row for each topic, marked or not, and how many votes are left."""
    event = attendee.event
    rows = [(topic, topic.slug in form.marked) for topic in event.topics.to_vote_on().order_by("position", "pk")]
    left = event.votes_per_ballot - sum(is_marked for _, is_marked in rows)
    return {
        "form": form,
        "rows": rows,
        "left": left,
        "over": -left,
        "earlier": earlier,
        "cast": cast,
        "is_open": event.phase_at(now) is Phase.VOTING,
        "tally": published_tally_of(event, now=now),
    }


def turnout(request: HttpRequest, slug: str) -> HttpResponse:
    """The fragment that a page keeps fetching while voting is open."""
    event, now = get_event(slug), timezone.now()
    context = {"event": event, "now": now, "tally": published_tally_of(event, now=now)}
    return render(request, "planning/voting/_turnout.html", context)


@kept_for_visitors()
def tally(request: HttpRequest, slug: str) -> HttpResponse:
    event, now = get_event(slug), timezone.now()
    counted = published_tally_of(event, now=now)
    context = {
        "tally": counted,
        "ranks": ranks(event, counted),
        "is_open": event.phase_at(now) is Phase.VOTING,
        "in_room": "room" in request.GET,
        "most": max((line.votes for line in counted.lines), default=0),
    }
    template = "planning/voting/room.html" if context["in_room"] else "planning/voting/tally.html"
    return event_page(request, template, event, find_attendee(request.user, event), context, now=now)


def ranks(event: Event, counted: Tally) -> list[dict[str, object]]:
    """The lines of the tally by rank, so that a tie is mentioned once for all who share it."""
    topics = counted_topics(event, counted)
    by_rank = [(rank, list(lines)) for rank, lines in groupby(counted.lines, key=lambda line: line.rank)]
    return [
        {"rank": rank, "next": rank + len(lines), "lines": [(line, topics[line.topic]) for line in lines]}
        for rank, lines in by_rank
    ]
