"""The mail around an organizer's words: in the language of whoever gets it. The words stay as they were written."""

from django.conf import settings
from django.utils.translation import gettext as _

from planning.events.models import Event
from planning.people.models import Attendee
from planning.people.speaking import HasLocale, speaking_to


def letter(event: Event, person: Attendee, text: str, *, by: str, locale: HasLocale) -> str:
    names = {"event": event, "by": by}
    with speaking_to(locale):
        greeting = _("Hello %(name)s,") % {"name": person.name}
        if person.waiting_since:
            why = _("You get this because you are on the waiting list of %(event)s. %(by)s wrote it, as an organizer.")
        else:
            why = _("You get this because you are coming to %(event)s. %(by)s wrote it, as an organizer.")
        return f"{greeting}\n\n{text}\n\n{why % names}\n{settings.SITE_URL}{event.get_absolute_url()}\n"
