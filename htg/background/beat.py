"""What Celery's beat wakes, and how often.

All ask the database what is due, so a tick that is missed or doubled makes no difference: beat starts with all of them,
for whatever became due while nothing was running.
"""

from datetime import UTC, datetime
from typing import Any

MINUTE, HOUR, DAY = 60.0, 3600.0, 86400.0
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def every(seconds: float, task: str) -> dict[str, Any]:
    """A tick that no worker has taken by the time the next one is near is dropped."""
    return {"task": task, "schedule": seconds, "last_run_at": LONG_AGO, "options": {"expires": seconds * 0.8}}


BEAT_SCHEDULE = {
    "deliver what waits in the outbox": every(MINUTE, "planning.outbox.tasks.deliver_waiting"),
    "carry on with tables that are being imported": every(
        MINUTE, "planning.backoffice.spreadsheets.tasks.go_on_with_imports"
    ),
    "store the tallies of votes that have closed": every(MINUTE, "planning.voting.tasks.store_tallies"),
    "plan reminders of open next steps": every(10 * MINUTE, "retros.reminders.tasks.plan_reminders"),
    "read the links of next steps that came in another way": every(
        10 * MINUTE, "retros.nextsteps.evidence.tasks.read_unread"
    ),
    "ask GitHub what became of linked pull requests and issues": every(HOUR, "retros.nextsteps.evidence.tasks.poll"),
    "forget the deliveries of webhooks that are too old to come again": every(
        DAY, "retros.nextsteps.evidence.tasks.forget_deliveries"
    ),
    "remind those who were invited, and have not answered": every(
        HOUR, "planning.people.invitations.tasks.remind_invited"
    ),
    "forget the sessions that have ended": every(DAY, "planning.people.tasks.forget_expired_sessions"),
    "forget the tries to sign in that no longer count": every(HOUR, "planning.people.tasks.forget_past_attempts"),
}
