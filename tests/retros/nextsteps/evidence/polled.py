"""What is polled for, when, and what is counted."""

from datetime import UTC, datetime, timedelta

KEY = "gardener/gardener#12"
NOW = datetime(2027, 2, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def counted(**expected: int) -> dict[str, int]:
    return {"asked": 0, "changed": 0, "unchanged": 0, "gone": 0, "failed": 0} | expected
