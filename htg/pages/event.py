from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from htg.pages.numbers import number_of_each
from htg.pages.overview.checks import checks_of
from htg.pages.overview.counting import figures_of
from htg.pages.overview.needs import needs_of
from htg.pages.overview.pictures import OverviewViewer, picture_of
from htg.pages.standing import Standing, standing_of
from htg.pages.what_now import what_now
from planning.caching.pages import kept_for_visitors
from planning.events.models import Event
from planning.events.phases import Phase
from planning.people.access import find_place, get_event, seat_of
from planning.people.models import Attendee, User
from planning.people.pages import event_page
from retros.reviews.models import ReviewMeeting
from retros.wrapups.models import WrapUp


@kept_for_visitors()
def event(request: HttpRequest, slug: str) -> HttpResponse:
    shown, now = get_event(slug), timezone.now()
    place = find_place(request.user, slug)
    seat = seat_of(place)
    viewer = OverviewViewer(seat, is_organizer=organizes(request.user, place))
    standing = standing_of(shown, seat, is_signed_in=request.user.is_authenticated, now=now)
    context: dict[str, object] = {
        "own_place": place,
        "phase": standing.phase,
        "standing": standing,
        "action": what_now(standing),
        "viewer": viewer,
        "picture": f"overview/_{standing.phase}.html",
        "hosts": shown.hosts.all(),
        "organizations": shown.organizations.all(),
        **number_of_each({"admitted": shown.attendees.admitted(), "waiting": shown.attendees.waiting()}),
        "review": ReviewMeeting.objects.filter(event=shown).first(),
        "wrap_up": WrapUp.objects.filter(event=shown).first(),
    }
    context |= picture_of(shown, viewer, now=now)
    if viewer.is_organizer:
        context |= cockpit(shown, standing, now=now)
    return event_page(request, "event.html", shown, seat, context, now=now)


def organizes(user: User | AnonymousUser, seat: Attendee | None) -> bool:
    """Admins organize every event."""
    return user.is_superuser or (seat is not None and seat.is_organizer)


def cockpit(event: Event, standing: Standing, *, now: datetime) -> dict[str, object]:
    figures = figures_of(event, now=now)
    needs, checks = needs_of(figures), checks_of(figures)
    later = [phase for phase in Phase if standing.phase.is_before(phase)]
    return {
        "needs": needs,
        "checks": checks,
        "next_phase": later[0] if later else None,
        "is_ready": not needs and all(check.is_met for check in checks),
    }
