"""The days of an event, in the ways people write them."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from itertools import islice

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
GERMAN = {"mär": "mar", "mae": "mar", "mai": "may", "okt": "oct", "dez": "dec"}
TO = r"\s*(?:[-–—‑−→]|\.\.+|to|until|till|through|bis(?: zum)?|and)\s*"
MONTH = rf"(?:{'|'.join([*MONTHS, *GERMAN])})[a-z]*\.?"
DAY = r"(\d{1,2})(?:st|nd|rd|th)?(?: of)?"
NUMBER = r"\s*(\d{1,2})\."
ISO = r"(\d{4})[-/](\d{2})[-/](\d{2})"
SLASHES = r"(\d{1,2})/(\d{1,2})/(\d{4})"
FORMS = tuple(
    (re.compile(form, re.IGNORECASE), orders.split())
    for form, orders in (
        # 22.05.2023 - 26.05.2023, 22.05. - 26.05.2023, 22.-26.05.2023
        (rf"(\d{{1,2}})\.(?:{NUMBER}(?:\s*(\d{{4}}))?)?{TO}(\d{{1,2}})\.{NUMBER}\s*(\d{{4}})", "dmydmy"),
        (rf"{ISO}(?:{TO}|/){ISO}", "ymdymd"),
        (rf"{SLASHES}{TO}{SLASHES}", "dmydmy mdymdy"),
        # 22 - 26 May 2023, 30 November - 4 December 2026
        (rf"{DAY}\.?(?:\s*({MONTH}))?(?:,?\s*(\d{{4}}))?{TO}{DAY}\.?\s*({MONTH}),?\s*(\d{{4}})", "dmydmy"),
        # May 22-26, 2023, November 30 - December 4, 2026
        (rf"({MONTH})\s*{DAY}(?:,?\s*(\d{{4}}))?{TO}(?:({MONTH})\s*)?{DAY},?\s*(\d{{4}})", "mdymdy"),
        (rf"(\d{{1,2}})\.{NUMBER}\s*(\d{{4}})", "dmy"),
        (ISO, "ymd"),
    )
)
LONGEST = timedelta(days=21)
WEEKDAY = re.compile(r"\b(?:mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?\b[.,]?\s*", re.IGNORECASE)
YEAR = re.compile(r"\b[12]\d{3}\b")
WORDS = re.compile(rf"\b({MONTH})\s+(?:\d{{1,2}},?\s+)?([12]\d{{3}})\b", re.IGNORECASE)
NUMBERS = re.compile(r"\b(?:(0?[1-9]|1[0-2])\s?/\s?([12]\d{3})|([12]\d{3})\s?[/-]\s?(0[1-9]|1[0-2]))\b")


class NoSuchDay(ValueError):
    """Like 31.02.: carries the text."""


def read_days(text: str) -> tuple[date, date] | None:
    """The first and the last day, or None if there is no date. Raises NoSuchDay."""
    found = find_days(text)
    return found[0] if found else None


def find_days(text: str) -> tuple[tuple[date, date], str] | None:
    """The first and the last day, and the words around them."""
    text = WEEKDAY.sub("", text)
    for form, orders in FORMS:
        if match := form.search(text):
            return _days(match, orders), text[: match.start()] + text[match.end() :]
    return None


def _days(match: re.Match[str], orders: list[str]) -> tuple[date, date]:
    """Where day and month could be either way round, an event lasts days rather than months."""
    if len(orders) == 1:
        return _days_in_order(match, orders[0])
    readings = set()
    for order in orders:
        with suppress(NoSuchDay):
            readings.add(_days_in_order(match, order))
    short = [(first, last) for first, last in readings if last - first <= LONGEST]
    if len(short) != 1:
        raise NoSuchDay(f"In {match[0]} no one can tell which is the month. Write it like 2027-04-26 – 2027-04-30.")
    return short[0]


def _days_in_order(match: re.Match[str], order: str) -> tuple[date, date]:
    """What the first date leaves out, month or year, is taken from the second, and vice versa."""
    groups = match.groups()
    dates = [dict(zip(order[at : at + 3], groups[at : at + 3], strict=True)) for at in range(0, len(order), 3)]
    known = {part: value for parts in dates for part, value in parts.items() if value}
    first, last = (
        _valid_day(known | {part: value for part, value in parts.items() if value}, match[0])
        for parts in (dates[0], dates[-1])
    )
    if first > last and not dates[0]["y"]:
        first = first.replace(year=first.year - 1)  # 30.12. - 03.01.2027
    if first > last:
        raise NoSuchDay(f"{match[0]} ends before it begins.")
    return first, last


def _valid_day(parts: dict[str, str], written: str) -> date:
    try:
        return date(int(parts["y"]), _month(parts["m"]), int(parts["d"]))
    except ValueError as error:
        raise NoSuchDay(f"{written} is not a date in the calendar.") from error


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    name = text[:3].lower()
    return MONTHS.index(GERMAN.get(name, name)) + 1


def read_month(text: str) -> str:
    """The first month with its year, which events go by, like `2023-05`, or an empty text."""
    for piece in around_years(text):
        if match := NUMBERS.search(piece):
            month, year, other_year, other_month = match.groups()
            return f"{year or other_year}-{int(month or other_month):02}"
        if match := WORDS.search(piece):
            return f"{match[2]}-{_month(match[1]):02}"
    return ""


def around_years(text: str) -> Iterator[str]:
    """The pieces of a long text that may hold a date, so that not all of it has to be searched."""
    end = 0
    for year in islice(YEAR.finditer(text), 50):
        yield text[max(end, year.start() - 50) : year.end() + 4]
        end = year.end()


def is_month(text: str) -> bool:
    """Whether it is just the name of a month and a year."""
    return WORDS.fullmatch(text.strip()) is not None


def front_lines(slug: str) -> list[str]:
    """What every wrap-up's front matter has, without quotation marks."""
    if not slug:
        return ["prev: false", "next: false"]
    year, month = slug.split("-")
    return [f"title: {date(int(year), int(month), 1):%B %Y}", f"weight: -{year}{month}", "prev: false", "next: false"]
