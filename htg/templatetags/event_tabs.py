"""`{% event_tabs %}`: the navigation on every page of an event."""

from django.template import Context, Library

from htg.event_tabs import tabs

register = Library()


@register.inclusion_tag("_event_tabs.html", takes_context=True)
def event_tabs(context: Context) -> dict[str, object]:
    event, now = context["event"], context["now"]
    match = context["request"].resolver_match
    page = match.url_name if match else ""
    shown = tabs(event, event.phase_at(now), context.get("attendee"))
    return {"event": event, "tabs": [(tab, tab.holds(page)) for tab in shown]}
