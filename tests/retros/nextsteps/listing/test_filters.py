"""The API asks for next steps as the page does."""

from typing import Any

import pytest
from django.utils import timezone

from planning.events.phases import Phase
from planning.topics.models import Topic
from tests.api import visitor, wrong_fields
from tests.factories import AttendeeFactory, NextStepFactory, OrganizationFactory, PastEventFactory, TopicFactory

pytestmark = pytest.mark.django_db

LIST = "/api/v1/next-steps/"


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


@pytest.mark.parametrize("days", ["x", "-1", "1.5", "99999999999"])
def test_the_list_says_that_an_age_makes_no_sense(days: str) -> None:
    assert wrong_fields(visitor().get(f"{LIST}?older_than={days}")) == {"older_than"}


def test_the_list_is_asked_for_no_more_words_than_the_page_takes() -> None:
    assert visitor().get(f"{LIST}?q={'a+' * 100}").status_code == 200
    assert wrong_fields(visitor().get(f"{LIST}?q={'a+' * 1500}")) == {"q"}
