"""The list in its views. What each view and filter contains is in `test_choosing`."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from planning.events.models import Event
from planning.events.phases import Phase
from retros.nextsteps.models import NextStep
from tests.factories import (
    AttendeeFactory,
    EventFactory,
    NextStepFactory,
    OrganizationFactory,
    PastEventFactory,
    TopicFactory,
)
from tests.pages import attending, organizing, queries_of, words

pytestmark = pytest.mark.django_db

State = NextStep.State


def shown(client: Client, query: str = "") -> list[str]:
    return [step.text for step in client.get(f"/next-steps/{query}").context["page"].object_list]


def test_each_view_says_how_many_it_holds_under_the_filter(client: Client) -> None:
    me = attending(client, EventFactory(phase=Phase.REVIEW))
    late = timezone.localdate() - timedelta(days=1)
    NextStepFactory(owner=me, topic__event=me.event, due_on=late)
    NextStepFactory(topic__event=me.event, owner_organization=OrganizationFactory())
    NextStepFactory(topic__event=me.event)
    NextStepFactory(owner=me)

    page = words(client.get(f"/next-steps/?event={me.event.slug}"))

    assert "All 3 Mine 1 Without an owner 1 Overdue 1 Gone quiet 0 Probably done 0 What became of it? 0" in page


def test_views_keep_the_filter_and_begin_at_their_first_page(client: Client) -> None:
    page = client.get("/next-steps/?q=merge&page=1").content.decode()

    assert 'href="?q=merge&amp;view=overdue"' in page


def test_the_view_that_is_shown_is_marked_and_kept_by_the_filter(client: Client) -> None:
    page = client.get("/next-steps/?view=overdue").content.decode()

    assert 'href="?view=overdue" aria-current="page"' in page
    assert '<input type="hidden" name="view" value="overdue"' in page


def test_a_view_of_open_steps_asks_for_no_state(client: Client) -> None:
    step = NextStepFactory(due_on=timezone.localdate() - timedelta(days=1))

    assert shown(client, "?view=overdue&state=done") == [step.text]


@pytest.mark.parametrize("view", ["mine", "ours"])
def test_own_views_ask_strangers_to_sign_in(client: Client, view: str) -> None:
    NextStepFactory()

    assert "Sign in to see yours." in words(client.get(f"/next-steps/?view={view}"))


@pytest.mark.parametrize(
    ("earlier", "now"), [("owner=me", "mine"), ("owner=nobody", "unowned"), ("overdue=on", "overdue")]
)
def test_addresses_of_before_lead_to_the_views(client: Client, earlier: str, now: str) -> None:
    attending(client, EventFactory())

    page = client.get(f"/next-steps/?{earlier}")

    assert [view.value for view, _, is_shown in page.context["views"] if is_shown] == [now]


@pytest.mark.parametrize("query", ["?age=28", "?q=old", "?sort=oldest&q=old"])
def test_the_list_is_narrowed_by_age_and_by_words(client: Client, query: str) -> None:
    old = NextStepFactory(topic__event=PastEventFactory(), text="Old one.")
    NextStepFactory(topic__event=EventFactory(phase=Phase.REVIEW), text="New one.")

    assert shown(client, query) == [old.text]


@pytest.mark.parametrize("query", ["?age=x", "?sort=x", "?view=x", "?q=%00"])
def test_what_makes_no_sense_is_as_good_as_nothing(client: Client, query: str) -> None:
    step = NextStepFactory()

    assert shown(client, query) == [step.text]


def test_the_list_says_what_it_is_narrowed_to(client: Client) -> None:
    event = EventFactory(name="Hack in winter")
    query = f"?event={event.slug}&age=365&q=merge&state=done"

    assert "Only “merge” · Hack in winter · done · older than a year Show all" in words(
        client.get(f"/next-steps/{query}")
    )
    assert "Show all" not in words(client.get("/next-steps/?view=overdue"))


@pytest.mark.parametrize("sort", ["due", "owner"])
def test_each_line_names_its_topic_and_event_where_they_do_not_stand_above(client: Client, sort: str) -> None:
    NextStepFactory(topic__title="Node agent", topic__event=EventFactory(name="Hack in winter"))

    assert "Node agent · Hack in winter" in words(client.get(f"/next-steps/?sort={sort}"))


def test_a_line_that_was_closed_in_place_still_names_its_topic(client: Client) -> None:
    step = NextStepFactory(topic__title="Node agent")
    organizing(client, step.topic.event)

    line = client.post(
        f"/next-steps/{step.pk}/close/", {"state": "done", "with_topic": "on"}, headers={"HX-Request": "true"}
    )

    assert "Node agent" in words(line)


def test_those_of_one_owner_stand_under_their_name(client: Client) -> None:
    attending(client, EventFactory())
    NextStepFactory(text="Hers.", owner=AttendeeFactory(name="Ada"))
    NextStepFactory(text="Free.")

    page = words(client.get("/next-steps/?sort=owner"))

    assert page.index(" Ada ") < page.index("Hers.") < page.index("No one yet") < page.index("Free.")


def test_the_course_of_an_event_is_drawn_and_tabled(client: Client) -> None:
    event = PastEventFactory(slug="2010-05")
    PastEventFactory(slug="2010-11")
    NextStepFactory.create_batch(2, topic__event=event)
    NextStepFactory(topic__event=event, state=State.DONE)

    page = client.get("/next-steps/?event=2010-05")

    assert "28 May 2010: 2 today: 2" in words(page)
    assert "The vertical line is where the next hackathon began, in November 2010." in words(page)
    assert "1 more is closed, but no one recorded when" in words(page)
    assert '<svg class="course"' in page.content.decode()
    assert "style=" not in page.content.decode()


@pytest.mark.parametrize("query", ["", "?sort=owner&state=any", "?sort=due&view=ours", "?view=quiet"])
def test_the_list_takes_the_same_queries_for_3_and_for_300(client: Client, query: str) -> None:
    event = PastEventFactory()
    me = attending(client, event)
    me.organization = OrganizationFactory()
    me.save()
    many_steps(event, 3)
    few = queries_of(client, f"/next-steps/{query}")
    many_steps(event, 297)

    assert len(queries_of(client, f"/next-steps/{query}")) == len(few)


def many_steps(event: Event, number: int) -> None:
    organization = event.attendees.get(user__isnull=False).organization
    owner = AttendeeFactory(event=event, organization=organization, user=None)
    topics = TopicFactory.create_batch(3, event=event)
    built = [NextStepFactory.build(topic=topics[n % 3], owner=owner if n % 2 else None) for n in range(number)]
    NextStep.objects.bulk_create(built)
