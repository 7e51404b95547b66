from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from planning.events.models import Event
from planning.people.access import get_attendee
from planning.people.unsent import posted_or_kept, sign_in_first, unsent
from retros.board.forms import NoteForm
from retros.board.models import Note
from retros.board.notes import NoteRejected, pin_note


@sign_in_first
def board(request: HttpRequest, slug: str) -> HttpResponse:
    attendee = get_attendee(request, slug)
    form = NoteForm(posted_or_kept(request), initial={"column": Note.Column.WENT_WELL})
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data | {"column": Note.Column(form.cleaned_data["column"])}
        try:
            pin_note(attendee, **note, now=timezone.now())
        except NoteRejected as rejection:
            form.add_error(None, str(rejection))
        else:
            messages.success(request, "Your note is on the board.")
            return redirect("board", slug)
    context = {
        "event": attendee.event,
        "now": timezone.now(),
        "attendee": attendee,
        "form": form,
        "unsent": unsent(request),
        "columns": columns(attendee.event),
    }
    return render(request, "retros/board.html", context)


def columns(event: Event) -> list[tuple[Note.Column, list[Note]]]:
    notes = list(event.notes.select_related("author__organization"))
    return [(column, [note for note in notes if note.column == column]) for column in Note.Column]
