"""A list of next steps exported from the site: as a table, as a feed, as dates in a calendar.

Names are only shown to readers who may know them: `familiar` are the events whose people they may know.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from icalendar import Calendar, Timezone
from icalendar import Event as Entry

from planning.events.models import Event
from planning.markdown import plain
from retros.nextsteps.models import NextStep, NextStepQuerySet
from retros.nextsteps.names import SOMEONE

COLUMNS = (
    *("event", "topic", "number", "next step", "owner", "due on", "state"),
    *("moved into", "closed on", "closing note", "address"),
)
READ = (
    *("pk", "topic__event__slug", "topic__title", "number", "text", "due_on", "state", "closed_on", "closing_note"),
    *("owner", "owner__name", "owner__event", "owner_organization__name"),
    *("moved_to", "moved_to__event__slug", "moved_to__slug"),
)
"""What a row of the table is made of."""
LABELS = dict(NextStep.State.choices)
AT_ONCE = 500
NEWS = 100
"""As many as a feed reader keeps; anyone checking daily misses none."""

DATES = 1000
"""The last ones of a calendar. More than that it may refuse, and no one scrolls back so far."""

NO_TEXT = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]+")
"""Characters that neither XML nor a calendar accepts."""


@lru_cache(maxsize=2000)
def plain_title(topic: str) -> str:
    """Most steps in a list share their topic with others, and Markdown takes its time."""
    return plain_line(topic)


def owner_name_for(step: NextStep, familiar: Collection[int]) -> str:
    if step.owner and step.owner.event_id not in familiar:
        return SOMEONE
    return step.owner_name


def plain_line(text: str) -> str:
    return " ".join(NO_TEXT.sub(" ", plain(text)).split())


def step_address(step: NextStep) -> str:
    return settings.SITE_URL + step.get_absolute_url()


# --- A table ---


def table_rows(steps: NextStepQuerySet, *, familiar: Collection[int]) -> Iterator[tuple[str, ...]]:
    """Read a few hundred at a time: there may be a hundred thousand."""
    above = settings.SITE_URL + reverse("next-steps")  # looking up the address of each takes as long as all else
    for row in steps.values(*READ).iterator(AT_ONCE):
        yield table_row(row, f"{above}{row['pk']}/", familiar)


def table_row(row: Mapping[str, Any], address: str, familiar: Collection[int]) -> tuple[str, ...]:
    owner = row["owner__name"] or row["owner_organization__name"] or ""
    if row["owner"] and row["owner__event"] not in familiar:
        owner = SOMEONE
    moved_to = f"{row['moved_to__event__slug']}/{row['moved_to__slug']}" if row["moved_to"] else ""
    return (
        *(row["topic__event__slug"], plain_title(row["topic__title"]), str(row["number"]), row["text"], owner),
        *(f"{row['due_on'] or ''}", LABELS[row["state"]], moved_to),
        *(f"{row['closed_on'] or ''}", row["closing_note"], address),
    )


# --- Dates in a calendar ---


def write_calendar(steps: NextStepQuerySet, *, familiar: Collection[int], now: datetime) -> bytes:
    """Each open step with a due date, on that day; of very many those due last.

    As an event, not a task: calendars on phones don't show tasks. It doesn't block any time.
    """
    exported = Calendar()
    exported.add("prodid", "-//Hack the Garden//Next steps//EN")
    exported.add("version", "2.0")
    exported.add("x-wr-calname", "Next steps of Hack the Garden")
    exported.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    for step in steps.open().exclude(due_on=None).order_by("-due_on", "-pk")[:DATES]:
        if step.due_on:
            exported.add_component(calendar_entry(step, step.due_on, familiar, now))
    if not exported.subcomponents:  # RFC 5545, 3.6: there has to be something in it
        exported.add_component(Timezone.from_tzid("UTC"))
    return bytes(exported.to_ical())


def calendar_entry(step: NextStep, due_on: date, familiar: Collection[int], now: datetime) -> Entry:
    due = Entry()
    due.add("uid", f"next-step-{step.pk}@{urlsplit(settings.SITE_URL).hostname}")
    due.add("dtstamp", now.astimezone(UTC))
    due.add("summary", f"Due: {plain_line(step.text)}")
    due.add("dtstart", due_on)
    if due_on < date.max:  # there is no day after it; without an end it lasts for its day as well
        due.add("dtend", due_on + timedelta(days=1))
    due.add("transp", "TRANSPARENT")
    who = owner_name_for(step, familiar) or "No one yet"
    due.add("description", f"{who}\n{plain_title(str(step.topic))}, {step.topic.event}\n{step_address(step)}")
    due.add("url", step_address(step))
    return due


# --- News ---


@dataclass(frozen=True)
class StepNews:
    """A step was added, or closed. `key` distinguishes the two entries of one step, for good."""

    when: datetime
    key: str
    title: str
    step: NextStep


def write_atom(
    steps: NextStepQuerySet, *, name: str, familiar: Collection[int], address_of_list: str, address_of_feed: str
) -> str:
    """What was added and closed among these steps, latest first. `name` tells this list from others, for good."""
    feed = Atom1Feed(
        title="Next steps of Hack the Garden",
        link=settings.SITE_URL + address_of_list,
        description="",
        feed_url=settings.SITE_URL + address_of_feed,
        feed_guid=f"{tag_prefix()}:{name}",
        author_name="Hack the Garden",  # RFC 4287 wants one, for the feed or for each entry
    )
    for news in latest_news(steps):
        feed.add_item(
            title=news.title,
            link=step_address(news.step),
            description=escape(NO_TEXT.sub(" ", step_in_words(news.step, familiar))),  # readers take it for HTML
            unique_id=f"{tag_prefix()}:next-step/{news.step.pk}/{news.key}",
            pubdate=news.when,
            updateddate=news.when,
        )
    return str(feed.writeString("utf-8"))


def tag_prefix() -> str:
    """The first part of a name that stays the same when addresses change (RFC 4151)."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},2026"


def latest_news(steps: NextStepQuerySet) -> list[StepNews]:
    """Five queries, however many steps there are. The latest of each kind are found by their keys, then read."""
    added = dict(added_last(steps))
    closed = steps.exclude(closed_on=None).order_by("-closed_on", "-pk").values_list("pk", flat=True)[:NEWS]
    found = NextStep.objects.with_owner().in_bulk({*added, *closed})
    news = [
        *news_of_added((found[pk], when) for pk, when in added.items()),
        *news_of_closed(found[pk] for pk in closed),
    ]
    return sorted(news, key=lambda one: one.when, reverse=True)[:NEWS]


def added_last(steps: NextStepQuerySet) -> list[tuple[int, datetime]]:
    """The last steps to be added, and when. One without a record of that was added when its event ended."""
    records = NextStep.history.filter(history_type="+").order_by("-history_date", "-id")
    among = records.filter(Exists(steps.order_by().filter(pk=OuterRef("id"))))
    recorded = list(among.values_list("id", "history_date")[:NEWS])
    over = Event.objects.exclude(ends_at=None).order_by()
    if len(recorded) == NEWS:  # no earlier event can matter
        over = over.filter(ends_at__gte=recorded[-1][1])
    others = steps.filter(topic__event__in=list(over.values_list("pk", flat=True)))
    others = others.filter(~Exists(records.order_by().filter(id=OuterRef("pk"))))
    ended = others.order_by("-topic__event__ends_at", "-pk").values_list("pk", "topic__event__ends_at")[:NEWS]
    return sorted([*recorded, *ended], key=lambda one: (one[1], one[0]), reverse=True)[:NEWS]


def news_of_added(steps: Iterable[tuple[NextStep, datetime]]) -> Iterator[StepNews]:
    for step, when in steps:
        yield StepNews(when, "noted", f"New: {plain_line(step.text)}", step)


def news_of_closed(steps: Iterable[NextStep]) -> Iterator[StepNews]:
    for step in steps:
        if closed_on := step.closed_on:
            title = f"{step.get_state_display().capitalize()}: {plain_line(step.text)}"
            when = timezone.make_aware(datetime.combine(closed_on, time.min))
            yield StepNews(when, f"closed/{closed_on}", title, step)


def step_in_words(step: NextStep, familiar: Collection[int]) -> str:
    who = owner_name_for(step, familiar)
    facts = [plain_title(str(step.topic)), str(step.topic.event), who and f"owner: {who}"]
    facts += [f"due on {step.due_on}" if step.is_open and step.due_on else "", plain_line(step.closing_note)]
    return " · ".join(fact for fact in facts if fact)
