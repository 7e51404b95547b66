"""Carrying out what was decided, in one transaction, by the rules of proposing."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from planning.clock import Clock, stopped_at
from planning.events.models import Event
from planning.people.models import User
from planning.rejection import Rejected
from planning.topics.importing.deciding import Choices, ImportDecision
from planning.topics.importing.facts import SourceTopic, Wording
from planning.topics.importing.loading import NO_CHOICES, plan_topics
from planning.topics.importing.models import ImportedTopic
from planning.topics.models import Topic
from planning.topics.proposals import Proposal, add_topic, change_topic, withdraw

REASON = "Imported."


class TopicsEditedMeanwhile(Rejected):
    """What would be imported is not what was looked at."""


@transaction.atomic
def import_topics(
    event: Event,
    sources: Sequence[SourceTopic],
    *,
    choices: Choices = NO_CHOICES,
    seen: str = "",
    by: User | None = None,
    clock: Clock,
) -> list[ImportDecision]:
    """Bring the topics in, and say what became of each. One that is refused keeps no other out.

    `seen` is the fingerprint of what was looked at before, if it was.
    """
    event = Event.objects.select_for_update().get(pk=event.pk)  # no one proposes or edits meanwhile
    now = clock()
    decisions = plan_topics(event, sources, choices=choices, now=now)
    if seen and seen != fingerprint_of(decisions):
        raise TopicsEditedMeanwhile("Topics were edited meanwhile. Nothing was imported: please check the list again.")
    topics = Topic.objects.select_related("continues__event").in_bulk([each.topic for each in decisions if each.topic])
    written = [(each, carry_out(event, each, topics, now=now)) for each in decisions if each.writes]
    remember(event, written, by=by, now=now)
    return decisions


def fingerprint_of(decisions: Iterable[ImportDecision]) -> str:
    """The same for the same topics there and here, whatever is decided about them."""
    seen = [(each.source, each.topic, each.here) for each in decisions]
    return hashlib.sha256(repr(seen).encode()).hexdigest()


def carry_out(event: Event, decision: ImportDecision, topics: dict[int, Topic], *, now: datetime) -> Topic:
    if decision.topic is None:
        assert decision.becomes  # noqa: S101  # what is new has words
        proposal = proposal_from(decision.becomes)
        return add_topic(event, proposal, proposer=decision.proposer, now=now, reason=REASON)
    topic = topics[decision.topic]
    if decision.withdraws:
        withdraw(topic, clock=stopped_at(now))
    if decision.becomes:
        topic._change_reason = REASON
        change_topic(topic, proposal_from(decision.becomes, continues=topic.continues), clock=stopped_at(now))
    if decision.proposer:
        topic.proposed_by_id = decision.proposer
        topic._change_reason = REASON
        topic.save(update_fields=["proposed_by"])
    return topic


def proposal_from(wording: Wording, *, continues: Topic | None = None) -> Proposal:
    return Proposal(**asdict(wording) | {"track": Topic.Track(wording.track)}, continues=continues)


def remember(event: Event, written: Sequence[tuple[ImportDecision, Topic]], *, by: User | None, now: datetime) -> None:
    rows = [
        ImportedTopic(
            event=event,
            topic=topic,
            key=decision.key,
            number=decision.source.number,
            url=decision.source.url,
            author=decision.source.author,
            labels="\n".join(decision.source.labels or ()),
            said=asdict(decision.says),
            imported_at=now,
            imported_by=by,
        )
        for decision, topic in written
        if decision.says
    ]
    if not rows:
        return
    ImportedTopic.objects.gone_elsewhere(event).delete()
    columns = ["key", "number", "url", "author", "labels", "said", "imported_at", "imported_by"]
    ImportedTopic.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["topic"], update_fields=[*columns, "event"]
    )
