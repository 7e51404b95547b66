"""What the deadlines and days are called, and where they fall unless someone says otherwise."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_noop

LABELS = {
    "voting_opens_at": gettext_noop("Voting opens"),
    "voting_closes_at": gettext_noop("Voting closes"),
    "starts_at": gettext_noop("The week starts"),
    "ends_at": gettext_noop("The week ends"),
    "review_ends_at": gettext_noop("The review is over"),
    "wrap_up_due_at": gettext_noop("The wrap-up is due"),
}

DAY_LABELS = {"starts_on": gettext_noop("First day"), "ends_on": gettext_noop("Last day")}


def usual_days(starts_at: datetime, ends_at: datetime) -> dict[str, date]:
    """The days on which the week starts and ends, where it is."""
    zone = timezone.get_default_timezone()
    return {"starts_on": timezone.localdate(starts_at, zone), "ends_on": timezone.localdate(ends_at, zone)}


def usual_deadlines(starts_at: datetime, ends_at: datetime) -> dict[str, datetime]:
    """The four deadlines around the week: three weeks to vote, three to form teams, then a week each to look back."""
    return {
        "voting_opens_at": starts_at - timedelta(weeks=6),
        "voting_closes_at": starts_at - timedelta(weeks=3),
        "review_ends_at": ends_at + timedelta(weeks=1),
        "wrap_up_due_at": ends_at + timedelta(weeks=2),
    }
