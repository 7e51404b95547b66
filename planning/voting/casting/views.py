from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import pluralize
from django.urls import reverse
from django.utils import timezone

from planning.events.election import BallotKind
from planning.events.models import Event
from planning.events.phases import Phase
from planning.paging import ROWS
from planning.people.access import get_attendee
from planning.people.models import Attendee
from planning.people.pages import event_page, is_sent, sign_in_first
from planning.people.unsent import unsent
from planning.topics.models import Topic
from planning.voting.ballots import BallotRejected, cast_ballot
from planning.voting.casting.papers import ORDERS, Row, ballot_before, marked_among, papers_of, with_numbers
from planning.voting.casting.taps import NEEDED, give_vote, set_vote, take_blank_back, take_vote_back
from planning.voting.counting import published_tally_of
from planning.voting.forms import BallotForm
from planning.voting.models import Ballot

TAPS = ("vote", "take", "set", "blank", "unblank")
"""The buttons of the page: each saves at once. Without any of them a whole ballot is sent."""
FEWEST_TOO_MANY = 5
"""Digits of a number that no ballot holds."""


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


def save_tap(request: HttpRequest, attendee: Attendee, tapped: str, value: str) -> HttpResponse:
    """What was tapped is saved; with htmx the rest of a page of marks stays as it is."""
    slug, _, number = value.partition("=")
    refusal, topic, saved = "", None, {"saved": slug}
    try:
        if tapped == "set":
            topic = find_topic(attendee, slug)
            number = number if number.isdecimal() and len(number) < FEWEST_TOO_MANY else "0"
            saved["was"] = str(set_vote(attendee, topic, int(number), clock=timezone.now))
        else:
            topic = act_on(attendee, tapped, slug)
    except BallotRejected as rejection:
        refusal = str(rejection)
    if "HX-Request" in request.headers and attendee.event.ballot_kind == BallotKind.MARKS:
        return tapped_fragment(request, attendee, topic, slug, refusal)
    if refusal:
        form = BallotForm({}, event=attendee.event)
        form.add_error(None, refusal)
        return ballot_page(request, attendee, form, refusal)
    order = {"order": request.GET["order"]} if "order" in request.GET else {}
    query = order | saved if topic else order
    return redirect(reverse("ballot", args=[attendee.event.slug], query=query, fragment=f"v-{slug}"))


def act_on(attendee: Attendee, tapped: str, slug: str) -> Topic | None:
    if tapped == "blank":
        cast_ballot(attendee, [], clock=timezone.now)
    elif tapped == "unblank":
        take_blank_back(attendee, clock=timezone.now)
    elif attendee.event.ballot_kind != BallotKind.MARKS:
        raise BallotRejected("Dots and places are given one by one. Load the page again.")
    else:
        topic = find_topic(attendee, slug)
        change = give_vote if tapped == "vote" else take_vote_back
        change(attendee, topic, clock=timezone.now)
        return topic
    return None


def find_topic(attendee: Attendee, slug: str) -> Topic:
    topic = attendee.event.topics.only(*NEEDED).filter(slug=slug).first()
    if topic is None:
        raise BallotRejected(f"{attendee.event} has no such topic.")
    topic.event = attendee.event
    return topic


def tapped_fragment(
    request: HttpRequest, attendee: Attendee, topic: Topic | None, slug: str, refusal: str
) -> HttpResponse:
    cast_at, cast = ballot_before(attendee)
    row = {"slug": slug, "emoji": topic.emoji, "title": topic.title} if topic else None
    context = purse_of(attendee.event, cast_at, cast) | {"event": attendee.event, "refusal": refusal, "saved": row}
    context["is_saved_vote"] = slug in {vote["slug"] for vote in cast}
    return render(request, "planning/voting/casting/_tapped.html", context)


def ballot_page(request: HttpRequest, attendee: Attendee, form: BallotForm, refusal: str = "") -> HttpResponse:
    event, now = attendee.event, timezone.now()
    cast_at, cast = ballot_before(attendee)
    order = request.GET.get("order", "own")
    purse = purse_of(event, cast_at, cast)
    rows = papers_of(attendee, order)
    if event.ballot_kind != BallotKind.MARKS:
        rows = with_numbers(rows, purse["given"], event.ballot_kind)
    was = request.GET.get("was", "0")
    context = {
        "form": form,
        "rows": rows,
        "orders": ORDERS,
        "order": order if order in ORDERS else "own",
        "is_long": len(rows) > ROWS,
        "is_open": event.phase_at(now) is Phase.VOTING,
        "tally": published_tally_of(event, now=now),
        "refusal": refusal,
        "was": was if was.isdecimal() else "0",
        **purse,
        **last_tap(rows, request.GET.get("saved", ""), cast),
        **sent_before(rows, form, unsent(request) if request.method == "GET" else {}, event),
    }
    return event_page(request, "planning/voting/ballot.html", event, attendee, context, now=now)


def purse_of(event: Event, cast_at: datetime | None, cast: Collection[Row]) -> dict[str, Any]:
    """What the votes went to, and how many are left. A vote for a withdrawn topic is free again."""
    given = [vote for vote in cast if not vote["withdrawn_at"]]
    is_dots = event.ballot_kind == BallotKind.DOTS
    most = event.dots_per_ballot if is_dots else event.votes_per_ballot
    used = sum(vote["dots"] or 0 for vote in given) if is_dots else len(given)
    return {
        "cast": cast,
        "cast_at": cast_at,
        "given": given,
        "voted": {vote["slug"] for vote in given},
        "next": len(given) + 1,
        "left": max(most - used, 0),
        "most": most,
        "free": range(min(max(most - used, 0), 20)),
        "is_blank": bool(cast_at and not cast),
        "kind": event.ballot_kind,
    }


def last_tap(rows: Collection[Row], slug: str, cast: Collection[Row]) -> dict[str, Any]:
    """What the page was tapped for just now, without htmx."""
    saved = next(iter(marked_among(rows, [slug])), None)
    return {"saved": saved, "is_saved_vote": slug in {vote["slug"] for vote in cast}}


def sent_before(rows: Collection[Row], form: BallotForm, kept: Mapping[str, Any], event: Event) -> dict[str, Any]:
    """A whole ballot that is not cast, to be sent again with fewer marks; or a tap from before the session ended."""
    again = marked_among(rows, form.marked) if form.is_bound else []
    tap = next((name for name in ("vote", "set") if name in kept), "vote")
    value = str(kept.get(tap, ""))
    lost = next(iter(marked_among(rows, [value.partition("=")[0]])), None)
    over = len(again) - event.votes_per_ballot if event.ballot_kind == BallotKind.MARKS else 0
    return {"again": again, "over": over, "lost": lost, "lost_tap": tap, "lost_value": value}


def said_of(cast: Ballot, votes: int) -> str:
    said = f"Your ballot is in, with {votes} vote{pluralize(votes)}."
    if cast.replaces is None:
        return said
    return f"{said} It replaces the one from {timezone.localtime(cast.replaces):%a %H:%M}."


@sign_in_first
def receipt(request: HttpRequest, slug: str) -> HttpResponse:
    """Whether the ballot is in, how to check that later, and what comes."""
    attendee, now = get_attendee(request, slug), timezone.now()
    cast_at, cast = ballot_before(attendee)
    code = Ballot.objects.filter(attendee=attendee).values_list("receipt", flat=True).first() or ""
    context = {
        **purse_of(attendee.event, cast_at, cast),
        "code": " ".join(code[start : start + 4] for start in range(0, len(code), 4)),
        "is_open": attendee.event.phase_at(now) is Phase.VOTING,
    }
    return event_page(request, "planning/voting/casting/receipt.html", attendee.event, attendee, context, now=now)
