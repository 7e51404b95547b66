from datetime import timedelta

import pytest
from django.test import Client

from planning.people.models import User
from retros.nextsteps.evidence.models import StepLink
from retros.nextsteps.listing.choosing import View, in_view, reader_of, views_for
from retros.nextsteps.listing.counting import count_views, total
from retros.nextsteps.models import FollowUp, NextStep
from tests.clock import CLOSED as NOW
from tests.factories import (
    AttendeeFactory,
    EventFactory,
    NextStepFactory,
    OrganizationFactory,
    PastEventFactory,
    StepLinkFactory,
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

    counts = count_views(NextStep.objects.all(), reader_of(me.user, now=NOW))

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

    counts = count_views(NextStep.objects.all(), reader)

    held = {view: NextStep.objects.filter(in_view(view, reader)) for view in views_for(reader)}
    assert counts == {view: steps.count_by_state() for view, steps in held.items()}
    assert 0 < counts[View.QUIET][State.OPEN] < counts[View.ALL][State.OPEN]


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


def counts_shown_to(user: User, client: Client) -> dict[str, int]:
    client.force_login(user)
    return {view.label: count for view, count, _ in client.get("/next-steps/").context["views"]}
