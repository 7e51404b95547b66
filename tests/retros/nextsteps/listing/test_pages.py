import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from planning.paging import ROWS
from planning.people.models import User
from planning.topics.models import Topic
from retros.nextsteps.listing.choosing import Order, arranged, reader_of
from retros.nextsteps.listing.counting import count_states
from retros.nextsteps.listing.forms import StepFilterForm
from retros.nextsteps.listing.pages import pages_of
from retros.nextsteps.models import DUE, NextStep
from tests.factories import AttendeeFactory, PastEventFactory, TopicFactory, UserFactory
from tests.pages import queries_of

pytestmark = pytest.mark.django_db

PAGES = ["", "?sort=due", "?sort=owner", "?sort=oldest", "?state=any", "?view=overdue", "?q=thing"]


def add_steps(number: int, topics: list[Topic]) -> None:
    """So many open ones to each topic, half of them owned and due, and one that is done."""
    today = timezone.localdate()
    NextStep.objects.bulk_create(
        NextStep(
            topic=topic,
            number=place,
            text="Do this thing.",
            folded="do this thing.",
            due_on=today if place % 2 else None,
            owner=topic.event.attendees.first() if place % 2 else None,
            state="done" if place > number else "open",
        )
        for topic in topics
        for place in range(1, number + 2)
    )


@pytest.fixture
def topics() -> list[Topic]:
    """Of two events, the later one made first."""
    events = [PastEventFactory(slug="2012-02"), PastEventFactory(slug="2011-02")]
    for event in events:
        AttendeeFactory(event=event)
    return [TopicFactory(event=event, position=place) for place in (3, 1, 2) for event in events]


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("state", ["open", "any"])
def test_pages_make_up_the_list(order: Order, state: str, topics: list[Topic]) -> None:
    add_steps(21, topics)
    reader = reader_of(AnonymousUser(), now=timezone.now())
    form = StepFilterForm(QueryDict(f"state={state}&sort={order.value}"), reader=reader)
    among = form.in_state(NextStep.objects.all())

    pages = pages_of(form, NextStep.objects.all(), count_states(NextStep.objects.all()))

    assert pages.num_pages == 3
    shown = [step.pk for number in pages.page_range for step in pages.page(number)]
    assert shown == [step.pk for step in arranged(among, order, reader)]


def test_a_page_beyond_the_last_shows_the_last(client: Client, topics: list[Topic]) -> None:
    add_steps(21, topics)

    page = client.get("/next-steps/?page=99").context["page"]

    assert (page.number, page.start_index(), page.end_index()) == (3, 101, 126)


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("is_signed_in", [False, True])
def test_a_page_costs_the_same_in_a_long_list(
    address: str, client: Client, topics: list[Topic], *, is_signed_in: bool
) -> None:
    if is_signed_in:
        client.force_login(signed_in())
    add_steps(2 * ROWS, topics[:1])
    queries, size = len(queries_of(client, f"/next-steps/{address}")), size_of(client, f"/next-steps/{address}")

    add_steps(3 * ROWS, topics[1:])

    assert len(queries_of(client, f"/next-steps/{address}")) == queries
    assert size_of(client, f"/next-steps/{address}") == pytest.approx(size, rel=0.05)


@pytest.mark.parametrize("address", ["", "?state=open", "?overdue=false", "?owned=true", "?quiet=true", "?q=thing"])
def test_a_page_of_the_api_costs_the_same_in_a_long_list(address: str, client: Client, topics: list[Topic]) -> None:
    add_steps(2 * ROWS, topics[:1])
    queries, size = (
        len(queries_of(client, f"/api/v1/next-steps/{address}")),
        size_of(client, f"/api/v1/next-steps/{address}"),
    )

    add_steps(3 * ROWS, topics[1:])

    assert len(queries_of(client, f"/api/v1/next-steps/{address}")) == queries
    assert size_of(client, f"/api/v1/next-steps/{address}") == pytest.approx(size, rel=0.05)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL chooses by what there is, and here is little.")
@pytest.mark.parametrize(("state", "index"), [("", "next_step_by_due_date"), ("open", "next_step_by_state_and_due")])
def test_by_due_date_no_step_is_read_that_is_not_shown(state: str, index: str) -> None:
    steps = NextStep.objects.filter(state=state) if state else NextStep.objects.all()

    plan = steps.order_by(DUE, "pk")[:ROWS].explain()

    assert index in plan
    assert "TEMP B-TREE" not in plan


def signed_in() -> User:
    user: User = UserFactory()
    AttendeeFactory(event=PastEventFactory(slug="2010-02"), user=user)
    return user


def size_of(client: Client, address: str) -> int:
    return len(client.get(address).content)
