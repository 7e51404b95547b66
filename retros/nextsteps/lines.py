"""Next steps as lines of a list, read as rows and worded once for whoever reads it: a page shows fifty of them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.dateformat import format as worded
from django.utils.safestring import SafeString

from planning.markdown import plain, render_inline, render_label
from retros.nextsteps.ended_links import ENDED, closed_unfinished, proposing
from retros.nextsteps.models import NextStep, NextStepQuerySet
from retros.nextsteps.names import SOMEONE

LABELS = dict(NextStep.State.choices)
TOPIC = ("emoji", "title", "slug", "event__slug", "event__name", "event__ends_on")
COLUMNS = (
    *("pk", "text", "state", "due_on", "owner__name", "owner__event", "owner_organization__name"),
    *("moved_to", *(f"{to}__{name}" for to in ("topic", "moved_to") for name in TOPIC)),
)


class Shown:
    """What a template shows of a row. It looks for a key first: without one, Django raises and catches an error, and
    that for each of a thousand words of a page.
    """

    __slots__ = ()
    __getitem__ = object.__getattribute__


@dataclass(frozen=True, slots=True)
class EventOfLine(Shown):
    slug: str
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class TopicOfLine(Shown):
    event: EventOfLine
    address: str
    emoji: str
    title: SafeString


Evidence = Mapping[str, bool]
"""Whether what ended elsewhere `proposes_done`, or `asks_what_became`. Empty for most steps, which link to nothing."""


@dataclass(frozen=True, slots=True)
class StepLine(Shown):
    """What a list shows of a step."""

    pk: int
    anchor: str
    """Where it is on the page: ready-made, since Django writes a number as its language does."""
    address: str
    text: str
    html: SafeString
    plain: str
    is_open: bool
    badge: str
    label: str
    owner: str
    """Empty if it has none."""
    owned_by: str
    """Whose name that is: a "person", an "organization", or neither, for no one and for someone."""
    due_on: str
    due: str
    """The same day in words. Both are empty if it is not due."""
    age: str
    evidence: Evidence
    topic: TopicOfLine
    moved_to: TopicOfLine | None


class StepLines:
    """For one reader, on one day."""

    def __init__(self, *, familiar: Collection[int], today: date) -> None:
        self.familiar, self.today = familiar, today
        self.steps = reverse("next-steps")
        self.events: dict[str, EventOfLine] = {}

    def of(self, keys: Iterable[int]) -> list[StepLine]:
        """The steps with these keys, in their order, as far as there are any. Two queries, or four."""
        keys = list(keys)
        steps = NextStep.objects.filter(pk__in=keys).order_by()
        evidence = evidence_of(steps)
        found = {row["pk"]: self.line(row, evidence.get(row["pk"], {})) for row in steps.values(*COLUMNS)}
        return [found[pk] for pk in keys if pk in found]

    def line(self, row: dict[str, Any], evidence: Evidence) -> StepLine:
        state, due_on = row["state"], row["due_on"]
        is_open = state == NextStep.State.OPEN
        is_overdue = is_open and due_on is not None and due_on < self.today
        return StepLine(
            pk=row["pk"],
            anchor=f"step-{row['pk']}",
            address=f"{self.steps}{row['pk']}/",
            text=row["text"],
            html=render_inline(row["text"]),
            plain=plain(row["text"]),
            is_open=is_open,
            badge="overdue" if is_overdue else state,
            label="overdue" if is_overdue else LABELS[state],
            owner=self.owner(row),
            owned_by=self.owned_by(row),
            due_on=f"{due_on or ''}",
            due=worded(due_on, "j M Y") if due_on else "",
            age=age_of(row["topic__event__slug"], row["topic__event__ends_on"], self.today),
            evidence=evidence,
            topic=self.topic(row, "topic"),
            moved_to=self.topic(row, "moved_to") if row["moved_to"] else None,
        )

    def owner(self, row: dict[str, Any]) -> str:
        if row["owner__event"] is None:
            return row["owner_organization__name"] or ""
        return row["owner__name"] if row["owner__event"] in self.familiar else SOMEONE

    def owned_by(self, row: dict[str, Any]) -> str:
        if row["owner__event"] is None:
            return "organization" if row["owner_organization__name"] else ""
        return "person" if row["owner__event"] in self.familiar else ""

    def topic(self, row: dict[str, Any], to: str) -> TopicOfLine:
        event = self.event(row[f"{to}__event__slug"], row[f"{to}__event__name"])
        address = f"{event.address}topics/{row[f'{to}__slug']}/"
        return TopicOfLine(event, address, row[f"{to}__emoji"], render_label(row[f"{to}__title"]))

    def event(self, slug: str, name: str) -> EventOfLine:
        if slug not in self.events:
            self.events[slug] = EventOfLine(slug, name, reverse("event", args=[slug]))
        return self.events[slug]


def evidence_of(steps: NextStepQuerySet) -> dict[int, Evidence]:
    """To ask all of them takes longer than to find out first which ones link to what ended: hardly any."""
    linked = set(steps.filter(links__state__in=ENDED).values_list("pk", flat=True))
    if not linked:
        return {}
    steps = NextStep.objects.filter(pk__in=linked).order_by()
    done = set(steps.filter(proposing("links__")).values_list("pk", flat=True))
    asked = set(steps.filter(closed_unfinished("links__")).values_list("pk", flat=True))
    return {pk: {"proposes_done": pk in done, "asks_what_became": pk in asked} for pk in linked}


def age_of(event: str, ends_on: date | None, today: date) -> str:
    """Time since this event, in words. If its dates are not known, its month counts."""
    year, month = (int(part) for part in event.split("-"))
    return age_in_words((today - (ends_on or date(year, month, 28))).days)


def age_in_words(days: int) -> str:
    if days < 14:
        return "new"
    if days < 60:
        return f"{days // 7} weeks old"
    if days < 730:
        return f"{days * 12 // 365} months old"
    return f"{days // 365} years old"
