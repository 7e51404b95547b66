"""What organizers do with the notes: put them into groups, and turn them into next steps."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from planning.events.models import Event
from planning.markdown import plain
from planning.people.access import get_organizer
from planning.people.models import Attendee
from planning.people.unsent import posted_or_kept, sign_in_first, unsent
from planning.rejection import Rejected
from retros.board.models import Group, Note
from retros.board.notes.access import get_card_to_turn, get_group
from retros.board.notes.forms import GroupingForm, RenameForm, StepForm
from retros.board.notes.grouping import open_group, put_into, rename, take_out, ungroup
from retros.board.notes.opening import BoardRejected, is_open
from retros.board.notes.turning import step_draft, turn_into_step


@sign_in_first
def board_groups(request: HttpRequest, slug: str) -> HttpResponse:
    organizer = get_organizer(request, slug)
    data = posted_or_kept(request)
    posted = data.get("column") if data else None
    forms = {
        column: GroupingForm(data if column == posted else None, event=organizer.event, column=column)
        for column in Note.Column
    }
    form = next((form for column, form in forms.items() if column == posted), None)
    if request.method == "POST" and form and form.is_valid():
        try:
            done = sort_notes(organizer.event, form)
        except BoardRejected as rejection:
            form.add_error(None, str(rejection))
        else:
            messages.success(request, done)
            return redirect("board-groups", slug)
    return groups_page(request, organizer, forms)


def sort_notes(event: Event, form: GroupingForm) -> str:
    """Do what the form says. Return what was done, in words."""
    notes = list(form.cleaned_data["notes"])
    if "out" in form.data:
        take_out(notes, clock=timezone.now)
        return "These notes stand for themselves again."
    group = form.cleaned_data["group"]
    if group:
        put_into(group, notes, clock=timezone.now)
    else:
        group = open_group(event, form.cleaned_data["name"], notes, clock=timezone.now)
    return f"They are in the group “{group}”."


def groups_page(
    request: HttpRequest,
    organizer: Attendee,
    forms: dict[Note.Column, GroupingForm] | None = None,
    renamed: tuple[int, RenameForm] | None = None,
) -> HttpResponse:
    """`renamed` is a group whose new name was refused."""
    event, now = organizer.event, timezone.now()
    forms = forms or {column: GroupingForm(event=event, column=column) for column in Note.Column}
    groups = list(event.groups.all())
    rename_forms = {group.pk: rename_form(group) for group in groups} | dict([renamed] if renamed else [])
    context = {
        "event": event,
        "now": now,
        "attendee": organizer,
        "is_open": is_open(event, now),
        "columns": [
            (column, form, [(group, rename_forms[group.pk]) for group in groups if group.column == column])
            for column, form in forms.items()
        ],
        "unsent": unsent(request),
    }
    return render(request, "retros/board_groups.html", context)


def rename_form(group: Group, data: QueryDict | None = None) -> RenameForm:
    return RenameForm(data, initial={"name": group.name}, auto_id=f"group-{group.pk}-%s")


@sign_in_first
def group_rename(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    if request.method != "POST":
        return redirect("board-groups", slug)
    organizer, group = get_group(request, slug, pk)
    form = rename_form(group, request.POST)
    if form.is_valid():
        try:
            rename(group, form.cleaned_data["name"], clock=timezone.now)
        except BoardRejected as rejection:
            form.add_error(None, str(rejection))
        else:
            messages.success(request, "The group has its new name.")
            return redirect("board-groups", slug)
    return groups_page(request, organizer, renamed=(pk, form))


@sign_in_first
def group_ungroup(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    if request.method == "POST":
        _, group = get_group(request, slug, pk)
        try:
            ungroup(group, clock=timezone.now)
        except BoardRejected as rejection:
            messages.error(request, str(rejection))
        else:
            messages.success(request, f"The group “{group}” is taken apart. Its notes stand for themselves again.")
    return redirect("board-groups", slug)


@sign_in_first
def card_step(request: HttpRequest, slug: str, kind: str, pk: int) -> HttpResponse:
    organizer, card = get_card_to_turn(request, slug, kind, pk)
    event, now = organizer.event, timezone.now()
    draft = step_draft(card, organizer, today=timezone.localdate(now))
    form = StepForm(posted_or_kept(request), event=event, initial=draft)
    if request.method == "POST" and form.is_valid():
        try:
            step = turn_into_step(card, **form.cleaned_data, clock=timezone.now)
        except Rejected as rejection:  # the board's, or the next step's
            form.add_error(None, str(rejection))
        else:
            messages.success(request, f"“{plain(step.text)}” is a next step of {step.owner_name}.")
            return redirect(card)
    context: dict[str, Any] = {
        "event": event,
        "now": now,
        "today": timezone.localdate(now),
        "attendee": organizer,
        "card": card,
        "form": form,
        "unsent": unsent(request),
    }
    return render(request, "retros/card_step.html", context)
