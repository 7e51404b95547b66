"""What waits for a lock over a deadline is judged by the time at which it gets it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from threading import Event as Signal
from time import sleep

import pytest
from django.db import connection, transaction

from planning.clock import Clock
from planning.events.models import Event
from planning.events.phases import Phase
from planning.events.schedule import end_phase
from planning.people.models import Attendee
from planning.people.registration.registering import give_up_seat, take_seat
from planning.rejection import Rejected
from planning.teams.checkins.checking_in import check_in
from planning.teams.membership import join_team, leave_team
from planning.teams.models import CheckIn, Membership, Team
from planning.teams.plans.publishing import form_teams
from planning.teams.wishes import make_wishes
from planning.topics.models import Topic
from planning.topics.proposals import Proposal, change_topic, propose, withdraw
from planning.voting.ballots import cast_ballot
from planning.voting.models import Ballot
from retros.board.models import Respondent
from retros.board.questions import CHOICES
from retros.board.survey.surveying import record_answers
from tests.factories import AttendeeFactory, EventFactory, TeamFactory, TopicFactory, UserFactory

Rule = Callable[[Attendee, Topic, Clock], object]


def vote(attendee: Attendee, topic: Topic, clock: Clock) -> object:
    return cast_ballot(attendee, [topic], clock=clock)


def take_back(_attendee: Attendee, topic: Topic, clock: Clock) -> object:
    withdraw(topic, clock=clock)
    return None


def wish(attendee: Attendee, topic: Topic, clock: Clock) -> object:
    return make_wishes(attendee, [topic], clock=clock)


def form(_attendee: Attendee, topic: Topic, clock: Clock) -> object:
    return form_teams(topic.event, clock=clock)


def join(attendee: Attendee, topic: Topic, clock: Clock) -> object:
    return join_team(attendee, topic, clock=clock)


def leave(attendee: Attendee, _topic: Topic, clock: Clock) -> object:
    leave_team(attendee, clock=clock)
    return None


def say(attendee: Attendee, topic: Topic, clock: Clock) -> object:
    return check_in(attendee, topic.team, progress="It runs.", clock=clock)


def come(_attendee: Attendee, topic: Topic, clock: Clock) -> object:
    return take_seat(UserFactory(), topic.event, name="Late", clock=clock)


def go(attendee: Attendee, _topic: Topic, clock: Clock) -> object:
    give_up_seat(attendee, clock=clock)
    return None


def have_an_idea(attendee: Attendee, _topic: Topic, clock: Clock) -> object:
    return propose(attendee, Proposal("Late"), clock=clock)


def say_better(_attendee: Attendee, topic: Topic, clock: Clock) -> object:
    return change_topic(topic, Proposal("Better"), clock=clock)


def end_voting(attendee: Attendee, _topic: Topic, clock: Clock) -> object:
    return end_phase(attendee.event, Phase.VOTING, reason="", clock=clock)


def look_back(attendee: Attendee, _topic: Topic, clock: Clock) -> object:
    record_answers(attendee, {question: CHOICES[question].values[0] for question in CHOICES}, clock=clock)
    return None


RULES: list[tuple[Rule, str]] = [
    (vote, "voting_closes_at"),
    (take_back, "voting_closes_at"),
    (end_voting, "voting_closes_at"),
    (wish, "starts_at"),
    (form, "starts_at"),
    (go, "starts_at"),
    (join, "ends_at"),
    (leave, "ends_at"),
    (say, "ends_at"),
    (come, "ends_at"),
    (have_an_idea, "ends_at"),
    (say_better, "wrap_up_due_at"),
    (look_back, "wrap_up_due_at"),
]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("rule", "deadline"), RULES)
def test_what_waits_for_the_lock_over_a_deadline_is_refused(rule: Rule, deadline: str) -> None:
    attendee = AttendeeFactory(event=EventFactory())
    topic = TopicFactory(event=attendee.event)
    TeamFactory(topic=topic)
    closes_at = getattr(attendee.event, deadline)
    times = [closes_at - timedelta(seconds=1)]
    is_held = Signal()

    def hold_the_event() -> None:
        with closing(connection), transaction.atomic():
            Event.objects.select_for_update().get(pk=attendee.event_id)
            is_held.set()
            sleep(0.5)  # long enough for the other one to arrive
            times.append(closes_at)

    def act() -> None:
        with closing(connection):
            is_held.wait(5)
            rule(attendee, topic, lambda: times[-1])

    with ThreadPoolExecutor(2) as people:
        held, acted = people.submit(hold_the_event), people.submit(act)

    assert held.exception() is None
    assert isinstance(acted.exception(), Rejected)
    assert nothing_was_done(topic)


def nothing_was_done(topic: Topic) -> bool:
    topic.refresh_from_db()
    rows = (Ballot, CheckIn, Membership, Respondent)
    is_as_it_was = not topic.is_withdrawn and topic.title != "Better" and Topic.objects.count() == 1
    there = Attendee.objects.coming().count() == 1 and Team.objects.count() == 1
    return is_as_it_was and there and not any(model._default_manager.exists() for model in rows)
