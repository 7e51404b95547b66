from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString

from htg.likeness.descent import A_PAGE, pairs_among
from htg.likeness.lineages import lineages
from htg.likeness.similar import Similar, similar_topics
from planning.caching.pages import FIRST_PAGES, kept_for_visitors
from planning.caching.values import kept_for_a_while
from planning.events.models import Event
from planning.markdown import plain
from planning.paging import page_of
from planning.people.access import as_user, get_insider, get_organizer
from planning.people.pages import event_page, post_only, sign_in_first
from planning.searching import asked_for
from planning.texts.cleaning import line, lines
from planning.topics.access import get_own_topic, get_topic
from planning.topics.alike import LikenessQuestion, asking_about
from planning.topics.descent import answer_descent, without_predecessor
from planning.topics.forms import TopicForm
from planning.topics.models import LONGEST, Topic
from planning.topics.proposals import ProposalRejected, carry_on

TEXTS = ("problem", "motivation", "benefits")
FEW = 5
NEAR_ENOUGH = 1.5
"""The score of what is worth showing although it may not be the same."""


@sign_in_first
@post_only("topic-new", "slug")
def topic_alike(request: HttpRequest, slug: str) -> HttpResponse:
    """Topics like the one that is being typed, and the field for what it continues once one of them is chosen."""
    event = get_insider(request, slug).event
    chosen = number(request, "carry_on")
    context = {
        "event": event,
        "found": like_typed(request, event, leaving_out=number(request, "topic")),
        "chosen": chosen or number(request, "continues"),
        "field": field_with(chosen, event) if chosen else "",
    }
    return render(request, "likeness/_alike.html", context)


def like_typed(request: HttpRequest, event: Event, *, leaving_out: int | None) -> list[Similar]:
    typed = {name: request.POST.get(name, "").replace("\x00", "")[:LONGEST] for name in ("title", *TEXTS)}
    title, text = line(typed["title"])[:200], lines("\n\n".join(typed[name] for name in TEXTS))
    question = LikenessQuestion(title, text, until=event.slug, leaving_out=leaving_out)
    return worth_showing(question) if title else []


def field_with(chosen: int, event: Event) -> SafeString:
    """It takes the place of the one in the form, whatever was chosen there."""
    field = TopicForm(initial={"continues": chosen}, event=event)["continues"]
    return field.as_widget(attrs={"hx-swap-oob": "true"})


def number(request: HttpRequest, name: str) -> int | None:
    typed = request.POST.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else None


def worth_showing(question: LikenessQuestion) -> list[Similar]:
    return [each for each in similar_topics(question, most=FEW) if each.likely or each.score >= NEAR_ENOUGH]


def predecessors_of(topic: Topic) -> list[Similar]:
    """What it is likely to carry on: topics of earlier events. Looked for once, until something is written."""

    def find() -> list[Similar]:
        return [each for each in similar_topics(asking_about(topic), most=FEW) if each.likely]

    return kept_for_a_while(f"predecessors/{topic.pk}", find)


@sign_in_first
@post_only("topic", "slug", "topic_slug")
def topic_continue(request: HttpRequest, slug: str, topic_slug: str) -> HttpResponse:
    topic = get_own_topic(request, slug, topic_slug)
    earlier = named_topic(request)
    try:
        carry_on(topic, earlier, clock=timezone.now)
    except ProposalRejected as rejection:
        messages.error(request, str(rejection))
    else:
        messages.success(request, f"It continues a topic of {earlier.event}.")
    return redirect(topic)


@sign_in_first
def lineage_proposals(request: HttpRequest, slug: str) -> HttpResponse:
    """For organizers: which topics of the event seem to carry one on, with both texts, to say yes or no to."""
    organizer = get_organizer(request, slug)
    event = organizer.event
    if request.method == "POST":
        topic, earlier = get_topic(slug, request.POST.get("topic", "")), named_topic(request)
        is_descent = request.POST.get("answer") == "yes"
        try:
            answer_descent(topic, earlier, is_descent=is_descent, user=as_user(request), clock=timezone.now)
        except ProposalRejected as rejection:
            messages.error(request, str(rejection))
        else:
            said = f"continues a topic of {earlier.event}" if is_descent else "is not asked about again"
            messages.success(request, f"“{plain(str(topic))}” {said}.")
        return redirect(request.get_full_path())
    page = page_of(request, without_predecessor(event), A_PAGE)
    context = {"page": page, "pairs": pairs_among(list(page), event)}
    return event_page(request, "likeness/proposals.html", event, organizer, context)


def named_topic(request: HttpRequest) -> Topic:
    month, _, name = request.POST.get("earlier", "").partition("/")
    return get_topic(month, name)


@kept_for_visitors(page=FIRST_PAGES)
def lineage(request: HttpRequest) -> HttpResponse:
    """Of the whole community, on one page."""
    return render(request, "likeness/lineage.html", lineages(request, asked_for(request)))
