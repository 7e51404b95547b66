"""What the deadlines are called, and where they fall when nobody says otherwise."""

from datetime import datetime, timedelta

LABELS = {
    "voting_opens_at": "Voting opens",
    "voting_closes_at": "Voting closes",
    "starts_at": "The week starts",
    "ends_at": "The week ends",
    "review_ends_at": "The review is over",
    "wrap_up_due_at": "The wrap-up is due",
}


def usual_deadlines(starts_at: datetime, ends_at: datetime) -> dict[str, datetime]:
    """The four deadlines around the week: three weeks to vote, three to form teams, then a week each to look back."""
    return {
        "voting_opens_at": starts_at - timedelta(weeks=6),
        "voting_closes_at": starts_at - timedelta(weeks=3),
        "review_ends_at": ends_at + timedelta(weeks=1),
        "wrap_up_due_at": ends_at + timedelta(weeks=2),
    }
