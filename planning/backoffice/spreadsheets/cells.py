"""What is in one cell: a day, a moment, a number, the month of an event.

Only what can be read in just one way is accepted. Anything else is refused, with how to write it.
"""

import re
from contextlib import suppress
from datetime import UTC, date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.forms.utils import from_current_timezone
from django.utils import timezone
from import_export.widgets import Widget

ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
DOTTED_DAY = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
NUMBER = re.compile(r"[+-]?[0-9]{1,18}")
NAMED_MONTH = re.compile(r"([^\W\d_]{3,9})\.?[-\s]+([0-9]{2}|[0-9]{4})")
NUMBERED_MONTH = re.compile(r"(0?[1-9]|1[0-2])[/.]([0-9]{4})|([0-9]{4})[-/.](0?[1-9]|1[0-2])")
# Excel turns 2026-12 into `Dec-26`, in its own language.
MONTHS = (
    *(("jan", "january", "januar", "jän", "jänner"), ("feb", "february", "februar")),
    *(("mar", "march", "mär", "mrz", "märz"), ("apr", "april"), ("may", "mai"), ("jun", "june", "juni")),
    *(("jul", "july", "juli"), ("aug", "august"), ("sep", "sept", "september")),
    *(("oct", "october", "okt", "oktober"), ("nov", "november"), ("dec", "december", "dez", "dezember")),
)
MONTH_BY_NAME = {name: number for number, names in enumerate(MONTHS, 1) for name in names}


def month_of_event(text: str) -> str:
    """`2026-12`, even if a spreadsheet has turned it into `Dec-26`, `12/2026` or the first day of that month."""
    named, numbered = NAMED_MONTH.fullmatch(text.strip()), NUMBERED_MONTH.fullmatch(text.strip())
    if named and named[1].casefold() in MONTH_BY_NAME:
        year = named[2] if len(named[2]) == 4 else f"20{named[2]}"
        return f"{year}-{MONTH_BY_NAME[named[1].casefold()]:02}"
    if numbered:
        return f"{numbered[2] or numbered[3]}-{int(numbered[1] or numbered[4]):02}"
    with suppress(ValueError):
        first = read_day(text.strip())
        return f"{first:%Y-%m}" if first.day == 1 else text
    return text


def read_day(text: str) -> date:
    """`2027-04-03` or `03.04.2027`. In `03/04/2027` no one can tell which is the month."""
    try:
        if iso := ISO_DAY.fullmatch(text):
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if dotted := DOTTED_DAY.fullmatch(text):
            return date(int(dotted[3]), int(dotted[2]), int(dotted[1]))
    except ValueError:
        raise ValueError(f"“{text[:40]}” is not a day in the calendar. Write it like 2027-04-30.") from None
    raise ValueError(f"“{text[:40]}” could be more than one day, or none. Write it like 2027-04-30 or 30.04.2027.")


def read_moment(text: str) -> datetime:
    day, _, rest = text.replace("T", " ", 1).partition(" ")
    if DOTTED_DAY.fullmatch(day):
        return datetime.combine(read_day(day), time.fromisoformat(rest.strip() or "00:00"))
    return datetime.fromisoformat(text)


class DayWidget(Widget):
    def clean(self, value: str | date | None, row: Any = None, **kwargs: Any) -> date | None:  # noqa: ARG002
        if isinstance(value, str):
            return read_day(value.strip()) if value.strip() else None
        return value

    def render(self, value: date | None, obj: Any = None, **kwargs: Any) -> str:  # noqa: ARG002
        return value.isoformat() if value else ""


class InstantWidget(Widget):
    """A moment, to the microsecond: `2026-12-01T09:00:00+01:00`. Without an offset it is local time."""

    def clean(self, value: str | datetime | None, row: Any = None, **kwargs: Any) -> datetime | None:  # noqa: ARG002
        text = value.strip() if isinstance(value, str) else value
        if not text:
            return None
        try:
            moment = text if isinstance(text, datetime) else read_moment(text)
            moment = from_current_timezone(moment)
            moment.astimezone(UTC)  # in other zones the first and last hours of the calendar lie beyond it
        except ValidationError:  # Django's, of a local time
            raise ValueError(
                f"“{value}” was there twice or not at all, as the clocks changed. Write it like 2026-10-25T02:30+02:00."
            ) from None
        except (ValueError, OverflowError):
            raise ValueError(f"“{value}” is not a time. Write it like 2026-12-01 09:00.") from None
        return moment

    def render(self, value: datetime | None, obj: Any = None, **kwargs: Any) -> str:  # noqa: ARG002
        return timezone.localtime(value).isoformat() if value else ""


class WholeNumberWidget(Widget):
    """No decimals: `1.000` is a thousand to some, and one to others."""

    def clean(self, value: str | int | None, row: Any = None, **kwargs: Any) -> int | None:  # noqa: ARG002
        text = str("" if value is None else value).strip()
        if not text:
            return None
        if not NUMBER.fullmatch(text):
            raise ValueError(f"“{text[:40]}” is not a whole number. Write it in digits, like 1000.")
        return int(text)

    def render(self, value: int | None, obj: Any = None, **kwargs: Any) -> str:  # noqa: ARG002
        return "" if value is None else str(value)
