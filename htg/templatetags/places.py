"""`{% places %}`: the way to the other pages, on every page of an event."""

from django.template import Context, Library

from htg.pages.overview.count import keep, number_of_needs
from htg.places import places as places_of
from htg.places import spare
from planning.people.access import find_insider

register = Library()


@register.inclusion_tag("_places.html", takes_context=True)
def places(context: Context) -> dict[str, object]:
    event, now, user = context["event"], context["now"], context["request"].user
    attendee, is_known = context.get("attendee"), "own_place" in context
    if user.is_superuser or (attendee is None and not is_known):
        attendee = find_insider(user, event)
    elif attendee is None:
        attendee = context["own_place"]  # of who organizes without a seat, as the view has found it
    match = context["request"].resolver_match
    page = match.url_name if match else ""
    has_seat = attendee is not None and not attendee._state.adding and not attendee.without_seat
    shown, more = places_of(event, event.phase_at(now), attendee, has_seat=has_seat)
    return {
        "event": event,
        "page": page,
        "places": [(place, place.holds(page)) for place in shown],
        "spare": spare(shown, more),
        "more": [(place, place.holds(page)) for place in (*spare(shown, more), *more)],
        "is_in_more": any(place.holds(page) for place in more),
        "to_do": to_do(context) if attendee is not None and attendee.is_organizer else 0,
    }


def to_do(context: Context) -> int:
    """How many things need the organizers, as many as the page shows where it shows them."""
    event, needs = context["event"], context.get("needs")
    return number_of_needs(event, now=context["now"]) if needs is None else keep(event, len(needs))
