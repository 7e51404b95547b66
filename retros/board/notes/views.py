from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from planning.events.models import Event
from planning.markdown import plain
from planning.people.access import get_attendee, get_insider, get_organizer
from planning.people.models import Attendee
from planning.people.pages import event_page, is_sent, post_only, sign_in_first
from planning.people.unsent import posted_or_kept
from planning.rejection import Rejected
from retros.board.models import MARKS, Group, Note
from retros.board.notes.access import get_card, get_card_to_turn, get_group, get_note_to_remove, get_own_note
from retros.board.notes.columns import columns_for
from retros.board.notes.forms import ChangeNoteForm, GroupingForm, NoteForm, RenameForm, StepForm
from retros.board.notes.grouping import open_group, put_into, rename, take_out, ungroup
from retros.board.notes.marking import mark, marks_left, take_mark_back
from retros.board.notes.opening import BoardRejected, is_open
from retros.board.notes.pinning import change_note, pin_note, remove_note
from retros.board.notes.turning import step_draft, turn_into_step


@sign_in_first
def board(request: HttpRequest, slug: str) -> HttpResponse:
    attendee = get_attendee(request, slug) if request.method == "POST" else get_insider(request, slug)
    form = NoteForm(posted_or_kept(request), initial={"column": Note.Column.WENT_WELL})
    if is_sent(request, form):
        try:
            pin_note(attendee, **form.cleaned_data, clock=timezone.now)
        except BoardRejected as rejection:
            form.add_error(None, str(rejection))
        else:
            messages.success(request, "Your note is on the board.")
            return redirect("board", slug)
    return board_page(request, attendee, form=form)


@sign_in_first
def board_room(request: HttpRequest, slug: str) -> HttpResponse:
    attendee, now = get_insider(request, slug), timezone.now()
    context = on_board(request, attendee, now=now)
    return event_page(request, "retros/board/notes/room.html", attendee.event, attendee, context, now=now)


def board_page(request: HttpRequest, attendee: Attendee, **context: Any) -> HttpResponse:
    form = NoteForm(initial={"column": Note.Column.WENT_WELL})
    now = timezone.now()
    shown = {"form": form, **on_board(request, attendee, now=now), **context}
    return event_page(request, "retros/board/notes/board.html", attendee.event, attendee, shown, now=now)


def on_board(request: HttpRequest, attendee: Attendee, *, now: datetime) -> dict[str, Any]:
    """What everyone sees, and the reader's own marks."""
    order = "marks" if "marks" in {request.GET.get("order"), request.POST.get("order")} else "time"
    return {
        "columns": columns_for(attendee, most_marked_first=order == "marks"),
        "order": order,
        "is_open": is_open(attendee.event, now),
        "marks": MARKS,
        "left": marks_left(attendee),
    }


@sign_in_first
@post_only("board", "slug")
def card_mark(request: HttpRequest, slug: str, kind: str, pk: int) -> HttpResponse:
    attendee, card = get_card(request, slug, kind, pk)
    change = take_mark_back if "back" in request.POST else mark
    try:
        change(attendee, card, clock=timezone.now)
    except BoardRejected as rejection:
        return board_page(request, attendee, rejection=rejection)
    order = "?order=marks" if request.POST.get("order") == "marks" else ""
    return redirect(f"{reverse('board', args=[slug])}{order}#{kind}-{pk}")


@sign_in_first
def note_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    attendee, note = get_own_note(request, slug, pk)
    form = ChangeNoteForm(posted_or_kept(request), initial={"column": note.column, "text": note.text})
    if is_sent(request, form):
        try:
            change_note(note, **form.cleaned_data, clock=timezone.now)
        except BoardRejected as rejection:
            form.add_error(None, str(rejection))
        else:
            messages.success(request, "Your note has been changed.")
            return redirect(note)
    context = {"note": note, "form": form}
    return event_page(request, "retros/board/notes/edit.html", attendee.event, attendee, context)


@sign_in_first
def note_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    attendee, note = get_note_to_remove(request, slug, pk)
    rejection = None
    if request.method == "POST":
        try:
            remove_note(note, by=attendee, clock=timezone.now)
        except BoardRejected as rejected:
            rejection = rejected
        else:
            messages.success(request, "The note has been removed.")
            return redirect("board", slug)
    context = {"note": note, "rejection": rejection}
    return event_page(request, "retros/board/notes/remove.html", attendee.event, attendee, context)


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
    if form and is_sent(request, form):
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
        return "These notes stand on their own again."
    group = form.cleaned_data["group"]
    if group:
        put_into(group, notes, clock=timezone.now)
    else:
        group = open_group(event, form.cleaned_data["name"], notes, clock=timezone.now)
    return f"They're in the group “{group}”."


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
        "is_open": is_open(event, now),
        "columns": [
            (column, form, [(group, rename_forms[group.pk]) for group in groups if group.column == column])
            for column, form in forms.items()
        ],
    }
    return event_page(request, "retros/board/notes/groups.html", event, organizer, context, now=now)


def rename_form(group: Group, data: QueryDict | None = None) -> RenameForm:
    return RenameForm(data, initial={"name": group.name}, auto_id=f"group-{group.pk}-%s")


@sign_in_first
@post_only("board-groups", "slug")
def group_rename(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    organizer, group = get_group(request, slug, pk)
    form = rename_form(group, request.POST)
    if form.is_valid():
        try:
            rename(group, form.cleaned_data["name"], clock=timezone.now)
        except BoardRejected as rejection:
            form.add_error(None, str(rejection))
        else:
            messages.success(request, "The group has been renamed.")
            return redirect("board-groups", slug)
    return groups_page(request, organizer, renamed=(pk, form))


@sign_in_first
@post_only("board-groups", "slug")
def group_ungroup(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    _, group = get_group(request, slug, pk)
    try:
        ungroup(group, clock=timezone.now)
    except BoardRejected as rejection:
        messages.error(request, str(rejection))
    else:
        messages.success(request, f"The group “{group}” has been taken apart. Its notes stand on their own again.")
    return redirect("board-groups", slug)


@sign_in_first
def card_step(request: HttpRequest, slug: str, kind: str, pk: int) -> HttpResponse:
    organizer, card = get_card_to_turn(request, slug, kind, pk)
    event, now = organizer.event, timezone.now()
    draft = step_draft(card, organizer, today=timezone.localdate(now))
    form = StepForm(posted_or_kept(request), event=event, initial=draft)
    if is_sent(request, form):
        try:
            step = turn_into_step(card, **form.cleaned_data, clock=timezone.now)
        except Rejected as rejection:  # the board's, or the next step's
            form.add_error(None, str(rejection))
        else:
            messages.success(request, f"“{plain(step.text)}” is now a next step for {step.owner_name}.")
            return redirect(card)
    context = {"card": card, "form": form}
    return event_page(request, "retros/board/notes/card_step.html", event, organizer, context, now=now)
