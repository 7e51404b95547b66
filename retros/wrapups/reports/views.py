from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.forms import BaseFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from planning.people.access import familiar, find_insider
from planning.people.models import Attendee
from planning.people.pages import event_page, is_sent, sign_in_first
from planning.people.unsent import posted_or_kept
from planning.rejection import Rejected
from planning.teams.access import speaks_for
from planning.teams.models import CheckIn
from planning.topics.access import get_topic
from planning.topics.importing.models import ImportedTopic
from planning.topics.models import Topic
from retros.nextsteps.closing import note_step
from retros.nextsteps.finding import FIND
from retros.nextsteps.models import LONGEST_TEXT, NextStep
from retros.wrapups.access import get_topic_to_report
from retros.wrapups.gate.readiness import readiness_of_topic
from retros.wrapups.models import Link, Report
from retros.wrapups.reports.filling import ReportSavedMeanwhile, fill_report, version_of
from retros.wrapups.reports.forms import NewStepForm, OwnersForm, ReportForm, as_typed, new_steps, one_more
from retros.wrapups.reports.notices import differences_of, recognised

TAKE, ALL, MORE = "take", "all", "more"


def report(request: HttpRequest, slug: str, topic_slug: str) -> HttpResponse:
    topic = get_topic(slug, topic_slug)
    attendee = find_insider(request.user, topic.event)
    found = find_report(topic)
    may_report = speaks_for(attendee, topic)
    context = {
        "familiar": familiar(request.user),
        "topic": topic,
        "report": found,
        "links": links_by_kind(found) if found else [],
        "steps": NextStep.objects.filter(topic=topic).with_owner(),
        "may_report": may_report,
        "readiness": readiness_of_topic(topic) if may_report else None,
    }
    return event_page(request, "retros/wrapups/reports/report.html", topic.event, attendee, context)


@sign_in_first
def report_edit(request: HttpRequest, slug: str, topic_slug: str) -> HttpResponse:
    attendee, topic = get_topic_to_report(request, slug, topic_slug)
    data, today = posted_or_kept(request), timezone.localdate()
    rows = one_more(request.POST, topic.event, today=today) if MORE in request.POST else data
    owners = OwnersForm(data, event=topic.event)
    page: dict[str, Any] = {
        "topic": topic,
        "owners": owners,
        "new_steps": new_steps(rows, topic.event, owners=owners, today=today),
        "check_ins": list(CheckIn.objects.filter(team__topic=topic).select_related("author")),
    }
    if {TAKE, MORE, FIND} & request.POST.keys():
        typed = {name: str(text) for name, text in request.POST.items()}
        typed["achievements"] = with_check_ins(typed, page["check_ins"])
        return show_form(request, attendee, page, ReportForm(report=find_report(topic), typed=typed))
    report = find_report(topic)
    form = ReportForm(data, report=report, typed={} if report else tracked(topic))
    if is_sent(request, form, page["new_steps"]):
        try:
            save_report(topic, form, page["new_steps"], author=attendee)
        except ReportSavedMeanwhile as rejection:
            return show_both(request, attendee, page, rejection)
        except Rejected as rejection:
            form.add_error(None, str(rejection))
        else:
            messages.success(request, "The report has been saved. Thank you!")
            return redirect("report", slug, topic_slug)
    return show_form(request, attendee, page, form)


def tracked(topic: Topic) -> dict[str, str]:
    """What the form of a new report begins with: the issue that the topic came from."""
    imported = ImportedTopic.objects.filter(topic=topic).exclude(url="").first()
    return {"links": f"Tracking: {imported.url}"} if imported else {}


@transaction.atomic
def save_report(topic: Topic, form: ReportForm, steps: "BaseFormSet[NewStepForm]", *, author: Attendee) -> None:
    fill_report(topic, form.version(), author=author, seen=form.what_was_seen(), now=timezone.now())
    for row in steps:
        # A second click sends the same steps again.
        if row.has_changed() and not topic.next_steps.open().filter(**row.cleaned_data).exists():
            note_step(topic, **row.cleaned_data, now=timezone.now())


def show_both(
    request: HttpRequest, attendee: Attendee, page: dict[str, Any], rejection: ReportSavedMeanwhile
) -> HttpResponse:
    """Both versions and a merged one, to continue with: anyone who sends it again has seen what is there."""
    form = ReportForm(as_typed(rejection.merge.merged, rejection.report), report=rejection.report)
    form.add_error(None, str(rejection))
    more = {"saved_meanwhile": rejection.report, "differences": differences_of(rejection.merge)}
    return show_form(request, attendee, page | more, form)


def show_form(request: HttpRequest, attendee: Attendee, page: dict[str, Any], form: ReportForm) -> HttpResponse:
    topic: Topic = page["topic"]
    achievements = one_line_end(form["achievements"].value() or "")
    shown = {
        "familiar": familiar(request.user),
        "form": form,
        "pasted": recognised(form["links"].value() or "", known=form.known),
        "steps": NextStep.objects.filter(topic=topic).with_owner(),
        "untaken": [each.pk for each in page["check_ins"] if one_line_end(each.in_full) not in achievements],
    }
    return event_page(request, "retros/wrapups/reports/edit.html", topic.event, attendee, shown | page)


def with_check_ins(typed: dict[str, str], check_ins: Sequence[CheckIn]) -> str:
    """The achievements, and below them the chosen check-ins, earliest first."""
    text = one_line_end(typed.get("achievements", ""))
    for check_in in reversed(check_ins):
        progress = one_line_end(check_in.in_full)
        if typed.get(TAKE) in {ALL, str(check_in.pk)} and progress not in text:
            text = f"{text.rstrip()}\n\n{progress}".strip()
    return text


def one_line_end(text: str) -> str:
    """Browsers end lines differently from files."""
    return text.replace("\r\n", "\n").strip()


@csrf_exempt  # It changes nothing and shows nothing that isn't public, and a refusal would replace the page.
@require_POST
def report_links(request: HttpRequest, slug: str, topic_slug: str) -> HttpResponse:
    """What is recognised in links while they are typed."""
    found = find_report(get_topic(slug, topic_slug))
    text = request.POST.get("links", "")[:LONGEST_TEXT]
    known = version_of(found).links if found else ()
    return render(request, "retros/wrapups/reports/_links_read.html", {"pasted": recognised(text, known=known)})


def links_by_kind(report: Report) -> list[tuple[Link.Kind, list[Link]]]:
    """The links under the headings people look for, in the order of their kinds."""
    links = list(report.links.all())
    by_kind = ((kind, [link for link in links if link.kind == kind]) for kind in Link.Kind)
    return [(kind, of_kind) for kind, of_kind in by_kind if of_kind]


def find_report(topic: Topic) -> Report | None:
    return Report.objects.filter(topic=topic).select_related("written_by").prefetch_related("links").first()
