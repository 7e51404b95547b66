"""Proposing a topic, changing it, and withdrawing it."""

from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Protocol

from django.db import transaction
from django.utils.text import slugify

from planning.clock import Clock
from planning.events.models import Event, LateTopics
from planning.events.phases import Phase
from planning.people.models import Attendee
from planning.rejection import Rejected
from planning.repeats import sent_before
from planning.texts.columns import with_folded
from planning.topics.models import Topic

RESERVED = {"alike", "form", "import", "new"}
"""Addresses next to those of the topics: a topic called "New" must not hide the page for proposing one."""

MOST_AN_HOUR = 10
"""Topics that an attendee proposes within an hour. Organizers enter whole lists."""


class Withdrawal(Protocol):
    def __call__(self, topic: Topic, *, now: datetime) -> None: ...


withdrawals: list[Withdrawal] = []
"""What later rooms do once a topic is withdrawn."""


class ProposalRejected(Rejected):
    """A topic that cannot be proposed, changed or withdrawn."""


@dataclass(frozen=True)
class Proposal:
    """What a person says about a topic."""

    title: str
    emoji: str = ""
    track: Topic.Track = Topic.Track.MAIN
    problem: str = ""
    motivation: str = ""
    benefits: str = ""
    continues: Topic | None = None


def proposal_of(topic: Topic) -> Proposal:
    """What is said about it now."""
    return Proposal(**{field.name: getattr(topic, field.name) for field in fields(Proposal)})


@transaction.atomic
def propose(attendee: Attendee, proposal: Proposal, *, clock: Clock) -> Topic:
    """Add a topic to the event's board. New ideas are welcome until the week ends."""
    event = Event.objects.select_for_update().get(pk=attendee.event_id)  # two equal titles get two slugs
    now = clock()
    if refusal := refuses_topics(event, now):
        raise ProposalRejected(refusal)
    refuse_later_predecessor(event, proposal.continues)
    proposed = event.topics.standing().filter(proposed_by=attendee)
    if before := sent_before(proposed, "proposed_at", now=now, **vars(proposal)):
        return before
    refuse_a_flood(attendee, now=now)
    return add_topic(event, proposal, proposer=attendee.pk, now=now)


def refuse_a_flood(attendee: Attendee, *, now: datetime) -> None:
    """Withdrawn topics count, too: to withdraw one makes no room for the next."""
    if attendee.is_organizer:
        return
    lately = attendee.proposals.filter(proposed_at__gt=now - timedelta(hours=1))
    if lately.count() >= MOST_AN_HOUR:
        raise ProposalRejected(
            f"You have proposed {MOST_AN_HOUR} topics within an hour. Wait a little, or ask an organizer for help."
        )


def add_topic(event: Event, proposal: Proposal, *, proposer: int | None, now: datetime, reason: str = "") -> Topic:
    """To the end of the board, whose lock the caller holds. `reason` is for the topic's history."""
    topic = Topic(
        event=event,
        slug=free_slug(event, proposal.title),
        position=event.topics.count() + 1,
        proposed_by_id=proposer,
        proposed_at=now,
        **vars(proposal),
    )
    topic._change_reason = reason
    topic.save(force_insert=True)
    return topic


def date_proposal(topic: Topic, *, now: datetime) -> None:
    """A new topic of an event that is planned here was proposed when it was entered, unless someone says when."""
    if topic._state.adding and topic.proposed_at is None and topic.event.voting_opens_at:
        topic.proposed_at = now


def takes_topics(event: Event, now: datetime) -> bool:
    """Until the week ends or, if the organizers say so, until voting opens."""
    last = Phase.VOTING if event.late_topics == LateTopics.REFUSED else Phase.REVIEW
    return event.phase_at(now).is_before(last)


def refuses_topics(event: Event, now: datetime) -> str:
    """Why there can be no new one; empty if there can."""
    return (
        "" if takes_topics(event, now) else f"{event} is no longer accepting topics. Keep this one for the next event."
    )


def becomes_of_it(event: Event, now: datetime) -> str:
    """What someone who proposes a topic now should know; nothing before voting has opened."""
    phase = event.phase_at(now)
    if phase is Phase.BRAINSTORM or not takes_topics(event, now):
        return ""
    if phase is not Phase.VOTING:
        return "Voting is over, so it won’t get any votes. People can join a team for it."
    if event.late_topics == LateTopics.ON_BALLOT:
        return "Voting is open, and it goes on the ballot. People who have already voted can change their ballots."
    return "Voting has opened, so it won’t be on the ballot. People can wish for it, and join a team for it."


@transaction.atomic
def change_topic(topic: Topic, proposal: Proposal, *, clock: Clock) -> Topic:
    """Edit it. The topic's address stays, and once people vote, so does its track."""
    now = lock_event_of(topic, clock)
    if refusal := refuses_changes(topic.event, now):
        raise ProposalRejected(refusal)
    if proposal.track != topic.track and keeps_tracks(topic.event, now):
        raise ProposalRejected("Voting has opened, so the track stays as it is: people may have voted because of it.")
    refuse_later_predecessor(topic.event, proposal.continues)
    for field, value in vars(proposal).items():
        setattr(topic, field, value)
    topic.save(update_fields=with_folded(topic, vars(proposal)))
    return topic


@transaction.atomic
def carry_on(topic: Topic, earlier: Topic | None, *, clock: Clock) -> Topic:
    """Say which earlier topic it continues. Of a closed event, too: lineage is often seen only years later."""
    lock_event_of(topic, clock)
    refuse_later_predecessor(topic.event, earlier)
    topic.continues = earlier
    topic.save(update_fields=["continues"])
    return topic


def can_be_changed(topic: Topic, now: datetime) -> bool:
    return not refuses_changes(topic.event, now)


def refuses_changes(event: Event, now: datetime) -> str:
    return f"{event} is closed: its topics stay as they are." if event.phase_at(now) is Phase.CLOSED else ""


@transaction.atomic
def withdraw(topic: Topic, *, clock: Clock) -> None:
    """Withdraw a topic. Its page stays, with its comments; votes for it no longer count."""
    now = lock_event_of(topic, clock)
    if refusal := refuses_withdrawals(topic.event, now):
        raise ProposalRejected(refusal)
    topic.withdrawn_at = now
    topic.save(update_fields=["withdrawn_at"])
    follow_withdrawal(topic, now=now)


@transaction.atomic
def bring_back(topic: Topic, *, clock: Clock) -> None:
    """Undo a withdrawal. The votes for it count again."""
    if not can_be_withdrawn(topic, lock_event_of(topic, clock)):
        raise ProposalRejected("Voting is over, so it stays withdrawn. Propose it again for the next event.")
    topic.withdrawn_at = None
    topic.save(update_fields=["withdrawn_at"])


def follow_withdrawal(topic: Topic, *, now: datetime) -> None:
    """What depends on a withdrawn topic, whichever door it was, is not lost with it."""
    if topic.is_withdrawn:
        for follow in withdrawals:
            follow(topic, now=now)


def lock_event_of(topic: Topic, clock: Clock) -> datetime:
    """Wait for others who are changing the event. Return the time from which it is ours."""
    topic.event = Event.objects.select_for_update().get(pk=topic.event_id)
    return clock()


def can_be_withdrawn(topic: Topic, now: datetime) -> bool:
    return not refuses_withdrawals(topic.event, now)


def refuses_withdrawals(event: Event, now: datetime) -> str:
    is_open = event.phase_at(now).is_before(Phase.TEAM_FORMATION)
    return "" if is_open else "Voting is over. Say in the topic's report that it was decided against."


def keeps_tracks(event: Event, now: datetime) -> bool:
    """Once people vote, they may do so because of a topic's track."""
    return event.phase_at(now) is not Phase.BRAINSTORM


def refuse_later_predecessor(event: Event, continues: Topic | None) -> None:
    if continues is not None and continues.event.slug >= event.slug:
        raise ProposalRejected(f"“{continues}” is not from an earlier event, so it cannot be continued here.")


def free_slug(event: Event, title: str) -> str:
    """The title as it appears in an address, numbered if the event already has it."""
    base = slugify(title)[:72] or "topic"
    taken = RESERVED | set(event.topics.filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(slug for slug in numbered if slug not in taken)
