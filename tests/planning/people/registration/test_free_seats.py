"""However a seat becomes free in the admin, the person who has waited longest gets it at once, and a mail."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from planning.events.models import Event
from planning.events.phases import Phase
from planning.outbox.models import Message
from planning.people.models import Attendee
from planning.teams.models import Membership, Wish
from tests.admin_pages import act, address, confirm_import, preview_import
from tests.factories import AttendeeFactory, EventFactory, MembershipFactory, TeamFactory, TopicFactory, WishFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    """Full, and two wait."""
    now = timezone.now()
    ahead = {name: now + timedelta(days=10 * number) for number, name in enumerate(DEADLINES, start=1)}
    event = EventFactory(seats=1, **ahead)
    AttendeeFactory(event=event, name="Ada", github="ada")
    for number, name in enumerate(["Grace", "Joan"]):
        AttendeeFactory(event=event, name=name, waiting_since=now + timedelta(minutes=number - 9))
    return event


DEADLINES = ("voting_opens_at", "voting_closes_at", "starts_at", "ends_at", "review_ends_at", "wrap_up_due_at")


def noon(*, days: int) -> datetime:
    """So many days from today, at an hour that comes once: the admin refuses to guess which of two is meant."""
    return timezone.make_aware(datetime.combine(timezone.localdate() + timedelta(days=days), time(12)))


def post_form(client: Client, row: Event | Attendee, **changes: Any) -> None:
    """The admin's form as the page shows it, with some changes."""
    page = client.get(address(type(row), "change", row.pk))
    form = page.context["adminform"].form
    values = {name: bound.value() for name, bound in zip(form.fields, form, strict=True)} | changes
    response = client.post(address(type(row), "change", row.pk), split(values))
    assert response.status_code == 302, response.context["adminform"].form.errors


def split(values: dict[str, Any]) -> dict[str, Any]:
    """Moments as the admin's two inputs send them."""
    data: dict[str, Any] = {}
    for name, value in values.items():
        if hasattr(value, "hour"):
            local = timezone.localtime(value)
            data |= {f"{name}_0": f"{local:%Y-%m-%d}", f"{name}_1": f"{local:%H:%M:%S}"}
        elif value not in (None, ""):
            data[name] = value
    return data


def ada(event: Event) -> Attendee:
    return event.attendees.get(name="Ada")


def raise_seats(client: Client, event: Event) -> None:
    post_form(client, event, seats=2)


def raise_seats_by_a_table(client: Client, event: Event) -> None:
    preview = preview_import(client, Event, f"slug,name,seats\n{event.slug},{event.name},2\n")
    assert Message.objects.count() == 0  # looking writes nothing
    confirm_import(client, Event, preview)


def cancel(client: Client, event: Event) -> None:
    post_form(client, ada(event), cancelled_at=noon(days=-1))


def cancel_by_a_table(client: Client, event: Event) -> None:
    table = f"event,github,name,cancelled_at\n{event.slug},ada,Ada,{timezone.now().isoformat()}\n"
    confirm_import(client, Attendee, preview_import(client, Attendee, table))


def move_to_another_event(client: Client, event: Event) -> None:
    post_form(client, ada(event), event=EventFactory().pk)


def delete(client: Client, event: Event) -> None:
    client.post(address(Attendee, "delete", ada(event).pk), {"post": "yes"})


def delete_chosen(client: Client, event: Event) -> None:
    act(client, "delete_selected", [ada(event)], post="yes")


@pytest.mark.parametrize(
    "door",
    [raise_seats, raise_seats_by_a_table, cancel, cancel_by_a_table, move_to_another_event, delete, delete_chosen],
)
def test_a_seat_that_becomes_free_goes_to_whoever_waited_longest(
    door: Callable[[Client, Event], None], event: Event, admin_client: Client
) -> None:
    door(admin_client, event)

    assert [person.name for person in event.attendees.waiting()] == ["Joan"]
    assert event.attendees.admitted().filter(name="Grace").exists()
    grace = event.attendees.get(name="Grace")
    assert list(Message.objects.values_list("to", "subject")) == [(grace.email, f"You have a seat at {event}")]


def test_the_action_says_that_an_event_is_over(admin_client: Client) -> None:
    past = EventFactory(seats=1, **{name: timezone.now() - timedelta(days=100 - n) for n, name in enumerate(DEADLINES)})
    AttendeeFactory(event=past, waiting_since=past.voting_opens_at)

    said = act(admin_client, "admit", [past])

    assert said == [f"{past}: It is over, so no one gets a seat any more."]
    assert (past.attendees.waiting().count(), Message.objects.count()) == (1, 0)


def working(attendee: Attendee) -> Membership:
    """In a team, with a wish."""
    topic = TopicFactory(event=attendee.event)
    WishFactory(attendee=attendee, topic=topic)
    stay: Membership = MembershipFactory(
        team=TeamFactory(topic=topic), attendee=attendee, since=attendee.event.starts_at
    )
    return stay


@pytest.mark.parametrize("door", [cancel, cancel_by_a_table])
def test_whoever_is_cancelled_works_on_nothing_any_more(
    door: Callable[[Client, Event], None], event: Event, admin_client: Client
) -> None:
    stay = working(ada(event))

    door(admin_client, event)

    assert not Membership.objects.present().exists()
    assert Membership.objects.get().pk == stay.pk  # it is kept that they were
    assert not Wish.objects.exists()


def test_whoever_goes_back_to_the_waiting_list_leaves_their_team(event: Event, admin_client: Client) -> None:
    working(ada(event))

    post_form(admin_client, ada(event), waiting_since=noon(days=1))

    assert not Membership.objects.present().exists()
    assert Wish.objects.exists()


def test_whoever_is_cancelled_once_the_week_is_over_was_in_their_team(admin_client: Client) -> None:
    attendee = AttendeeFactory(event__phase=Phase.REVIEW)
    working(attendee)

    post_form(admin_client, attendee, cancelled_at=noon(days=-1))

    assert Membership.objects.present().exists()


def seat(client: Client, event: Event) -> None:
    post_form(client, event.attendees.get(name="Joan"), waiting_since="")


def seat_by_a_table(client: Client, event: Event) -> None:
    Attendee.objects.filter(name="Joan").update(github="joan", folded_github="joan")
    table = f"event,github,name,waiting_since\n{event.slug},joan,Joan,\n"
    confirm_import(client, Attendee, preview_import(client, Attendee, table))


@pytest.mark.parametrize("door", [seat, seat_by_a_table])
def test_whoever_is_given_a_seat_by_hand_is_told(
    door: Callable[[Client, Event], None], event: Event, admin_client: Client
) -> None:
    door(admin_client, event)

    joan = event.attendees.get(name="Joan")
    assert joan.seated_at is not None
    assert list(Message.objects.values_list("to", "subject")) == [(joan.email, f"You have a seat at {event}")]
    assert [person.name for person in event.attendees.waiting()] == ["Grace"]
