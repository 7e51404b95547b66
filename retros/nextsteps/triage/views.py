"""Going through the list: tick steps, then say once what to do with them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import pluralize
from django.utils import timezone

from planning.people.access import as_user
from planning.people.pages import is_sent, sign_in_first
from planning.people.unsent import posted_or_kept
from retros.nextsteps.access import events_to_change, theirs_to_change
from retros.nextsteps.lines import StepLines
from retros.nextsteps.listing.forms import StepFilterForm
from retros.nextsteps.listing.views import asked_by, list_context
from retros.nextsteps.models import NextStep
from retros.nextsteps.triage.bulk import BulkAction, BulkResult, change_all
from retros.nextsteps.triage.forms import TriageForm

DONE = {
    BulkAction.GIVE: "handed over",
    BulkAction.DUE: "due on that day",
    BulkAction.DONE: "done",
    BulkAction.DROP: "dropped",
    BulkAction.MOVE: "moved",
}


@sign_in_first
def triage(request: HttpRequest) -> HttpResponse:
    """The open steps that the visitor may change. Refused ones stay ticked, and what was typed stays too."""
    user, asked = as_user(request), asked_by(request)
    form = TriageForm(posted_or_kept(request), familiar=asked.reader.familiar)
    results: list[BulkResult] = []
    if is_sent(request, form):
        results = change_all(form.ticked, form.change, by=user, now=timezone.now())
        summary = results_in_words(results, form.change.action)
        if not any(result.refused for result in results):
            messages.success(request, summary)
            return redirect(request.get_full_path())
        messages.warning(request, summary)
    return render(request, "retros/nextsteps/triage/triage.html", triage_context(request, asked, form, results))


def results_in_words(results: list[BulkResult], action: BulkAction) -> str:
    through = sum(not result.refused for result in results)
    refused = len(results) - through
    if not through:
        return f"Nothing was changed. {refused} couldn't be changed."
    went = f"{through} next step{pluralize(through, ' is,s are')} {DONE[action]}."
    return f"{went} {refused} couldn't be changed." if refused else went


def triage_context(
    request: HttpRequest, asked: StepFilterForm, form: TriageForm, results: list[BulkResult] | None
) -> dict[str, Any]:
    """The list with its ticks. Ticked steps that the filter hides are shown above it, so that none gets lost."""
    theirs = NextStep.objects.open().filter(theirs_to_change(request.user))
    entire = events_to_change(as_user(request)).values_list("pk", flat=True)
    context = list_context(request, asked, theirs, entire=frozenset(entire))
    refused = [result for result in results or () if result.refused]
    ticked = {result.pk for result in refused} if results else set(form.ticked)
    shown = context["page"].object_list
    if not (form.is_bound or form.is_finding) and "ticked" in request.GET:
        ticked = {step.pk for step in shown}
    elsewhere = ticked - {step.pk for step in shown}
    lines = StepLines(familiar=asked.reader.familiar, today=asked.reader.today)
    return context | {
        "triage": form,
        "unsent": form.is_bound and request.method != "POST",
        "refused": refused,
        "ticked": ticked,
        "elsewhere": lines.of(theirs.filter(pk__in=elsewhere).values_list("pk", flat=True)),
    }
