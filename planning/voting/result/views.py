from collections.abc import Iterable, Mapping
from datetime import datetime
from importlib import resources
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from planning.events.election import BallotKind
from planning.events.models import Event
from planning.paging import ROWS, TOPICS, page_of
from planning.people.access import find_attendee, get_event
from planning.people.models import Attendee
from planning.people.pages import event_page
from planning.topics.models import Topic
from planning.voting.box.reading import read_box
from planning.voting.models import Ballot, CountedTopic, OpenedBox
from planning.voting.opened import CountedResult, find_opened_box, result_of
from planning.voting.result.explaining import Explained, Explanation, amount
from planning.voting.result.staffing import staffing_of

AT_ONCE = 12
"""Topics that fit the projector."""


def result_page(request: HttpRequest, event: Event, counted: CountedResult, *, now: datetime) -> HttpResponse:
    """From first to last: what was chosen, and why; then what was not, and what was missing."""
    attendee = find_attendee(request.user, event)
    explanation = Explanation(counted.result, own_receipt(request, attendee))
    page = page_of(request, [*explanation.winners, *explanation.others], TOPICS)
    explained = [explanation.of(topic) for topic in page]
    staffing = staffing_of(counted.result, counted.people, request.GET.get("places", ""))
    share = explanation.share()
    differing = differences(explanation)
    waiting = set(staffing.waiting) if staffing else set()
    names = names_of(event, needed(explained, differing, share and share.paid, waiting))
    context = {
        "counted": counted,
        "result": counted.result,
        "page": page,
        "won": with_names([one for one in explained if one.place], names),
        "lost": with_names([one for one in explained if not one.place], names),
        "waiting": waiting,
        "names": names,
        "share": share,
        "blank": counted.result["ballots"] - counted.result["counted"],
        "by_dots": event.ballot_kind == BallotKind.DOTS,
        "paid": [(names[topic], amount(paid)) for topic, paid in share.paid] if share else [],
        "staffing": staffing,
        "waits": [names[topic] for topic in waiting],
        "gained": [names[topic] for topic in differing[0]],
        "dropped": [names[topic] for topic in differing[1]],
        "receipt": explanation.receipt,
        "asked": "receipt" in request.GET,
    }
    return event_page(request, "planning/voting/result/result.html", event, attendee, context, now=now)


def own_receipt(request: HttpRequest, attendee: Attendee | None) -> str:
    """As somebody typed it, in groups or not; else that of the ballot they cast."""
    if typed := request.GET.get("receipt", ""):
        return "".join(typed.split())[:16].upper()
    if attendee is None:
        return ""
    return Ballot.objects.filter(attendee=attendee).values_list("receipt", flat=True).first() or ""


def differences(explanation: Explanation) -> tuple[list[str], list[str]]:
    """What is in by the rule only, and what would be in by plain votes only. At most twelve each."""
    winners = explanation.winners
    by_votes = sorted(explanation.popularity, key=lambda topic: (explanation.by_votes[topic], topic not in winners))
    most = by_votes[: len(winners)]
    gained = [topic for topic in winners if topic not in set(most)]
    return gained[:AT_ONCE], [topic for topic in most if topic not in set(winners)][:AT_ONCE]


def needed(
    explained: list[Explained], differing: tuple[list[str], list[str]], paid: Any, waiting: set[str]
) -> set[str]:
    tied = {other for one in explained for other in one.tied}
    return (
        {one.topic for one in explained}
        | tied
        | set(differing[0] + differing[1])
        | {t for t, _ in paid or ()}
        | waiting
    )


def names_of(event: Event, slugs: Iterable[str]) -> dict[str, Topic]:
    """Topics by their names in addresses. Those that have since been deleted have a title, but no page. Two queries."""
    wanted = set(slugs)
    topics = {
        topic.slug: topic for topic in event.topics.filter(slug__in=wanted).only("event", "slug", "emoji", "title")
    }
    for topic in topics.values():
        topic.event = event
    if gone := wanted - topics.keys():
        for line in CountedTopic.objects.filter(tally__event=event, slug__in=gone):
            topics[line.slug] = Topic(event=event, slug=line.slug, title=line.title)
    return {slug: topics.get(slug) or Topic(event=event, slug=slug, title=slug) for slug in wanted}


def with_names(explained: list[Explained], names: Mapping[str, Topic]) -> list[dict[str, object]]:
    return [{"told": one, "topic": names[one.topic], "tied": [names[other] for other in one.tied]} for one in explained]


def reveal(request: HttpRequest, slug: str) -> HttpResponse:
    """From the last place to the first, one a screen; then all of them."""
    event, now = get_event(slug), timezone.now()
    counted = result_of(event)
    if counted is None:
        raise Http404("There is nothing to reveal yet.")
    explanation = Explanation(counted.result)
    places = len(explanation.winners)
    asked = request.GET.get("place", str(places))
    place = int(asked) if asked.isdecimal() and 1 <= int(asked) <= places else 0
    shown = explanation.winners[place - 1 : place] if place else explanation.winners[:AT_ONCE]
    explained = [explanation.of(topic) for topic in shown]
    names = names_of(event, needed(explained, ([], []), (), set()))
    context = {
        "counted": counted,
        "places": places,
        "place": place,
        "next": place - 1,
        "before": place + 1 if place < places else 0,
        "won": with_names(explained, names),
        "more": max(places - AT_ONCE, 0),
    }
    attendee = find_attendee(request.user, event)
    return event_page(request, "planning/voting/result/reveal.html", event, attendee, context, now=now)


def ballot_box(request: HttpRequest, slug: str) -> HttpResponse:
    """All ballots under their receipts, as they are in the file."""
    event, now = get_event(slug), timezone.now()
    opened = get_opened_box(event)
    receipt = own_receipt(request, None)
    papers = [paper for paper in read_box(opened.content).papers if not receipt or paper.voter == receipt]
    page = page_of(request, papers, ROWS)
    names = names_of(event, {topic for paper in page for topic in paper.topics})
    rows = [(paper.voter, [(names[t], p) for t, p in marks_of(paper.topics, paper.points)]) for paper in page]
    context = {"opened": opened, "page": page, "rows": rows, "receipt": receipt}
    attendee = find_attendee(request.user, event)
    return event_page(request, "planning/voting/result/box.html", event, attendee, context, now=now)


def marks_of(topics: tuple[str, ...], points: tuple[int, ...]) -> list[tuple[str, int | None]]:
    return list(zip(topics, points or (None,) * len(topics), strict=True))


def get_opened_box(event: Event) -> OpenedBox:
    box = find_opened_box(event)
    if box is None:
        raise Http404("The ballot box is not open.")
    return box


def ballot_box_file(_request: HttpRequest, slug: str) -> HttpResponse:
    return as_file(get_opened_box(get_event(slug)).content, f"{slug}.pb", "text/plain")


def tally_file(_request: HttpRequest, slug: str) -> HttpResponse:
    return as_file(get_opened_box(get_event(slug)).result, f"{slug}-tally.json", "application/json")


def recount_file(_request: HttpRequest, slug: str) -> HttpResponse:
    """The one file that a stranger counts again with."""
    get_opened_box(get_event(slug))
    program = resources.files("planning.voting.recount").joinpath("verify_tally.py").read_text(encoding="utf-8")
    return as_file(program, "verify_tally.py", "text/x-python")


def as_file(text: str, name: str, kind: str) -> HttpResponse:
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(
        text.encode(), content_type=f"{kind}; charset=utf-8", headers={"Content-Disposition": disposition}
    )
