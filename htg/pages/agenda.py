"""The agenda as a document: its links point into the wrap-up, wherever that is published."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from planning.defusing import defused
from planning.people.access import familiar, get_event
from retros.reviews.agenda.planning import agenda_of
from retros.reviews.agenda.writing import write_agenda
from retros.reviews.models import ReviewMeeting
from retros.wrapups.models import WrapUp


def agenda_markdown(request: HttpRequest, slug: str) -> HttpResponse:
    """For those who may know people by name, as it says who presents."""
    event = get_event(slug)
    if event.pk not in familiar(request.user):
        raise Http404("The agenda names people.")
    meeting = get_object_or_404(ReviewMeeting.objects.select_related("event"), event=event)
    headers = {"Content-Disposition": f'attachment; filename="{slug}-agenda.md"'}
    return HttpResponse(agenda_text(meeting), content_type="text/markdown; charset=utf-8", headers=headers)


def agenda_text(meeting: ReviewMeeting) -> str:
    published_at = WrapUp.objects.filter(event=meeting.event_id).values_list("url", flat=True).first()
    ours = settings.SITE_URL + reverse("wrap-up", args=[meeting.event.slug])
    return defused(write_agenda(agenda_of(meeting, ours=ours, summaries=published_at or "")))
