"""Who will be reminded of what about an event, for its organizers."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import pluralize
from django.utils import timezone
from django.utils.text import get_text_list

from planning.paging import page_of, start_of
from planning.people.access import as_user, get_organizer
from planning.people.pages import sign_in_first
from planning.rejection import Rejected
from retros.reminders.deciding.contents import PhaseItem, StepItem
from retros.reminders.preview.access import PreviewViewer, viewer_of
from retros.reminders.preview.foreseeing import MOST_STEPS, PlannedDigest
from retros.reminders.preview.forms import DecisionForm
from retros.reminders.preview.reasons import WHY, why_nudged


@dataclass(frozen=True)
class PreviewRow:
    """One digest to come, with why for each thing it tells."""

    planned: PlannedDigest
    steps: list[tuple[StepItem, str]]
    """The first of them."""
    nudges: list[tuple[PhaseItem, str]]
    opening: str

    @property
    def ways(self) -> str:
        """`by mail and to 2 channels`"""
        recipient, number = self.planned.recipient, len(self.planned.recipient.channels)
        channels = f"to {number} channel{pluralize(number)}"
        return get_text_list([*(["by mail"] if recipient.gets_mail else []), *([channels] if number else [])], "and")


@sign_in_first
def event_reminders(request: HttpRequest, slug: str) -> HttpResponse:
    """Look ahead; a decision is posted to the same address."""
    organizer = get_organizer(request, slug)
    viewer, now = viewer_of(organizer, as_user(request)), timezone.now()
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and decided(request, form, viewer, now=now):
        return redirect(request.get_full_path())  # the same page of the list
    context = {"event": organizer.event, "attendee": organizer, **preview_context(request, viewer, form, now=now)}
    return render(request, "retros/reminders/preview/preview.html", context)


def decided(request: HttpRequest, form: DecisionForm, viewer: PreviewViewer, *, now: datetime) -> bool:
    """Whether the decision went through; else it is said why not."""
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return False
    recipient = viewer.get_recipient(form.cleaned_data["reader"], form.cleaned_data["day"], now=now)
    try:
        messages.success(request, form.decide(recipient, by=viewer.user, now=now))
    except Rejected as rejection:
        messages.error(request, str(rejection))
        return False
    return True


def preview_context(
    request: HttpRequest, viewer: PreviewViewer, form: DecisionForm, *, now: datetime
) -> dict[str, object]:
    """What both pages of the preview show. What was typed and refused stays in its place."""
    kept = {}
    if form.is_bound and (typed := form.data.get("opening")):
        kept = {(form.data.get("reader"), form.data.get("day")): typed}
    outlook = viewer.outlook(now)
    page, untold = page_of(request, outlook.digests()), outlook.untold()
    return {
        "now": now,
        "page": page,
        "rows": [preview_row(planned, kept) for planned in page],
        "held": start_of(viewer.held()),
        "untold": untold[:MOST_STEPS],
        "number_untold": len(untold),
    }


def preview_row(planned: PlannedDigest, kept: dict[tuple[str | None, str | None], str]) -> PreviewRow:
    key = (str(planned.recipient.pk), str(planned.day))
    return PreviewRow(
        planned=planned,
        steps=[(item, WHY[item.why]) for item in planned.first_steps],
        nudges=[(item, why_nudged(item)) for item in planned.contents.nudges],
        opening=kept.get(key, planned.contents.opening),
    )
