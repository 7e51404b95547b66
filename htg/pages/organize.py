from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from htg.pages.affairs import affairs_of
from htg.pages.organizing import organizing_groups
from planning.people.access import as_user, get_organizer
from planning.people.pages import event_page, sign_in_first


@sign_in_first
def organize(request: HttpRequest, slug: str) -> HttpResponse:
    organizer, now = get_organizer(request, slug), timezone.now()
    affairs = affairs_of(organizer.event, is_admin=as_user(request).is_staff, now=now)
    context = {"groups": organizing_groups(affairs), "is_admin": affairs.is_admin}
    return event_page(request, "organize.html", organizer.event, organizer, context, now=now)
