"""What ended elsewhere: some of it proposes that a step is done, the rest asks what became of the step.

`links` is the way to the links from another table: `links__`.
"""

from django.db.models import F, Q

LONGEST_URL = 500
LONGEST_TITLE = 300

ENDED = ("merged", "closed")
DONE = ("", "completed")
NOT_DONE = ("not_planned", "duplicate", "not_merged", "other")
"""Ways of being closed, by whether it was done."""


def proposing(links: str = "") -> Q:
    """Links to what was merged, or closed because it is done."""
    merged = Q(**{f"{links}state": "merged"})
    return waiting(links) & (merged | closed_for(links, DONE))


def closed_unfinished(links: str = "") -> Q:
    """Links to what was closed without being done."""
    return waiting(links) & closed_for(links, NOT_DONE)


def closed_for(links: str, reasons: tuple[str, ...]) -> Q:
    return Q(**{f"{links}state": "closed", f"{links}reason__in": reasons})


def waiting(links: str) -> Q:
    """Links that no one has removed, or responded to since they entered their state."""
    not_dismissed = Q(**{f"{links}dismissed_at": None})
    ended_again = Q(**{f"{links}changed_at__gt": F(f"{links}dismissed_at")})
    return Q(**{f"{links}removed_at": None}) & (not_dismissed | ended_again)
