from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from planning.paging import page_of
from planning.people.access import get_organizer
from planning.people.pages import event_page, is_sent, sign_in_first
from planning.people.unsent import posted_or_kept
from planning.people.words.circles import circles_of
from planning.people.words.forms import WordForm
from planning.people.words.writing import WordRejected, plan_word, send_word


@sign_in_first
def write(request: HttpRequest, slug: str) -> HttpResponse:
    """A word to people of the event: looked at as the mail that it becomes, then sent."""
    organizer, now = get_organizer(request, slug), timezone.now()
    event, planned = organizer.event, None
    form = WordForm(posted_or_kept(request), circles=circles_of(event, now))
    if is_sent(request, form) and "change" not in request.POST:
        word: dict[str, str] = form.cleaned_data
        try:
            if "send" in request.POST:
                sent = send_word(organizer, **word, clock=timezone.now)
                messages.success(request, f"Sent to {sent.people} {'person' if sent.people == 1 else 'people'}.")
                return redirect("write", slug)
            planned = plan_word(organizer, **word, now=now)
        except WordRejected as rejection:
            form.add_error(None, str(rejection))
    context = {
        "form": form,
        "planned": planned,
        "circle": dict(form.fields["to"].choices).get(form["to"].value()),  # type: ignore[attr-defined]
        "page": page_of(request, event.words.select_related("by")),
        "title": "Write to people",
    }
    return event_page(request, "planning/people/words/write.html", event, organizer, context, now=now)
