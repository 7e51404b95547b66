"""What proposes that a step is done."""

from django.db.models import F, Q


def proposing(links: str = "") -> Q:
    """Links to what was merged or closed, unless somebody said since that the step is not done by it.

    `links` is the way to them from another table: `links__`.
    """
    ended = {f"{links}state__in": ("merged", "closed"), f"{links}removed_at": None}
    not_dismissed = Q(**{f"{links}dismissed_at": None})
    ended_again = Q(**{f"{links}changed_at__gt": F(f"{links}dismissed_at")})
    return Q(**ended) & (not_dismissed | ended_again)
