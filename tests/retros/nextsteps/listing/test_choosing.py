from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from planning.people.models import User
from retros.nextsteps.listing.choosing import (
    Order,
    View,
    about,
    arranged,
    in_view,
    older_than,
    reader_of,
    views_for,
)
from retros.nextsteps.models import NextStep
from tests.factories import AttendeeFactory, EventFactory, NextStepFactory, OrganizationFactory, PastEventFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2100, 6, 30, 12, tzinfo=UTC)
TODAY = date(2100, 6, 30)


def held(view: View, user: User | AnonymousUser) -> set[NextStep]:
    return set(NextStep.objects.filter(in_view(view, reader_of(user, now=NOW))))


def test_ours_are_what_my_organization_has_and_what_its_people_have() -> None:
    seeds, shoots = OrganizationFactory.create_batch(2)
    me = AttendeeFactory(organization=seeds)
    of_a_colleague = NextStepFactory(owner=AttendeeFactory(organization=seeds))
    of_all = NextStepFactory(owner_organization=seeds)
    NextStepFactory(owner=AttendeeFactory(organization=shoots))
    NextStepFactory(owner_organization=shoots)
    NextStepFactory()

    assert held(View.OURS, me.user) == {of_a_colleague, of_all}


def test_ours_follow_the_organization_i_came_from_last() -> None:
    seeds, shoots = OrganizationFactory.create_batch(2)
    me = AttendeeFactory(organization=seeds, event=EventFactory(slug="2098-05"))
    AttendeeFactory(organization=shoots, user=me.user, event=EventFactory(slug="2099-05"))
    NextStepFactory(owner_organization=seeds)
    step = NextStepFactory(owner_organization=shoots)

    assert held(View.OURS, me.user) == {step}


def test_views_offer_what_can_hold_something() -> None:
    def offered(user: User | AnonymousUser) -> set[View]:
        return set(View) - set(views_for(reader_of(user, now=NOW)))

    assert offered(AnonymousUser()) == {View.MINE, View.OURS}
    assert offered(AttendeeFactory().user) == {View.OURS}
    assert offered(AttendeeFactory(organization=OrganizationFactory()).user) == set()


@pytest.mark.parametrize("view", [View.MINE, View.OURS])
def test_nothing_is_a_strangers_own(view: View) -> None:
    NextStepFactory(owner=AttendeeFactory())
    NextStepFactory()

    assert held(view, AnonymousUser()) == set()


def test_quiet_are_open_steps_about_which_nothing_was_done() -> None:
    step = NextStepFactory(topic__event=PastEventFactory(), active_on=TODAY - timedelta(days=43))
    NextStepFactory(topic__event=PastEventFactory(), active_on=TODAY)

    assert held(View.QUIET, AnonymousUser()) == {step}


@pytest.mark.usefixtures("in_berlin")
def test_age_counts_from_the_last_day_of_the_event() -> None:
    def ended(day: int) -> datetime:
        return datetime(2100, 6, day, 20, tzinfo=UTC)

    days = {"starts_at": ended(1), "review_ends_at": ended(29), "wrap_up_due_at": ended(30)}
    earlier = {"voting_opens_at": datetime(2100, 1, 1, tzinfo=UTC), "voting_closes_at": ended(1)}
    old = NextStepFactory(topic__event=EventFactory(ends_at=ended(10), **days, **earlier))
    NextStepFactory(topic__event=EventFactory(ends_at=ended(11), **days, **earlier))

    assert set(NextStep.objects.filter(older_than(20, TODAY))) == {old}


@pytest.mark.parametrize(("today", "is_older"), [(date(2010, 3, 28), True), (date(2010, 3, 27), False)])
def test_age_counts_from_the_month_where_the_days_are_not_known(today: date, *, is_older: bool) -> None:
    NextStepFactory(topic__event=PastEventFactory(slug="2010-02"))

    assert NextStep.objects.filter(older_than(28, today)).exists() is is_older


def test_words_are_looked_for_in_the_step_and_in_its_topic() -> None:
    step = NextStepFactory(text="Merge the pull request.", topic__title="Node agent")
    NextStepFactory(text="Merge something else.")

    assert set(NextStep.objects.filter(about("AGENT merge"))) == {step}


def test_by_due_date_the_soonest_come_first_and_those_without_one_last() -> None:
    someday = NextStepFactory()
    later = NextStepFactory(due_on=TODAY + timedelta(days=1))
    soon = NextStepFactory(due_on=TODAY)
    reader = reader_of(AnonymousUser(), now=NOW)

    assert list(arranged(NextStep.objects.all(), Order.DUE, reader)) == [soon, later, someday]


def test_by_owner_those_of_one_name_stand_together_and_nobodys_last() -> None:
    nobodys = NextStepFactory()
    of_grace = NextStepFactory(owner=AttendeeFactory(name="Grace"))
    of_an_organization = NextStepFactory(owner_organization=OrganizationFactory(name="Seeds Inc"))
    of_ada = [NextStepFactory(owner=AttendeeFactory(name="Ada")) for _ in range(2)]
    reader = reader_of(AttendeeFactory().user, now=NOW)

    assert list(arranged(NextStep.objects.all(), Order.OWNER, reader)) == [
        *of_ada,
        of_grace,
        of_an_organization,
        nobodys,
    ]


def test_by_owner_the_order_tells_strangers_nothing_of_names() -> None:
    of_zoe = NextStepFactory(owner=AttendeeFactory(name="Zoe"))
    of_ada = NextStepFactory(owner=AttendeeFactory(name="Ada"))
    reader = reader_of(AnonymousUser(), now=NOW)

    listed = list(arranged(NextStep.objects.all(), Order.OWNER, reader))

    assert listed == [of_zoe, of_ada]
    assert [step.owner_shown for step in listed] == ["someone", "someone"]  # type: ignore[attr-defined]  # annotated
