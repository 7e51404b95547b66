"""What people are called on pages that anyone may read."""

from collections.abc import Collection

from planning.people.models import Attendee


def names_of(users: Collection[int], *, attended: Collection[int]) -> dict[int, str]:
    """The name each person went by at the latest of these events: those the reader has a seat at.

    People are told of by name to those they met there; their address is nobody's business.
    """
    places = Attendee.objects.filter(user__in=users, event__in=attended).order_by("event__slug")
    return dict(places.values_list("user", "name"))
