"""The days of an event, in the ways people write them."""

import re
from collections.abc import Iterator
from datetime import date

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
TO = r"\s*(?:–|—|-|to|until|till|bis|and)\s*"
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
NUMBER = r"\s*(\d{1,2})\."
ISO = r"(\d{4})-(\d{2})-(\d{2})"
FORMS = tuple(
    (re.compile(form, re.IGNORECASE), order)
    for form, order in (
        # 22.05.2023 - 26.05.2023, 22.05. - 26.05.2023, 22.-26.05.2023
        (rf"(\d{{1,2}})\.(?:{NUMBER}(?:\s*(\d{{4}}))?)?{TO}(\d{{1,2}})\.{NUMBER}\s*(\d{{4}})", "dmydmy"),
        (rf"{ISO}(?:{TO}|/){ISO}", "ymdymd"),
        # 22 - 26 May 2023, 30 November - 4 December 2026
        (rf"{DAY}\.?(?:\s*({MONTH}))?(?:,?\s*(\d{{4}}))?{TO}{DAY}\.?\s*({MONTH}),?\s*(\d{{4}})", "dmydmy"),
        # May 22-26, 2023, November 30 - December 4, 2026
        (rf"({MONTH})\s*{DAY}(?:,?\s*(\d{{4}}))?{TO}(?:({MONTH})\s*)?{DAY},?\s*(\d{{4}})", "mdymdy"),
        (rf"(\d{{1,2}})\.{NUMBER}\s*(\d{{4}})", "dmy"),
        (ISO, "ymd"),
    )
)
YEAR = re.compile(r"\b[12]\d{3}\b")
WORDS = re.compile(rf"\b({MONTH})\s+(?:\d{{1,2}},?\s+)?([12]\d{{3}})\b", re.IGNORECASE)
NUMBERS = re.compile(r"\b(?:(0[1-9]|1[0-2])\s?/\s?([12]\d{3})|([12]\d{3})\s?[/-]\s?(0[1-9]|1[0-2]))\b")


class NoSuchDay(ValueError):
    """31.02.: the text of it."""


def read_days(text: str) -> tuple[date, date] | None:
    """The first and the last day, or None where no date is written. Raises NoSuchDay."""
    for form, order in FORMS:
        if match := form.search(text):
            days = list(_days(match, order))
            if days[0] > days[-1]:
                raise NoSuchDay(f"{match[0]} ends before it begins.")
            return days[0], days[-1]
    return None


def _days(match: re.Match[str], order: str) -> Iterator[date]:
    """What the first date leaves out, month or year, is that of the second, and the other way round."""
    groups = match.groups()
    dates = [dict(zip(order[at : at + 3], groups[at : at + 3], strict=True)) for at in range(0, len(order), 3)]
    known = {part: value for parts in dates for part, value in parts.items() if value}
    for parts in dates:
        filled = known | {part: value for part, value in parts.items() if value}
        try:
            yield date(int(filled["y"]), _month(filled["m"]), int(filled["d"]))
        except ValueError as error:
            raise NoSuchDay(f"{match[0]} is not a date of the calendar.") from error


def _month(text: str) -> int:
    return int(text) if text.isdigit() else MONTHS.index(text[:3].lower()) + 1


def read_month(text: str) -> str:
    """The first month with its year, as an event is known by, `2023-05`, or an empty text."""
    for piece in around_years(text):
        if match := NUMBERS.search(piece):
            month, year, other_year, other_month = match.groups()
            return f"{year or other_year}-{month or other_month}"
        if match := WORDS.search(piece):
            return f"{match[2]}-{_month(match[1]):02}"
    return ""


def around_years(text: str) -> Iterator[str]:
    """The pieces of a long text in which a date can stand, so that not all of it is searched for one."""
    return (text[max(0, year.start() - 50) : year.end() + 4] for year in YEAR.finditer(text))
