from django.contrib import messages
from django.db import transaction
from django.forms import BaseFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from planning.people.access import familiar, find_attendee
from planning.people.models import Attendee
from planning.people.unsent import posted_or_kept, sign_in_first, unsent
from planning.rejection import Rejected
from planning.teams.models import CheckIn
from planning.topics.access import get_topic
from planning.topics.models import Topic
from retros.nextsteps.closing import add_step
from retros.nextsteps.models import NextStep
from retros.wrapups.access import get_topic_to_report, may_report
from retros.wrapups.gate import readiness_of_topic
from retros.wrapups.models import Link, Report
from retros.wrapups.report_forms import NewStepForm, ReportForm, new_steps
from retros.wrapups.reports import ReportSavedMeanwhile, fill_report


def report(request: HttpRequest, slug: str, topic_slug: str) -> HttpResponse:
    topic = get_topic(slug, topic_slug)
    attendee = find_attendee(request.user, topic.event)
    found = find_report(topic)
    context = {
        "event": topic.event,
        "now": timezone.now(),
        "today": timezone.localdate(),
        "attendee": attendee,
        "familiar": familiar(request.user),
        "topic": topic,
        "report": found,
        "links": links_by_kind(found) if found else [],
        "steps": NextStep.objects.filter(topic=topic).with_owner(),
        "may_report": may_report(attendee, topic),
        "readiness": readiness_of_topic(topic) if may_report(attendee, topic) else None,
    }
    return render(request, "retros/report.html", context)


@sign_in_first
def report_edit(request: HttpRequest, slug: str, topic_slug: str) -> HttpResponse:
    attendee, topic = get_topic_to_report(request, slug, topic_slug)
    data = posted_or_kept(request)
    form = ReportForm(data, report=find_report(topic))
    steps = new_steps(data, topic.event, today=timezone.localdate())
    saved_meanwhile = None
    if request.method == "POST" and form.is_valid() and steps.is_valid():
        try:
            save_report(topic, form, steps, author=attendee)
        except ReportSavedMeanwhile as rejection:
            form.add_error(None, str(rejection))
            saved_meanwhile = find_report(topic)
            form.show_beside(saved_meanwhile)
        except Rejected as rejection:
            form.add_error(None, str(rejection))
        else:
            messages.success(request, "The report is saved. Thank you!")
            return redirect("report", slug, topic_slug)
    context = {
        "event": topic.event,
        "now": timezone.now(),
        "today": timezone.localdate(),
        "attendee": attendee,
        "familiar": familiar(request.user),
        "topic": topic,
        "form": form,
        "saved_meanwhile": saved_meanwhile,
        "unsent": unsent(request),
        "new_steps": steps,
        "steps": NextStep.objects.filter(topic=topic).with_owner(),
        "check_ins": CheckIn.objects.filter(team__topic=topic).select_related("author"),
    }
    return render(request, "retros/report_edit.html", context)


@transaction.atomic
def save_report(topic: Topic, form: ReportForm, steps: "BaseFormSet[NewStepForm]", *, author: Attendee) -> None:
    filled = form.cleaned_data
    fill_report(
        topic,
        outcome=filled["outcome"],
        achievements=filled["achievements"],
        urls=filled["links"],
        author=author,
        seen=filled["seen"],
        now=timezone.now(),
    )
    for row in steps:
        if row.has_changed():
            add_step(topic, **row.cleaned_data)


def links_by_kind(report: Report) -> list[tuple[Link.Kind, list[Link]]]:
    """The links under the headings people look for, in the order the kinds are told in."""
    links = list(report.links.all())
    by_kind = ((kind, [link for link in links if link.kind == kind]) for kind in Link.Kind)
    return [(kind, of_kind) for kind, of_kind in by_kind if of_kind]


def find_report(topic: Topic) -> Report | None:
    return Report.objects.filter(topic=topic).select_related("written_by").prefetch_related("links").first()
