"""The agenda of a review meeting as the community publishes it. Pure: text out of plain data."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

SHOWN_HEADING = "#### Demo Agenda 📋"
TABLE_HEAD = ("| Presenter(s) | Duration | Topic | Reference(s) |", "| --- | --- | --- | --- |")
MENTIONED_HEADING = "#### No Demo, But Still Worth Celebrating 🎉"
SILENT_HEADING = "#### Not Answered Yet"
BAR = r"\|"
"""By itself it would end its cell."""

HANDLE = re.compile(r"@[A-Za-z0-9-]+")
MARKS = re.compile(r"[\\`*_\[\]<>~&,]")
"""What Markdown, or the list of presenters, would not read as part of a name."""


@dataclass(frozen=True)
class Slot:
    """One line of the agenda. Without minutes it is mentioned, not shown; `note` says what there is to celebrate.

    If it is not answered, its team has not said whether it will show something.
    """

    topic: str
    minutes: int
    presenters: tuple[str, ...] = ()
    summary_url: str = ""
    note: str = ""
    is_answered: bool = True


@dataclass(frozen=True)
class Agenda:
    """`presenters` of a slot are GitHub handles with a leading @, or plain names. Topics and notes are Markdown."""

    held_on: date
    title: str
    title_url: str
    slots: tuple[Slot, ...]

    @property
    def shown(self) -> tuple[Slot, ...]:
        return tuple(slot for slot in self.slots if slot.minutes)

    @property
    def mentioned(self) -> tuple[Slot, ...]:
        return tuple(slot for slot in self.slots if not slot.minutes and slot.is_answered)

    @property
    def silent(self) -> tuple[Slot, ...]:
        return tuple(slot for slot in self.slots if not slot.is_answered)


def write_agenda(agenda: Agenda) -> str:
    """Write the Markdown that goes into the community's notes."""
    title = f"[{_escaped(agenda.title)}]({_target(agenda.title_url)})"
    lines = [f"### {agenda.held_on:%Y/%m/%d} - {title} Wrap Up", "", SHOWN_HEADING, "", *TABLE_HEAD]
    lines += [_row(slot) for slot in agenda.shown]
    for heading, slots in ((MENTIONED_HEADING, agenda.mentioned), (SILENT_HEADING, agenda.silent)):
        if slots:
            lines += ["", heading, ""]
            lines += [f"- {_line(slot.note or slot.topic)}{_summary(slot, before=' ')}" for slot in slots]
    return "\n".join(lines) + "\n"


def _row(slot: Slot) -> str:
    cells = (_presenters_cell(slot.presenters), f"`{slot.minutes}m`", _line(slot.topic), _summary(slot))
    return f"| {' | '.join(cell.replace('|', BAR) for cell in cells)} |"


def _presenters_cell(presenters: Sequence[str]) -> str:
    return ", ".join(
        f"[{name}](https://github.com/{name[1:]})" if HANDLE.fullmatch(name) else _escaped(name) for name in presenters
    )


def _summary(slot: Slot, before: str = "") -> str:
    return f"{before}[Summary]({_target(slot.summary_url)})" if slot.summary_url else ""


def _escaped(text: str) -> str:
    """A name as it is, in Markdown."""
    return MARKS.sub(r"\\\g<0>", _line(text))


def _target(url: str) -> str:
    """An address that ends where its link does."""
    return re.sub(r"[\s()<>|\\]", lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), url)


def _line(text: str) -> str:
    return " ".join(text.split())
