from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from htg.pages.harvest import harvest_of
from htg.pages.standing import standing_of
from htg.pages.what_now import what_now
from planning.caching.pages import kept_for_visitors
from planning.events.models import Event
from planning.events.phases import Phase
from planning.paging import TOPICS, start_of
from planning.people.access import find_attendee, get_event
from planning.people.pages import event_page
from planning.topics.models import Topic, TopicQuerySet
from retros.reviews.models import ReviewMeeting
from retros.wrapups.models import WrapUp

ROW = ("slug", "emoji", "title", "track", "event", "continues")
"""What the list shows of a topic. Its texts can be long."""


@kept_for_visitors()
def event(request: HttpRequest, slug: str) -> HttpResponse:
    shown, now = get_event(slug), timezone.now()
    attendee = find_attendee(request.user, shown)
    standing = standing_of(shown, attendee, is_signed_in=request.user.is_authenticated, now=now)
    context = {
        "phase": standing.phase,
        "action": what_now(standing),
        "topics": start_of(topics_with_results(shown), TOPICS),
        "harvest": harvest_of(shown) if standing.phase is Phase.CLOSED else None,
        "hosts": shown.hosts.all(),
        "organizations": shown.organizations.all(),
        "admitted": shown.attendees.admitted().count(),
        "waiting": shown.attendees.waiting().count(),
        "review": ReviewMeeting.objects.filter(event=shown).first(),
        "wrap_up": WrapUp.objects.filter(event=shown).first(),
    }
    return event_page(request, "event.html", shown, attendee, context, now=now)


def topics_with_results(event: Event) -> TopicQuerySet:
    """The topics in the order of the documents, each with what came of it and where it was carried on."""
    others = Topic.objects.select_related("event").only("slug", "continues", "event__slug")
    rows = event.topics.standing().order_by("position", "pk").select_related("report", "continues__event")
    rows = rows.only(*ROW, "report__outcome", "continues__slug", "continues__event__slug")
    return rows.prefetch_related(Prefetch("continued_by", others))
