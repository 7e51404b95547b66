"""`{% event_tabs %}`: the navigation on every page of an event."""

from django.template import Context, Library

from htg.event_tabs import tabs
from planning.people.access import find_insider

register = Library()


@register.inclusion_tag("_event_tabs.html", takes_context=True)
def event_tabs(context: Context) -> dict[str, object]:
    event, now, user = context["event"], context["now"], context["request"].user
    attendee = find_insider(user, event) if user.is_superuser else context.get("attendee")
    match = context["request"].resolver_match
    page = match.url_name if match else ""
    has_seat = attendee is not None and not attendee._state.adding
    shown = tabs(event, event.phase_at(now), attendee, has_seat=has_seat)
    return {"event": event, "tabs": [(tab, tab.holds(page)) for tab in shown]}
