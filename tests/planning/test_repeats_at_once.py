"""The same form sent twice at the same moment makes one thing, on either database."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.db.models import Model
from django.utils import timezone

from planning.events.phases import Phase
from planning.outbox.models import Channel
from planning.people.channels.changing import add_channel
from planning.people.models import Attendee
from planning.people.registration.registering import take_seat
from planning.people.tokens.models import ApiToken
from planning.teams.checkins.checking_in import check_in
from planning.teams.models import CheckIn
from planning.topics.comments import comment
from planning.topics.models import Comment, Topic
from planning.topics.proposals import Proposal, propose
from retros.board.models import Group, Note
from retros.board.notes.grouping import open_group
from retros.board.notes.pinning import pin_note
from retros.nextsteps.closing import note_step
from retros.nextsteps.models import NextStep
from tests.factories import AttendeeFactory, EventFactory, NoteFactory, TeamFactory, UserFactory

Form = Callable[[], object]


def a_topic() -> Form:
    person = AttendeeFactory(event__phase=Phase.BRAINSTORM)
    return lambda: propose(person, Proposal("Seeds"), clock=timezone.now)


def a_comment() -> Form:
    team = TeamFactory()
    author = AttendeeFactory(event=team.topic.event)
    return lambda: comment(author, team.topic, "Count me in.", now=timezone.now())


def a_check_in() -> Form:
    team = TeamFactory(topic__event__phase=Phase.HACKING)
    author = AttendeeFactory(event=team.topic.event)
    return lambda: check_in(author, team, progress="It runs.", clock=timezone.now)


def a_step() -> Form:
    topic = TeamFactory(topic__event__phase=Phase.REVIEW).topic
    return lambda: note_step(topic, "Publish the chart", now=timezone.now())


def a_note() -> Form:
    person = AttendeeFactory(event__phase=Phase.REVIEW)
    return lambda: pin_note(person, Note.Column.THANKS, "The cooks!", clock=timezone.now)


def a_group() -> Form:
    note = NoteFactory(event__phase=Phase.REVIEW)
    return lambda: open_group(note.event, "Hut", [note], clock=timezone.now)


def a_registration() -> Form:
    user, event = UserFactory(), EventFactory(phase=Phase.BRAINSTORM)
    return lambda: take_seat(user, event, name="Ada", clock=timezone.now)


def a_token() -> Form:
    user = UserFactory()
    return lambda: ApiToken.issue(user, "Laptop", now=timezone.now())


def a_channel() -> Form:
    user, address = UserFactory(), "https://hooks.slack.com/services/T1/B1/secret"
    return lambda: add_channel(user, name="Chat", address=address, now=timezone.now())


FORMS: list[tuple[Callable[[], Form], type[Model]]] = [
    (a_topic, Topic),
    (a_comment, Comment),
    (a_check_in, CheckIn),
    (a_step, NextStep),
    (a_note, Note),
    (a_group, Group),
    (a_registration, Attendee),
    (a_token, ApiToken),
    (a_channel, Channel),
]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("prepare", "model"), FORMS)
def test_what_is_sent_twice_at_once_is_one(prepare: Callable[[], Form], model: type[Model]) -> None:
    send = prepare()
    both = Barrier(2, timeout=10)

    def press() -> Any:
        with closing(connection):
            connection.ensure_connection()
            both.wait()
            return send()

    with ThreadPoolExecutor(2) as hands:
        presses = [hands.submit(press) for _ in range(2)]

    assert [pressed.exception() for pressed in presses] == [None, None]
    assert model._default_manager.count() == 1
