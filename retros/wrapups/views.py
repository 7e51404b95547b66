from collections import Counter
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.forms import BaseFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from planning.charts import Bar
from planning.events.models import Event
from planning.people.access import as_user, familiar, find_attendee, get_event, get_organizer
from planning.people.models import Attendee
from planning.people.unsent import posted_or_kept, sign_in_first, unsent
from planning.rejection import Rejected
from planning.teams.models import CheckIn, Team
from planning.topics.access import get_topic
from planning.topics.models import Topic
from retros.nextsteps.closing import add_step
from retros.nextsteps.models import NextStep
from retros.wrapups.access import get_topic_to_report, may_report, readable_wrap_ups
from retros.wrapups.document import write
from retros.wrapups.forms import NewStepForm, PublishForm, ReportForm, new_steps
from retros.wrapups.models import Link, Report, WrapUp
from retros.wrapups.publishing import WrapUpRejected, document_of, publish, topics_without_report
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


def wrap_up(request: HttpRequest, slug: str) -> HttpResponse:
    event = get_event(slug)
    attendee = find_attendee(request.user, event)
    is_organizer = attendee is not None and attendee.is_organizer
    reports = list(Report.objects.of(event))
    context = {
        "attendee": attendee,
        "familiar": familiar(request.user),
        "hosts": list(event.hosts.all()),
        "reports": reports,
        "outcomes": count_outcomes(reports),
        "missing": missing_reports(event) if is_organizer else [],
    }
    frame = wrap_up_context(event)
    frame["may_read_frame"] = is_organizer or frame["wrap_up"].is_published
    return render(request, "retros/wrap_up.html", frame | context)


def count_outcomes(reports: list[Report]) -> list[Bar]:
    counts = Counter(report.outcome for report in reports)
    return [Bar(outcome.label, counts[outcome], kind=f"is-{outcome}") for outcome in Report.Outcome]


def wrap_up_markdown(request: HttpRequest, slug: str) -> HttpResponse:
    event = get_event(slug)
    document = document_of(event, readable_wrap_ups(request.user))
    headers = {"Content-Disposition": f'attachment; filename="{slug}-wrap-up.md"'}
    return HttpResponse(write(document), content_type="text/markdown; charset=utf-8", headers=headers)


@sign_in_first
def wrap_up_publish(request: HttpRequest, slug: str) -> HttpResponse:
    organizer = get_organizer(request, slug)
    event = organizer.event
    context = wrap_up_context(event) | {"attendee": organizer, "missing": missing_reports(event)}
    written = {"introduction": context["wrap_up"].introduction, "conclusion": context["wrap_up"].conclusion}
    form = PublishForm(posted_or_kept(request), missing=len(context["missing"]), initial=written)
    if request.method == "POST" and form.is_valid():
        texts = {name: form.cleaned_data[name] for name in written}
        try:
            publish(event, **texts, by=as_user(request), now=timezone.now())
        except WrapUpRejected as rejection:
            form.add_error(None, str(rejection))
        else:
            messages.success(request, "The wrap-up is published.")
            return redirect("wrap-up", slug)
    return render(request, "retros/wrap_up_publish.html", context | {"form": form, "unsent": unsent(request)})


def wrap_up_context(event: Event) -> dict[str, Any]:
    """What both pages of the wrap-up tell: the document so far, and how long it took."""
    today = timezone.localdate()
    found = WrapUp.objects.select_related("event").filter(event=event).first() or WrapUp(event=event)
    return {
        "event": event,
        "now": timezone.now(),
        "today": today,
        "wrap_up": found,
        "lag": found.lag_in_days(today),
    }


def missing_reports(event: Event) -> list[tuple[Topic, Team]]:
    """What was worked on and is not reported yet, with the team that can do it."""
    teams = {team.topic_id: team for team in Team.objects.of(event)}
    return [(topic, teams[topic.pk]) for topic in topics_without_report(event)]


def links_by_kind(report: Report) -> list[tuple[Link.Kind, list[Link]]]:
    """The links under the headings people look for, in the order the kinds are told in."""
    links = list(report.links.all())
    by_kind = ((kind, [link for link in links if link.kind == kind]) for kind in Link.Kind)
    return [(kind, of_kind) for kind, of_kind in by_kind if of_kind]


def find_report(topic: Topic) -> Report | None:
    return Report.objects.filter(topic=topic).select_related("written_by").prefetch_related("links").first()
