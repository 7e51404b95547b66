from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from planning.caching.pages import FIRST_PAGES, kept_for_visitors
from planning.charts.bars import Bar
from planning.events.models import Event
from planning.paging import TOPICS, page_of, start_of
from planning.people.access import as_user, familiar, find_insider, get_event, get_organizer
from planning.people.pages import event_page, is_sent, sign_in_first
from planning.people.unsent import posted_or_kept
from retros.wrapups.access import readable_wrap_ups
from retros.wrapups.beginning import WrapUpRejected
from retros.wrapups.document import Form
from retros.wrapups.gate.progress import not_ready, progress_of, without_report
from retros.wrapups.gate.readiness import readiness_of_topics
from retros.wrapups.models import Report
from retros.wrapups.pages import wrap_up_context
from retros.wrapups.publishing.files import form_named, markdown_of, summary_of
from retros.wrapups.publishing.forms import PublishForm
from retros.wrapups.publishing.releasing import publish
from retros.wrapups.publishing.sheet import is_roomy, is_tight, sheet_lines


@kept_for_visitors(page=FIRST_PAGES)
def wrap_up(request: HttpRequest, slug: str) -> HttpResponse:
    event = get_event(slug)
    attendee = find_insider(request.user, event)
    is_organizer = attendee is not None and attendee.is_organizer
    page = page_of(request, Report.objects.of(event))
    context: dict[str, object] = {
        "familiar": familiar(request.user),
        "hosts": list(event.hosts.all()),
        "page": page,
        "reports": list(page.object_list),
        "outcomes": count_outcomes(event),
        "forms": [form.value for form in Form],
    }
    if is_organizer:
        context |= {"gate": progress_of(event), "unreported": start_of(without_report(event), TOPICS)}
    shown = wrap_up_context(event) | context
    shown["may_read_frame"] = is_organizer or shown["wrap_up"].is_published
    return event_page(request, "retros/wrapups/publishing/wrap_up.html", event, attendee, shown)


def count_outcomes(event: Event) -> list[Bar]:
    reports = Report.objects.filter(topic__event=event).order_by()
    counts = dict(reports.values_list("outcome").annotate(Count("pk")))
    given = [outcome for outcome in Report.Outcome if outcome in counts]
    return [Bar(outcome.label, counts[outcome], kind=f"is-{outcome}") for outcome in given]


def wrap_up_markdown(request: HttpRequest, slug: str) -> HttpResponse:
    event = get_event(slug)
    form = form_named(request.GET.get("form"))
    return as_file(f"{slug}-wrap-up.md", markdown_of(event, readable_wrap_ups(request.user), form))


def wrap_up_summary(request: HttpRequest, slug: str) -> HttpResponse:
    event = get_event(slug)
    return as_file(f"{slug}-summary.md", summary_of(event, readable_wrap_ups(request.user)))


def as_file(name: str, text: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type="text/markdown; charset=utf-8", headers=headers)


@kept_for_visitors()
def wrap_up_print(request: HttpRequest, slug: str) -> HttpResponse:
    """The wrap-up on one sheet of paper."""
    event = get_event(slug)
    lines = sheet_lines(list(Report.objects.of(event)))
    context = {
        "familiar": familiar(request.user),
        "hosts": list(event.hosts.all()),
        "lines": lines,
        "is_roomy": is_roomy(lines),
        "is_tight": is_tight(lines),
        "outcomes": count_outcomes(event),
    }
    shown = wrap_up_context(event) | context
    return event_page(request, "retros/wrapups/publishing/print.html", event, None, shown)


@sign_in_first
def wrap_up_publish(request: HttpRequest, slug: str) -> HttpResponse:
    organizer = get_organizer(request, slug)
    event = organizer.event
    gate, waiting = progress_of(event), start_of(not_ready(event).values_list("pk", flat=True), TOPICS)
    context = wrap_up_context(event) | {
        "gate": gate,
        "waiting": readiness_of_topics(waiting.rows),
        "more_are_waiting": waiting.has_more,
    }
    written = {"introduction": context["wrap_up"].introduction, "conclusion": context["wrap_up"].conclusion}
    form = PublishForm(posted_or_kept(request), waiting_for=gate.waiting, initial=written)
    if is_sent(request, form):
        texts = {name: form.cleaned_data[name] for name in written}
        try:
            publish(event, **texts, by=as_user(request), now=timezone.now())
        except WrapUpRejected as rejection:
            form.add_error(None, str(rejection))
        else:
            messages.success(request, "The wrap-up has been published.")
            return redirect("wrap-up", slug)
    return event_page(request, "retros/wrapups/publishing/publish.html", event, organizer, context | {"form": form})
