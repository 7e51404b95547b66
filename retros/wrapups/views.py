from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from planning.charts import Bar
from planning.events.models import Event
from planning.people.access import as_user, familiar, find_attendee, get_event, get_organizer
from planning.people.unsent import posted_or_kept, sign_in_first, unsent
from planning.teams.models import Team
from planning.topics.models import Topic
from retros.wrapups.access import readable_wrap_ups
from retros.wrapups.document import write
from retros.wrapups.forms import PublishForm
from retros.wrapups.models import Report, WrapUp
from retros.wrapups.publishing import WrapUpRejected, document_of, publish, topics_without_report


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
