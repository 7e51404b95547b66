"""The time, for rules where a deadline decides.

They ask for it once they hold the lock: what is answered after a deadline was decided by it.
"""

from collections.abc import Callable
from datetime import datetime

Clock = Callable[[], datetime]


def stopped_at(moment: datetime) -> Clock:
    """For those who say themselves what time it is: the rehearsal and the tests."""
    return lambda: moment
