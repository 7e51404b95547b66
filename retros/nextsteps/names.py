"""What people are called on pages that anyone may read."""

from collections.abc import Collection

from planning.people.models import Attendee

SOMEONE = "someone"
"""A person at an event whose people the reader may not know."""


def names_of(users: Collection[int], *, familiar: Collection[int]) -> dict[int, str]:
    """The name each person went by at the latest of these events, whose people the reader may know.

    Their address stays private.
    """
    places = Attendee.objects.filter(user__in=users, event__in=familiar).order_by("event__slug")
    return dict(places.values_list("user", "name"))
