import random
from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client

from planning.models import Attendee, Event, Topic, User
from retros.nextsteps.access import events_to_change, theirs_to_change
from retros.nextsteps.charts.counting import all_events, groups_of
from retros.nextsteps.evidence.models import StepLink
from retros.nextsteps.listing.choosing import Reader, View, in_view, reader_of, views_for
from retros.nextsteps.listing.counting import (
    States,
    count_steps_by_topic,
    count_views,
    kept_counts,
    of_all_events,
    total,
)
from retros.nextsteps.models import FollowUp, NextStep
from tests.clock import CLOSED as NOW
from tests.factories import (
    AttendeeFactory,
    EventFactory,
    NextStepFactory,
    OrganizationFactory,
    OrganizerFactory,
    PastEventFactory,
    StepLinkFactory,
    TopicFactory,
)
from tests.pages import queries_of

pytestmark = pytest.mark.django_db

TODAY = NOW.date()
State = NextStep.State


def test_counts_are_those_of_the_lists() -> None:
    me = AttendeeFactory(organization=OrganizationFactory())
    NextStepFactory(owner=me, due_on=TODAY - timedelta(days=1))
    NextStepFactory(owner=me, state=State.DONE)
    NextStepFactory()

    counts = counted(reader_of(me.user, now=NOW))

    assert counts[View.ALL] == {State.OPEN: 2, State.DONE: 1}
    assert counts[View.MINE] == {State.OPEN: 1, State.DONE: 1}
    assert counts[View.OVERDUE] == {State.OPEN: 1}
    assert counts[View.UNOWNED] == {State.OPEN: 1}


def test_every_view_counts_what_its_list_has() -> None:
    me = AttendeeFactory(organization=OrganizationFactory())
    patient = PastEventFactory()
    FollowUp.objects.create(event=patient, quiet_days=90)
    recent = EventFactory()
    for event in (patient, PastEventFactory(), recent, me.event):
        for days in (None, 10, 60, 120):
            active_on = TODAY - timedelta(days=days) if days else None
            owner = AttendeeFactory(event=event, organization=me.organization)
            step = NextStepFactory(topic__event=event, active_on=active_on, owner=owner, due_on=active_on)
            NextStepFactory(topic__event=event, active_on=active_on, state=State.DROPPED, owner=me)
            StepLinkFactory(step=step, state=StepLink.State.MERGED)
            StepLinkFactory(step=NextStepFactory(), state=StepLink.State.CLOSED, reason="not_planned")
    reader = reader_of(me.user, now=NOW)

    counts = counted(reader)

    held = {view: NextStep.objects.filter(in_view(view, reader)) for view in views_for(reader)}
    assert counts == {view: steps.count_by_state() for view, steps in held.items()}
    assert 0 < counts[View.QUIET][State.OPEN] < counts[View.ALL][State.OPEN]


@pytest.mark.django_db(transaction=True)
def test_what_is_kept_is_what_counting_anew_finds_whatever_is_written() -> None:
    chance = random.Random(7)  # noqa: S311  # what is written is no secret
    topics = [TopicFactory(event=event) for event in (PastEventFactory(), EventFactory(), EventFactory())]
    for topic in topics:
        AttendeeFactory(event=topic.event)
    topics += [TopicFactory(event=topic.event) for topic in topics]

    for _ in range(60):
        write_something(chance, topics)
        kept = whatever_is_kept()
        with transaction.atomic():  # where nothing is kept
            assert kept == whatever_is_kept()


def whatever_is_kept() -> tuple[object, ...]:
    events = list(Event.objects.order_by("pk").values_list("pk", flat=True))
    topics = count_steps_by_topic(NextStep.objects.all(), events)
    return kept_counts(TODAY), sorted(groups_of(all_events()), key=str), topics


def write_something(chance: random.Random, topics: Sequence[Topic]) -> None:
    day = TODAY - timedelta(days=chance.choice([-5, 10, 60]))
    topic, event = chance.choice(topics), chance.choice(topics).event
    step = NextStep.objects.order_by("?").first() or NextStepFactory(topic=topic)
    this = NextStep.objects.filter(pk=step.pk)
    link = {"state": chance.choice(["merged", "closed"]), "reason": chance.choice(["", "not_planned"])}
    chance.choice(
        [
            lambda: NextStepFactory(topic=topic, due_on=day),
            lambda: this.update(due_on=day),
            lambda: this.update(active_on=day),
            lambda: this.update(state=State.DONE, closed_on=day),
            lambda: this.update(state=State.OPEN, closed_on=None),
            lambda: this.update(owner=Attendee.objects.order_by("?").first()),
            lambda: this.update(topic=topic, number=step.pk + 1_000),
            lambda: Topic.objects.filter(pk=topic.pk).update(event=event),
            lambda: Event.objects.filter(pk=event.pk, starts_on__lte=day).update(ends_on=day),
            lambda: FollowUp.objects.update_or_create(event=event, defaults={"quiet_days": chance.randint(1, 90)}),
            lambda: FollowUp.objects.filter(event=event).delete(),
            lambda: StepLinkFactory(step=step, **link),
            lambda: StepLink.objects.filter(step=step).update(**link),
            step.delete,
        ]
    )()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("last", [None, 0, 1, 2])
def test_what_someone_may_change_is_counted_as_it_is_where_all_of_an_event_is_theirs(last: int | None) -> None:
    events = [PastEventFactory(slug=f"201{year}-02") for year in range(3)]
    me = AttendeeFactory(event=events[1], organization=OrganizationFactory())
    if last is not None:
        me = OrganizerFactory(event=events[last], organization=me.organization, user__email="me@example.org")
    for topic in (topic for event in events for topic in TopicFactory.create_batch(2, event=event)):
        NextStepFactory(topic=topic, owner=me, due_on=TODAY - timedelta(days=1))
        NextStepFactory(topic=topic, owner_organization=me.organization)
        NextStepFactory(topic=topic)
        NextStepFactory(topic=topic, state=State.DONE)
    reader, keys = reader_of(me.user, now=NOW), [event.pk for event in events]
    theirs = NextStep.objects.open().filter(theirs_to_change(me.user))

    entire = frozenset(events_to_change(me.user).values_list("pk", flat=True))

    assert len(entire) == (0 if last is None else last + 1)
    assert count_views(theirs, reader, entire=entire) == count_views(theirs, reader)
    assert count_steps_by_topic(theirs, keys, entire=entire) == count_steps_by_topic(theirs, keys)


def test_views_of_what_is_open_count_it_whatever_state_is_asked_for() -> None:
    counts: dict[str, int] = {State.OPEN: 2, State.DONE: 1}

    assert total(View.ALL, counts, state=State.DONE) == 1
    assert total(View.ALL, counts, state="any") == 3
    assert total(View.OVERDUE, {State.OPEN: 2}, state=State.DONE) == 2


@pytest.mark.django_db(transaction=True)
def test_counts_of_all_are_kept_for_everyone_but_what_is_the_readers_own(client: Client) -> None:
    ada, grace = AttendeeFactory(), AttendeeFactory()
    NextStepFactory.create_batch(2, owner=ada)
    mine = [counts_shown_to(person.user, client)["Mine"] for person in (ada, grace)]

    NextStepFactory(owner=grace)

    assert mine == [2, 0]
    assert counts_shown_to(grace.user, client) == counts_shown_to(ada.user, client) | {"Mine": 1}
    assert len([query for query in queries_of(client, "/next-steps/") if "COUNT" in query]) == 1


@pytest.mark.django_db(transaction=True)
def test_what_someone_looks_for_is_found_once_until_something_is_written() -> None:
    ada, grace = AttendeeFactory.create_batch(2, organization=OrganizationFactory())
    first, second = (NextStepFactory(text=f"Prune {what}.", owner=ada) for what in ("roses", "figs"))
    clients = {person: Client() for person in (ada, grace)}
    for person, client in clients.items():  # before anything is kept, as that is written
        client.force_login(person.user)
    asked = "?q=prune"
    shown = counts_on(clients[ada], asked)

    again = queries_of(clients[ada], f"/next-steps/{asked}")

    assert [query for query in again if "COUNT" in query or "LIKE" in query] == []
    assert counts_on(clients[ada], asked) == shown
    assert (shown["Mine"], counts_on(clients[grace], asked)["Mine"]) == (2, 0)
    assert counts_on(clients[ada], "?q=figs")["Mine"] == 1

    second.delete()

    left = counts_on(clients[ada], asked)
    assert [left[view] for view in ("All", "Mine", "My organization’s")] == [1, 1, 1]
    assert [line.pk for line in clients[ada].get(f"/next-steps/{asked}").context["page"]] == [first.pk]


def counted(reader: Reader) -> dict[View, States]:
    return {view: of_all_events(counts) for view, counts in count_views(NextStep.objects.all(), reader).items()}


def counts_shown_to(user: User, client: Client) -> dict[str, int]:
    client.force_login(user)
    return counts_on(client)


def counts_on(client: Client, query: str = "") -> dict[str, int]:
    return {view.label: count for view, count, _ in client.get(f"/next-steps/{query}").context["views"]}
