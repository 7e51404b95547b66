from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from retros.nextsteps.evidence.models import StepLink
from retros.nextsteps.lines import StepLine, StepLines
from retros.nextsteps.models import NextStep
from tests.factories import AttendeeFactory, NextStepFactory, OrganizationFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)


def line_of(step: NextStep, *, familiar: frozenset[int] = frozenset()) -> StepLine:
    [line] = StepLines(familiar=familiar, today=TODAY).of([step.pk])
    return line


def link(step: NextStep, *, state: StepLink.State, reason: str) -> None:
    StepLink.objects.create(step=step, url=f"https://example.org/{reason}", state=state, reason=reason)


def test_lines_are_in_the_order_of_their_keys_without_those_that_are_gone(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    first, second = NextStepFactory.create_batch(2)

    with django_assert_num_queries(2):
        lines = StepLines(familiar=(), today=TODAY).of([second.pk, 0, first.pk])

    assert [line.pk for line in lines] == [second.pk, first.pk]


def test_line_names_its_owner_to_those_who_may_know_them() -> None:
    owner = AttendeeFactory(name="Ada")
    step = NextStepFactory(owner=owner)

    assert line_of(step).owner == "someone"
    assert line_of(step, familiar=frozenset({owner.event_id})).owner == "Ada"
    assert line_of(NextStepFactory(owner_organization=OrganizationFactory(name="Seeds Inc"))).owner == "Seeds Inc"
    assert line_of(NextStepFactory()).owner == ""


def test_line_says_whose_name_it_shows() -> None:
    owner = AttendeeFactory()
    step = NextStepFactory(owner=owner)

    assert line_of(step).owned_by == ""
    assert line_of(step, familiar=frozenset({owner.event_id})).owned_by == "person"
    assert line_of(NextStepFactory(owner_organization=OrganizationFactory())).owned_by == "organization"
    assert line_of(NextStepFactory()).owned_by == ""


def test_line_is_overdue_from_the_day_after_it_was_due() -> None:
    due = NextStepFactory(due_on=TODAY)
    late = NextStepFactory(due_on=TODAY - timedelta(days=1))

    assert [line_of(step).label for step in (due, late)] == ["open", "overdue"]


def test_line_leads_to_the_step_and_its_topic() -> None:
    step = NextStepFactory()

    line = line_of(step)

    assert (line.address, line.topic.address) == (step.get_absolute_url(), step.topic.get_absolute_url())


def test_line_says_what_links_that_ended_mean() -> None:
    done, dropped, neither = NextStepFactory.create_batch(3)
    link(done, state=StepLink.State.MERGED, reason="")
    link(dropped, state=StepLink.State.CLOSED, reason="not_planned")

    assert line_of(done).evidence == {"proposes_done": True, "asks_what_became": False}
    assert line_of(dropped).evidence == {"proposes_done": False, "asks_what_became": True}
    assert line_of(neither).evidence == {}
