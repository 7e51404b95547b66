from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone

from planning.events.models import Event
from planning.markdown import plain
from planning.paging import page_of
from planning.people.access import get_attendee, get_insider, get_organizer
from planning.people.models import Attendee
from planning.people.pages import event_page, is_sent, post_only, sign_in_first
from planning.people.unsent import posted_or_kept
from planning.rejection import Rejected
from retros.board.models import MARKS, Group, Note
from retros.board.notes.access import get_card, get_card_to_turn, get_group, get_note_to_remove, get_own_note
from retros.board.notes.columns import NOTES, Key, columns_on, outline_of
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
    event, by_marks = attendee.event, request.GET.get("order") == "marks"
    outline = outline_of(event, most_marked_first=by_marks)
    shown = outline.in_room(latest=not by_marks)
    context = {
        "columns": [
            (column, piles, outline.cards(column) - cards) for column, piles, cards in columns_on(shown, 1, attendee)
        ],
        "order": "marks" if by_marks else "time",
        "is_open": is_open(event, now),
    }
    return event_page(request, "retros/board/notes/room.html", event, attendee, context, now=now)


def board_page(
    request: HttpRequest, attendee: Attendee, *, card: Note | Group | None = None, **context: Any
) -> HttpResponse:
    form = NoteForm(initial={"column": Note.Column.WENT_WELL})
    now = timezone.now()
    shown = {"form": form, **on_board(request, attendee, card=card, now=now), **context}
    return event_page(request, "retros/board/notes/board.html", attendee.event, attendee, shown, now=now)


def on_board(
    request: HttpRequest, attendee: Attendee, *, card: Note | Group | None = None, now: datetime
) -> dict[str, Any]:
    """What everyone sees, and the reader's own marks: the page that is asked for, or the one with the card."""
    order = "marks" if "marks" in {request.GET.get("order"), request.POST.get("order")} else "time"
    outline = outline_of(attendee.event, most_marked_first=order == "marks")
    at = (card.KIND, card.pk) if card else card_asked_for(request)
    page = page_of(request, range(outline.longest), NOTES, first=outline.page_with(at) if at else 1)
    return {
        "columns": columns_on(outline, page.number, attendee),
        "page": page,
        "order": order,
        "is_open": is_open(attendee.event, now),
        "marks": MARKS,
        "left": marks_left(attendee),
    }


def card_asked_for(request: HttpRequest) -> Key | None:
    """The card that `?at=note-7` names."""
    kind, _, number = request.GET.get("at", "").partition("-")
    return (kind, int(number)) if number.isascii() and number.isdecimal() and len(number) < 20 else None


@sign_in_first
@post_only("board", "slug")
def card_mark(request: HttpRequest, slug: str, kind: str, pk: int) -> HttpResponse:
    attendee, card = get_card(request, slug, kind, pk)
    change = take_mark_back if "back" in request.POST else mark
    try:
        change(attendee, card, clock=timezone.now)
    except BoardRejected as rejection:
        return board_page(request, attendee, card=card, rejection=rejection)
    return redirect(card.get_absolute_url(by_marks=request.POST.get("order") == "marks"))


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
    forms = grouping_forms(request, organizer.event, {posted: data})
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


def grouping_forms(
    request: HttpRequest, event: Event, sent: Mapping[str | None, Any]
) -> dict[Note.Column, GroupingForm]:
    """A form for the notes of each column that are on the page. `sent` is what was typed, by the column."""
    start = NOTES * (page_of_groups(request, event).number - 1)
    on_page = slice(start, start + NOTES)
    return {
        column: GroupingForm(sent.get(column), event=event, column=column, on_page=on_page) for column in Note.Column
    }


def page_of_groups(request: HttpRequest, event: Event) -> Page[int]:
    """So many notes and groups of each column at once."""
    both = (event.notes.order_by().values_list("column"), event.groups.order_by().values_list("column"))
    counts = [number for rows in both for _, number in rows.annotate(Count("pk"))]
    return page_of(request, range(max(counts, default=0)), NOTES)


def groups_page(
    request: HttpRequest,
    organizer: Attendee,
    forms: dict[Note.Column, GroupingForm] | None = None,
    renamed: tuple[int, RenameForm] | None = None,
) -> HttpResponse:
    """`renamed` is a group whose new name was refused."""
    event, now, page = organizer.event, timezone.now(), page_of_groups(request, organizer.event)
    forms = forms or grouping_forms(request, event, {})
    typed = dict([renamed] if renamed else [])
    context = {
        "is_open": is_open(event, now),
        "page": page,
        "columns": [
            (column, form, [(group, typed.get(group.pk) or rename_form(group)) for group in form.groups])
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
