"""Proposing what an earlier event left open."""

from django.db import transaction

from planning.clock import Clock, stopped_at
from planning.events.models import Event
from planning.markdown import excerpt
from planning.people.models import Attendee, User
from planning.texts.cleaning import folded
from planning.topics.models import Topic
from planning.topics.proposals import Proposal, ProposalRejected, propose
from retros.nextsteps.access import may_change
from retros.nextsteps.closing import move
from retros.nextsteps.models import NextStep, NextStepQuerySet


def left_open(event: Event) -> NextStepQuerySet:
    """Open steps of earlier events, the latest event first."""
    steps = NextStep.objects.open().filter(topic__event__slug__lt=event.slug)
    return steps.order_by("-topic__event__slug", "topic__position", "topic", "pk")


@transaction.atomic
def take_up(step: NextStep, attendee: Attendee, *, by: User, clock: Clock) -> Topic:
    """Propose the step as a topic that continues its own. The step moves into it, if it is theirs to change.

    For anyone else it stays open: whoever owns it decides.
    """
    event = Event.objects.select_for_update().get(pk=attendee.event_id)  # two people who tap at once make one topic
    now = clock()
    if not left_open(event).filter(pk=step.pk).exists():
        raise ProposalRejected("This step is no longer open.")
    proposal = proposal_of_step(step)
    if before := taken_up_as(event, step, proposal.title):
        raise ProposalRejected(f"“{before}” has already been proposed from this.")
    topic = propose(attendee, proposal, clock=stopped_at(now))
    if may_change(by, step):
        move(step, topic, by=by, now=now)
    return topic


def proposal_of_step(step: NextStep) -> Proposal:
    """How the step begins is the title; all of it is the problem, unless it says no more than that."""
    title = excerpt(step.text)
    said = "" if folded(title) == folded(step.text) else step.text
    return Proposal(title, step.topic.emoji, problem=said, continues=step.topic)


def taken_up_as(event: Event, step: NextStep, title: str) -> Topic | None:
    return event.topics.standing().filter(continues=step.topic, folded_title=title).first()
