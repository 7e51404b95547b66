"""The API asks for next steps as the page does, and changes several at once."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from planning.events.phases import Phase
from planning.topics.models import Topic
from retros.nextsteps.feeds.models import make_feed
from retros.nextsteps.models import NextStep
from tests.api import refusal, visitor, wrong_fields
from tests.clock import CLOSED
from tests.factories import (
    AttendeeFactory,
    NextStepFactory,
    OrganizationFactory,
    OrganizerFactory,
    PastEventFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

LIST, BULK, FEED = "/api/v1/next-steps/", "/api/v1/next-steps/bulk/", "/api/v1/next-steps/feed/"


@pytest.fixture
def topic() -> Topic:
    topic: Topic = TopicFactory(event__phase=Phase.WRAP_UP)
    return topic


def listed(query: str, who: Any = None) -> set[int]:
    return {step["id"] for step in visitor(who).get(f"{LIST}?{query}").json()["results"]}


def test_the_list_is_narrowed_to_what_my_organization_has(topic: Topic) -> None:
    me = AttendeeFactory(event=topic.event, organization=OrganizationFactory())
    ours = NextStepFactory(topic=topic, owner_organization=me.organization)
    other = NextStepFactory(topic=topic)

    assert listed("ours=true", me) == {ours.pk}
    assert listed("ours=false", me) == {other.pk}
    assert listed("ours=true") == set()


def test_the_list_is_narrowed_to_what_has_gone_quiet(topic: Topic) -> None:
    quiet = NextStepFactory(topic__event=PastEventFactory())
    NextStepFactory(topic=topic, active_on=timezone.localdate())

    assert listed("quiet=true") == {quiet.pk}


def test_the_list_is_narrowed_by_age_and_words(topic: Topic) -> None:
    old = NextStepFactory(topic__event=PastEventFactory(), text="Merge it.")
    new = NextStepFactory(topic=topic, text="Merge something else.")

    assert listed("older_than=28") == {old.pk}
    assert listed("q=merge+else") == {new.pk}


@pytest.mark.parametrize("days", ["x", "-1", "99999999999"])
def test_the_list_says_that_an_age_makes_no_sense(days: str) -> None:
    assert wrong_fields(visitor().get(f"{LIST}?older_than={days}")) == {"older_than"}


def test_the_list_is_asked_for_no_more_words_than_the_page_takes() -> None:
    assert visitor().get(f"{LIST}?q={'a+' * 100}").status_code == 200
    assert wrong_fields(visitor().get(f"{LIST}?q={'a+' * 1500}")) == {"q"}


def test_several_are_changed_at_once_with_a_result_for_each(topic: Topic) -> None:
    organizer = OrganizerFactory(event=topic.event)
    step, closed = NextStepFactory(topic=topic), NextStepFactory(topic=topic, state=NextStep.State.DONE)
    asked = {"ids": [step.pk, closed.pk], "action": "give", "organization": OrganizationFactory(name="Seeds").name}

    results = visitor(organizer).post(BULK, asked, format="json").json()["results"]

    assert [(result["id"], result["went_through"]) for result in results] == [(step.pk, True), (closed.pk, False)]
    assert "already done" in results[1]["refused"]
    step.refresh_from_db()
    assert step.owner_name == "Seeds"


def test_several_move_into_a_topic_that_is_named(topic: Topic) -> None:
    organizer, step = OrganizerFactory(event=topic.event), NextStepFactory(topic=topic)
    later = TopicFactory(event__slug="9999-05")
    asked = {"ids": [step.pk], "action": "move", "topic": {"event": "9999-05", "topic": later.slug}}

    results = visitor(organizer).post(BULK, asked, format="json").json()["results"]

    assert results == [{"id": step.pk, "went_through": True, "refused": ""}]


@pytest.mark.parametrize(
    ("asked", "wrong"),
    [
        ({"ids": [], "action": "done"}, "ids"),
        ({"ids": [1] * 201, "action": "done"}, "ids"),
        ({"ids": [1], "action": "burn"}, "action"),
        ({"ids": [1], "action": "drop"}, "note"),
        ({"ids": [1], "action": "due"}, "due_on"),
        ({"ids": [1], "action": "move"}, "topic"),
        ({"ids": [1], "action": "give"}, "owner"),
    ],
)
def test_a_change_of_several_says_which_field_is_wrong(asked: dict[str, Any], wrong: str) -> None:
    assert wrong_fields(visitor(UserFactory()).post(BULK, asked, format="json")) == {wrong}


def test_several_are_given_to_nobody_whom_one_may_not_know_and_no_refusal_names_them(topic: Topic) -> None:
    owner = AttendeeFactory(event=topic.event, cancelled_at=CLOSED)
    step = NextStepFactory(topic=topic, owner=owner)
    ada = AttendeeFactory(event__slug="2001-05", name="Ada Lovelace")

    response = visitor(owner).post(BULK, {"ids": [step.pk], "action": "give", "owner": ada.pk}, format="json")

    assert wrong_fields(response) == {"owner"}
    assert "Ada" not in response.content.decode()


def test_nobody_changes_several_without_signing_in() -> None:
    step = NextStepFactory(due_on=timezone.localdate() + timedelta(days=1))

    assert visitor().post(BULK, {"ids": [step.pk], "action": "done"}, format="json").status_code == 401


def test_an_address_of_ones_own_is_made_shown_and_taken_back() -> None:
    client = visitor(UserFactory())
    assert refusal(client.get(FEED))[0] == 404

    made = client.post(FEED)

    assert made.status_code == 201
    assert client.get(FEED).json() == made.json()
    assert client.delete(FEED).status_code == 204
    assert client.get(FEED).status_code == 404


def test_an_address_is_shown_to_its_owner_alone() -> None:
    make_feed(UserFactory(), now=CLOSED)

    assert visitor(UserFactory()).get(FEED).status_code == 404
    assert visitor().get(FEED).status_code == 401
