"""The time, for rules where a deadline decides.

They ask for it once they hold the lock, so what is answered after a deadline was decided with that deadline in mind.
"""

from collections.abc import Callable
from datetime import date, datetime

from django.core.exceptions import ValidationError

Clock = Callable[[], datetime]


def stopped_at(moment: datetime) -> Clock:
    """For those who decide what time it is: the rehearsal and the tests."""
    return lambda: moment


def refuse_distant(moment: date) -> None:
    """A slip of the finger. Python's calendar ends not far off: there is nothing six weeks before year 1."""
    if not 2000 <= moment.year < 3000:
        raise ValidationError("Choose a year from 2000 to 2999.")
