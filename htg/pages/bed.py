"""The picture of what grew: a plant for each topic of the latest past events, in the form of what came of it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby, repeat
from operator import itemgetter

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.formats import date_format
from django.utils.safestring import SafeString

from htg.pages.harvest import NOT_ON_RECORD, Harvest, outcome_parts
from planning.charts.bars import Bar
from planning.charts.bed import Patch, Plant, draw_field, draw_patch
from planning.charts.shares import UNITS
from planning.events.models import Event
from planning.markdown import plain
from planning.templatetags.phases import month
from planning.texts.plurals import counted
from planning.topics.models import Topic
from retros.wrapups.models import Report

MOST = 8
"""Events. Their names stand side by side."""

Outcome = Report.Outcome
FORMS = {
    f"is-{Outcome.ACHIEVED}": "grown",
    f"is-{Outcome.PARTLY}": "sprout",
    f"is-{Outcome.HANDED_OVER}": "handed-over",
    f"is-{Outcome.NOT_STARTED}": "seed",
    f"is-{Outcome.DECIDED_AGAINST}": "cut",
    "is-unknown": "unknown",
}
"""Of plants, by the kind of a bar that says the same."""


@dataclass(frozen=True)
class Bed:
    """The events from left to right. It has no patches if there are too many topics to draw them one by one."""

    harvests: tuple[Harvest, ...]
    patches: tuple[Patch, ...]
    has_all: bool

    @property
    def title(self) -> str:
        """What five hackathons have grown."""
        if len(self.harvests) == 1:
            return f"What grew in {month(self.harvests[0].event.slug)}"
        return f"What {'' if self.has_all else 'the last '}{apnumber(len(self.harvests))} hackathons have grown"

    @property
    def counts(self) -> Counter[str]:
        """Of all topics, by outcome."""
        return sum((harvest.counts for harvest in self.harvests), Counter[str]())

    @property
    def topics(self) -> int:
        return self.counts.total()

    @property
    def achieved(self) -> int:
        return self.counts[Outcome.ACHIEVED]

    @property
    def carried_on(self) -> int:
        return sum(patch.carried_on for patch in self.patches)

    @property
    def parts(self) -> tuple[Bar, ...]:
        return outcome_parts(self.counts)

    @property
    def legend(self) -> list[tuple[str, Bar]]:
        return [(FORMS[part.kind], part) for part in self.parts]

    @property
    def heads(self) -> list[str]:
        """Of the columns of the table."""
        carried_on = ["carried on an earlier one"] if self.carried_on else []
        return ["topics", *(part.label for part in self.parts), *carried_on]

    @property
    def table(self) -> Iterator[tuple[Event, list[int]]]:
        outcomes = [outcome for outcome in (*Outcome, "") if self.counts[outcome]]
        roots = [[patch.carried_on] for patch in self.patches] if self.carried_on else repeat([])
        for harvest, carried_on in zip(self.harvests, roots, strict=False):
            yield harvest.event, [harvest.topics, *(harvest.counts[outcome] for outcome in outcomes), *carried_on]

    @property
    def field(self) -> SafeString:
        patches = ". ".join(f"{patch.name}: {patch.words}" for patch in self.patches)
        return draw_field(self.patches, f"{counted(self.topics, 'topic')}, a plant each. {patches}.")

    @property
    def rows(self) -> list[tuple[Patch, SafeString]]:
        return [(patch, draw_patch(patch)) for patch in self.patches]


def load_bed(newest: Iterable[Harvest], *, are_all: bool) -> Bed | None:
    """One query at most. None if there is no topic."""
    fruitful = [harvest for harvest in newest if harvest.topics]
    shown = latest(fruitful)
    if not shown:
        return None
    is_drawn = sum(harvest.topics for harvest in shown) < UNITS
    patches = tuple(patches_of(shown)) if is_drawn else ()
    return Bed(tuple(shown), patches, has_all=are_all and len(shown) == len(fruitful))


def latest(newest: Iterable[Harvest]) -> list[Harvest]:
    """The latest events that have few topics together, from left to right; one alone may have many."""
    shown: list[Harvest] = []
    for harvest in newest:
        topics = sum(other.topics for other in shown) + harvest.topics
        if shown and (len(shown) == MOST or topics >= UNITS):
            break
        shown.insert(0, harvest)
    return shown


def patches_of(harvests: Iterable[Harvest]) -> Iterator[Patch]:
    by_event = {harvest.event.pk: harvest for harvest in harvests}
    topics = Topic.objects.standing().filter(event__in=by_event).order_by("event__slug", "position", "pk")
    rows = topics.values_list("event", "pk", "title", "continues", "report__outcome")
    for event, group in groupby(rows, key=itemgetter(0)):
        plants = (plant(key, title, continues, outcome) for _, key, title, continues, outcome in group)
        yield Patch(short_month(by_event[event].event), tuple(plants), by_event[event].in_words)


def plant(key: int, title: str, continues: int | None, outcome: str | None) -> Plant:
    came_of_it = Outcome(outcome).label if outcome else NOT_ON_RECORD
    return Plant(key, FORMS[f"is-{outcome or 'unknown'}"], f"{plain(title)}: {came_of_it}", continues)


def short_month(event: Event) -> str:
    """Nov 2021"""
    return date_format(date.fromisoformat(f"{event.slug}-01"), "M Y")
