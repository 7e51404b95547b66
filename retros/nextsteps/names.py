"""What people are called on pages that anyone may read."""

from collections.abc import Collection

from planning.people.models import Attendee


def names_of(users: Collection[int]) -> dict[int, str]:
    """The name each person went by at their latest event. Their address is nobody's business."""
    places = Attendee.objects.filter(user__in=users).order_by("event__slug")
    return dict(places.values_list("user", "name"))
