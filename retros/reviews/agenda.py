"""The agenda of a review meeting as the community publishes it. Pure: text out of plain data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Slot:
    """One line of the agenda. Without minutes it is told of, not shown; `note` says what there is to celebrate."""

    topic: str
    minutes: int
    presenters: tuple[str, ...] = ()
    summary_url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Agenda:
    """`presenters` of a slot are GitHub handles with a leading @, or plain names."""

    held_on: date
    title: str
    title_url: str
    slots: tuple[Slot, ...]

    @property
    def shown(self) -> tuple[Slot, ...]:
        return tuple(slot for slot in self.slots if slot.minutes)

    @property
    def told(self) -> tuple[Slot, ...]:
        return tuple(slot for slot in self.slots if not slot.minutes)


def write(agenda: Agenda) -> str:
    """Write the Markdown that goes into the community's notes."""
    lines = [f"### {agenda.held_on:%Y/%m/%d} - [{agenda.title}]({agenda.title_url}) Wrap Up", ""]
    lines += [
        "#### Demo Agenda 📋",
        "",
        "| Presenter(s) | Duration | Topic | Reference(s) |",
        "| --- | --- | --- | --- |",
    ]
    lines += [_row(slot) for slot in agenda.shown]
    if agenda.told:
        lines += ["", "#### No Demo, But Still Worth Celebrating 🎉", ""]
        lines += [f"- {slot.note or slot.topic}{_summary(slot, before=' ')}" for slot in agenda.told]
    return "\n".join(lines) + "\n"


def _row(slot: Slot) -> str:
    presenters = _people(slot.presenters)
    return f"| {presenters} | `{slot.minutes}m` | {_cell(slot.topic)} | {_summary(slot)} |"


def _people(presenters: Sequence[str]) -> str:
    return ", ".join(
        f"[{name}](https://github.com/{name[1:]})" if name.startswith("@") else _cell(name) for name in presenters
    )


def _summary(slot: Slot, before: str = "") -> str:
    return f"{before}[Summary]({slot.summary_url})" if slot.summary_url else ""


def _cell(text: str) -> str:
    """A bar or a line break in a title would end the cell."""
    return " ".join(text.replace("|", r"\|").split())
