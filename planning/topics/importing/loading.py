"""What deciding has to know of an event: two queries, however many topics it has."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from planning.events.models import Event
from planning.topics.importing.deciding import Choices, ImportDecision, KnownTopic, Terms, decide
from planning.topics.importing.facts import SourceTopic, Wording
from planning.topics.models import Topic
from planning.topics.proposals import becomes_of_it, keeps_tracks, refuses_changes, refuses_topics, refuses_withdrawals

TEXTS = tuple(field.name for field in fields(Wording))
RECORD = ("key", "number", "url", "author", "labels", "said")
LONGEST = {
    name: length
    for name in TEXTS
    if name != "track" and (length := Topic._meta.get_field(name).max_length)  # type: ignore[union-attr]  # columns, not relations
}
NO_CHOICES = Choices()


def plan_topics(
    event: Event, sources: Sequence[SourceTopic], *, choices: Choices = NO_CHOICES, now: datetime
) -> list[ImportDecision]:
    """What an import would do. It writes nothing."""
    return decide(sources, load_topics_here(event), terms_of(event, now=now), choices)


def load_topics_here(event: Event) -> list[KnownTopic]:
    rows = event.topics.as_proposed().values(
        "pk", "withdrawn_at", "proposed_by", "imported__event", *TEXTS, *(f"imported__{name}" for name in RECORD)
    )
    return [topic_here(row, is_known=row["imported__event"] == event.pk) for row in rows]


def topic_here(row: dict[str, Any], *, is_known: bool) -> KnownTopic:
    record = {name: row[f"imported__{name}"] for name in RECORD} if is_known else {}
    if is_known:
        record |= {"said": Wording(**record["said"]), "labels": tuple(record["labels"].splitlines())}
    return KnownTopic(
        pk=row["pk"],
        # Browsers send other ends of lines than files have: that is no edit.
        wording=Wording(**{name: row[name].replace("\r\n", "\n") for name in TEXTS}),
        is_withdrawn=row["withdrawn_at"] is not None,
        has_proposer=row["proposed_by"] is not None,
        **record,
    )


def terms_of(event: Event, *, now: datetime) -> Terms:
    seated = event.attendees.admitted().exclude(folded_github="")
    return Terms(
        longest=LONGEST,
        no_new=refuses_topics(event, now),
        no_change=refuses_changes(event, now),
        no_withdrawal=refuses_withdrawals(event, now),
        becomes_of_it=becomes_of_it(event, now),
        keeps_track=keeps_tracks(event, now),
        people=dict(seated.order_by().values_list("folded_github", "pk")),
    )
