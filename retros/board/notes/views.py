from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from planning.people.access import get_attendee, get_insider
from planning.people.models import Attendee
from planning.people.unsent import posted_or_kept, sign_in_first, unsent
from retros.board.models import MARKS, Note
from retros.board.notes.access import get_card, get_note_to_remove, get_own_note
from retros.board.notes.columns import columns_for
from retros.board.notes.forms import ChangeNoteForm, NoteForm
from retros.board.notes.marking import mark, marks_left, take_mark_back
from retros.board.notes.opening import BoardRejected, is_open
from retros.board.notes.pinning import change_note, pin_note, remove_note


@sign_in_first
def board(request: HttpRequest, slug: str) -> HttpResponse:
    attendee = get_attendee(request, slug) if request.method == "POST" else get_insider(request, slug)
    form = NoteForm(posted_or_kept(request), initial={"column": Note.Column.WENT_WELL})
    if request.method == "POST" and form.is_valid():
        try:
            pin_note(attendee, **form.cleaned_data, clock=timezone.now)
        except BoardRejected as rejection:
            form.add_error(None, str(rejection))
        else:
            messages.success(request, "Your note is on the board.")
            return redirect("board", slug)
    return board_page(request, attendee, form=form, unsent=unsent(request))


@sign_in_first
def board_room(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "retros/board_room.html", on_board(request, get_insider(request, slug)))


def board_page(request: HttpRequest, attendee: Attendee, **context: Any) -> HttpResponse:
    form = NoteForm(initial={"column": Note.Column.WENT_WELL})
    return render(request, "retros/board.html", {"form": form} | on_board(request, attendee) | context)


def on_board(request: HttpRequest, attendee: Attendee) -> dict[str, Any]:
    """What everyone sees on it, and the reader's own marks."""
    order = "marks" if "marks" in {request.GET.get("order"), request.POST.get("order")} else "time"
    now = timezone.now()
    return {
        "event": attendee.event,
        "now": now,
        "today": timezone.localdate(now),
        "attendee": attendee,
        "columns": columns_for(attendee, most_marked_first=order == "marks"),
        "order": order,
        "is_open": is_open(attendee.event, now),
        "marks": MARKS,
        "left": marks_left(attendee),
    }


@sign_in_first
def card_mark(request: HttpRequest, slug: str, kind: str, pk: int) -> HttpResponse:
    if request.method != "POST":
        return redirect("board", slug)
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
    if request.method == "POST" and form.is_valid():
        try:
            change_note(note, **form.cleaned_data, clock=timezone.now)
        except BoardRejected as rejection:
            form.add_error(None, str(rejection))
        else:
            messages.success(request, "Your note is changed.")
            return redirect(note)
    context = note_context(attendee, note) | {"form": form, "unsent": unsent(request)}
    return render(request, "retros/note_edit.html", context)


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
            messages.success(request, "The note is gone from the board.")
            return redirect("board", slug)
    return render(request, "retros/note_remove.html", note_context(attendee, note) | {"rejection": rejection})


def note_context(attendee: Attendee, note: Note) -> dict[str, Any]:
    return {"event": attendee.event, "now": timezone.now(), "attendee": attendee, "note": note}
