"""Reading a published agenda. Pure: text in, plain data out; written again it is the same text."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from itertools import zip_longest

from planning.rejection import Rejected
from retros.reviews.agenda.writing import BAR, SILENT_HEADING, Agenda, Slot, write_agenda

TITLE = re.compile(r"### (?P<day>\d{4}/\d\d/\d\d) - \[(?P<name>(?:\\.|[^\]\\])*)\]\((?P<url>[^()\s]*)\) Wrap Up")
ROW = re.compile(r"\| (?P<people>.*) \| `(?P<minutes>\d{1,3})m` \| (?P<topic>.*) \| (?P<summary>.*) \|")
NOTE = re.compile(r"- (?P<note>.*?)(?P<summary> \[Summary\]\([^()\s]*\))?")
SUMMARY = re.compile(r" ?\[Summary\]\((?P<url>.*)\)")
PERSON = re.compile(r"(?:^|, )(?:\[(?P<handle>@[A-Za-z0-9-]+)\]\([^()\s]*\)|(?P<name>(?:\\.|[^\\,])+))")


class AgendaUnreadable(Rejected):
    """A text that is not an agenda. Names the line."""


def read_agenda(text: str) -> Agenda:
    """Read the community's agenda. For a topic that was only mentioned it has the note, not the title."""
    lines = text.split("\n")
    title = TITLE.fullmatch(lines[0])
    if title is None:
        raise AgendaUnreadable("Line 1 is not a heading with the day and the event, which is how an agenda begins.")
    agenda = Agenda(_read_day(title["day"]), _unescaped(title["name"]), title["url"], tuple(_slots(lines)))
    for number, (line, expected) in enumerate(zip_longest(lines, write_agenda(agenda).split("\n")), start=1):
        if line != expected:
            raise AgendaUnreadable(f"Line {number} does not belong in an agenda: {'the end' if line is None else line}")
    return agenda


def _slots(lines: list[str]) -> Iterator[Slot]:
    is_answered = True
    for line in lines:
        is_answered = is_answered and line != SILENT_HEADING
        if row := ROW.fullmatch(line):
            people, topic, summary = (row[name].replace(BAR, "|") for name in ("people", "topic", "summary"))
            yield Slot(topic, int(row["minutes"]), _presenters_in(people), _url(summary))
        elif note := NOTE.fullmatch(line):
            yield Slot("", 0, (), _url(note["summary"] or ""), note["note"], is_answered)


def _presenters_in(cell: str) -> tuple[str, ...]:
    return tuple(person["handle"] or _unescaped(person["name"]) for person in PERSON.finditer(cell))


def _url(summary: str) -> str:
    found = SUMMARY.fullmatch(summary)
    return found["url"] if found else ""


def _read_day(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y/%m/%d").date()  # noqa: DTZ007  # a day has no time zone
    except ValueError:
        raise AgendaUnreadable(f"Line 1: {text} is not a date.") from None


def _unescaped(name: str) -> str:
    return re.sub(r"\\(.)", r"\1", name)
