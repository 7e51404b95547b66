from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import pluralize
from django.urls import reverse
from django.utils import timezone

from planning.events.models import Event
from planning.events.phases import Phase
from planning.paging import ROWS
from planning.people.access import get_attendee
from planning.people.models import Attendee
from planning.people.pages import event_page, is_sent, sign_in_first
from planning.people.unsent import unsent
from planning.topics.models import Topic
from planning.voting.ballots import BallotRejected, cast_ballot
from planning.voting.casting.papers import ORDERS, Row, ballot_before, marked_among, papers_of
from planning.voting.casting.taps import NEEDED, give_vote, take_blank_back, take_vote_back
from planning.voting.counting import published_tally_of
from planning.voting.forms import BallotForm
from planning.voting.models import Ballot

TAPS = ("vote", "take", "blank", "unblank")
"""The buttons of the page: each saves at once. Without any of them a whole ballot is sent."""


@sign_in_first
def ballot(request: HttpRequest, slug: str) -> HttpResponse:
    attendee = get_attendee(request, slug)
    tapped = next((name for name in TAPS if name in request.POST), None)
    if tapped:
        return save_tap(request, attendee, tapped, request.POST[tapped])
    typed = request.POST if request.method == "POST" else unsent(request)
    form = BallotForm(typed if request.method == "POST" or "topics" in typed else None, event=attendee.event)
    if is_sent(request, form):
        try:
            cast = cast_ballot(attendee, form.cleaned_data["topics"], clock=timezone.now)
        except BallotRejected as rejection:
            form.add_error(None, str(rejection))
        else:
            messages.success(request, said_of(cast, len(form.cleaned_data["topics"])))
            return redirect("ballot", slug)
    return ballot_page(request, attendee, form)


def save_tap(request: HttpRequest, attendee: Attendee, tapped: str, slug: str) -> HttpResponse:
    """What was tapped is saved; with htmx the rest of the page stays as it is."""
    refusal, topic = "", None
    try:
        topic = act_on(attendee, tapped, slug)
    except BallotRejected as rejection:
        refusal = str(rejection)
    if "HX-Request" in request.headers:
        return tapped_fragment(request, attendee, topic, slug, refusal)
    if refusal:
        form = BallotForm({}, event=attendee.event)
        form.add_error(None, refusal)
        return ballot_page(request, attendee, form)
    saved = {"saved": slug} if topic else {}
    order = {"order": request.GET["order"]} if "order" in request.GET else {}
    return redirect(reverse("ballot", args=[attendee.event.slug], query=order | saved, fragment=f"v-{slug}"))


def act_on(attendee: Attendee, tapped: str, slug: str) -> Topic | None:
    if tapped == "blank":
        cast_ballot(attendee, [], clock=timezone.now)
    elif tapped == "unblank":
        take_blank_back(attendee, clock=timezone.now)
    else:
        topic = attendee.event.topics.only(*NEEDED).filter(slug=slug).first()
        if topic is None:
            raise BallotRejected(f"{attendee.event} has no such topic.")
        topic.event = attendee.event
        change = give_vote if tapped == "vote" else take_vote_back
        change(attendee, topic, clock=timezone.now)
        return topic
    return None


def tapped_fragment(
    request: HttpRequest, attendee: Attendee, topic: Topic | None, slug: str, refusal: str
) -> HttpResponse:
    cast_at, cast = ballot_before(attendee)
    row = {"slug": slug, "emoji": topic.emoji, "title": topic.title} if topic else None
    context = purse_of(attendee.event, cast_at, cast) | {"event": attendee.event, "refusal": refusal, "saved": row}
    context["is_saved_vote"] = slug in {vote["slug"] for vote in cast}
    return render(request, "planning/voting/casting/_tapped.html", context)


def ballot_page(request: HttpRequest, attendee: Attendee, form: BallotForm) -> HttpResponse:
    event, now = attendee.event, timezone.now()
    cast_at, cast = ballot_before(attendee)
    order = request.GET.get("order", "own")
    rows = papers_of(attendee, order)
    context = {
        "form": form,
        "rows": rows,
        "orders": ORDERS,
        "order": order if order in ORDERS else "own",
        "is_long": len(rows) > ROWS,
        "is_open": event.phase_at(now) is Phase.VOTING,
        "tally": published_tally_of(event, now=now),
        "refusal": "",
        **purse_of(event, cast_at, cast),
        **last_tap(rows, request.GET.get("saved", ""), cast),
        **sent_before(rows, form, unsent(request) if request.method == "GET" else {}, event),
    }
    return event_page(request, "planning/voting/ballot.html", event, attendee, context, now=now)


def purse_of(event: Event, cast_at: datetime | None, cast: Collection[Row]) -> dict[str, Any]:
    """What the votes went to, and how many are left. A vote for a withdrawn topic is free again."""
    given = [vote for vote in cast if not vote["withdrawn_at"]]
    left = max(event.votes_per_ballot - len(given), 0)
    return {
        "cast": cast,
        "cast_at": cast_at,
        "given": given,
        "voted": {vote["slug"] for vote in given},
        "left": left,
        "free": range(min(left, 20)),
        "is_blank": bool(cast_at and not cast),
    }


def last_tap(rows: Collection[Row], slug: str, cast: Collection[Row]) -> dict[str, Any]:
    """What the page was tapped for just now, without htmx."""
    saved = next(iter(marked_among(rows, [slug])), None)
    return {"saved": saved, "is_saved_vote": slug in {vote["slug"] for vote in cast}}


def sent_before(rows: Collection[Row], form: BallotForm, kept: Mapping[str, Any], event: Event) -> dict[str, Any]:
    """A whole ballot that is not cast, to be sent again with fewer marks; or a tap from before the session ended."""
    again = marked_among(rows, form.marked) if form.is_bound else []
    lost = next(iter(marked_among(rows, [kept.get("vote", "")])), None)
    return {"again": again, "over": len(again) - event.votes_per_ballot, "lost": lost}


def said_of(cast: Ballot, votes: int) -> str:
    said = f"Your ballot is in, with {votes} vote{pluralize(votes)}."
    if cast.replaces is None:
        return said
    return f"{said} It replaces the one from {timezone.localtime(cast.replaces):%a %H:%M}."
