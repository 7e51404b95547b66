"""Storing the tally once voting has closed. From then on it stays as it was, whatever happens to people and topics."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from planning.events.models import Event
from planning.topics.models import Topic
from planning.voting.counting import count_ballots
from planning.voting.models import ClosedTally, CountedTopic, OpenedBox
from planning.voting.opening import open_box


def keep_closed_tallies(now: datetime) -> int:
    """Store what is due, and set aside what is open again: two queries when there is nothing to do."""
    standing = ClosedTally.objects.standing()
    for event in Event.objects.filter(pk__in=standing.filter(event__voting_closes_at__gt=now).values("event")):
        set_aside(event, now=now)
    due = Event.objects.filter(voting_closes_at__lte=now).exclude(pk__in=standing.values("event"))
    return sum(store_tally(event, now=now) for event in due)


@transaction.atomic
def store_tally(event: Event, *, now: datetime) -> bool:
    """Return False if someone else was faster."""
    event = Event.objects.select_for_update().get(pk=event.pk)  # after the last ballot, which locks it too
    closed_at = event.voting_closes_at
    if closed_at is None or closed_at > now or ClosedTally.objects.standing().filter(event=event).exists():
        return False
    tally = count_ballots(event)
    stored = ClosedTally.objects.create(
        event=event, closed_at=closed_at, counted_at=now, ballots=tally.ballots, electorate=tally.electorate
    )
    topics = Topic.objects.in_bulk(tally.ranked)
    CountedTopic.objects.bulk_create(
        CountedTopic(
            tally=stored,
            topic_id=line.topic,
            slug=topics[line.topic].slug,
            title=str(topics[line.topic]),
            place=place,
            rank=line.rank,
            votes=line.votes,
        )
        for place, line in enumerate(tally.lines, start=1)
    )
    opened = open_box(event)
    OpenedBox.objects.create(
        tally=stored,
        rule=opened.rule,
        people=opened.people,
        content=opened.content,
        sha256=opened.sha256,
        result=opened.result,
    )
    return True


@transaction.atomic
def set_aside(event: Event, *, now: datetime) -> None:
    """Voting is open again: what was counted no longer counts. The event's history says so."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    stored = ClosedTally.objects.standing().filter(event=event, event__voting_closes_at__gt=now).first()
    if stored is None:
        return
    stored.set_aside_at = now
    stored.save(update_fields=["set_aside_at"])
    counted = f"{timezone.localtime(stored.closed_at):%d.%m.%Y, %H:%M}"
    event._change_reason = f"Voting is open again: the tally of {counted} no longer counts."
    event.save(update_fields=["voting_closes_at"])
