"""What can be found, in the order of its groups: of each kind where it is, what it says, and which comes first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Case, OrderBy, QuerySet, Value, When
from django.db.models.functions import Concat
from django.urls import reverse

from planning.events.models import Event
from planning.finding.indexing import keys_with_words
from planning.searching import holding
from planning.topics.models import Comment, Topic
from retros.nextsteps.models import NextStep
from retros.wrapups.models import Report

Row = dict[str, Any]


@dataclass(frozen=True)
class SearchKind:
    name: str
    title: str
    model: type[Any]
    columns: tuple[str, ...]
    """Besides the texts."""
    texts: tuple[str, ...]
    order: tuple[str | OrderBy, ...]
    heading: Callable[[Row], str]
    """Markdown of one line; empty where the sentence says it all."""
    about: Callable[[Row], str]
    url: Callable[[Row], str]

    def keys(self, words: tuple[str, ...]) -> list[int]:
        return keys_with_words(self.model, words, connection)

    def rows(self, keys: list[int], words: tuple[str, ...]) -> "QuerySet[Any, Row]":
        rows: QuerySet[Any] = self.model._default_manager.filter(pk__in=keys)
        if self.model is Topic:
            rows = rows.annotate(in_title=in_title(words))
        found: QuerySet[Any, Row] = rows.order_by(*self.order).values("pk", *self.columns, *self.texts)
        return found


def in_title(words: Sequence[str]) -> Case:
    """Topics that are called so come before those that only mention it."""
    named = holding(" ".join(words), "folded_title")
    return Case(When(named, then=Value(value=True)), default=Value(value=False), output_field=BooleanField())


# As it stands, PostgreSQL would go through all events in the order of their months, and all that belongs to them.
LATEST_EVENT = Concat("topic__event__slug", Value("")).desc()
TOPIC = ("topic__emoji", "topic__title", "topic__slug", "topic__event__slug", "topic__event__name")


def topic_in_words(row: Row) -> str:
    return f"{row['topic__emoji']} {row['topic__title']}".strip()


def at_topic(page: str, row: Row) -> str:
    return reverse(page, args=[row["topic__event__slug"], row["topic__slug"]])


KINDS = (
    SearchKind(
        "topics",
        "Topics",
        Topic,
        ("emoji", "title", "slug", "event__slug", "event__name", "report__outcome"),
        ("problem", "motivation", "benefits"),
        ("-in_title", "-event__slug", "position", "pk"),
        lambda row: f"{row['emoji']} {row['title']}".strip(),
        lambda row: ", ".join(filter(None, (row["event__name"], outcome_label(row["report__outcome"])))),
        lambda row: reverse("topic", args=[row["event__slug"], row["slug"]]),
    ),
    SearchKind(
        "reports",
        "Reports",
        Report,
        (*TOPIC, "outcome"),
        ("achievements", "outcome_note", "notes"),
        (LATEST_EVENT, "topic__position", "pk"),
        topic_in_words,
        lambda row: ", ".join(filter(None, (row["topic__event__name"], outcome_label(row["outcome"])))),
        lambda row: at_topic("report", row),
    ),
    SearchKind(
        "next-steps",
        "Next steps",
        NextStep,
        (*TOPIC, "state"),
        ("text",),
        (LATEST_EVENT, "topic__position", "number", "pk"),
        lambda _row: "",
        lambda row: f"{NextStep.State(row['state']).label}, from {topic_in_words(row)}, {row['topic__event__name']}",
        lambda row: reverse("next-step", args=[row["pk"]]),
    ),
    SearchKind(
        "comments",
        "Comments",
        Comment,
        TOPIC,
        ("text",),
        ("-written_at", "-pk"),
        lambda _row: "",
        lambda row: f"on {topic_in_words(row)}, {row['topic__event__name']}",
        lambda row: f"{at_topic('topic', row)}#comments",
    ),
    SearchKind(
        "events",
        "Events",
        Event,
        ("name", "slug", "venue"),
        ("introduction",),
        ("-slug",),
        lambda row: str(row["name"]),
        lambda row: str(row["venue"]),
        lambda row: reverse("event", args=[row["slug"]]),
    ),
)


def outcome_label(value: str | None) -> str:
    return Report.Outcome(value).label if value else ""
