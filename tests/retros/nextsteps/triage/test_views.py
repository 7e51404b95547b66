import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from planning.events.models import Event
from planning.events.phases import Phase
from planning.topics.models import Topic
from retros.nextsteps.models import NextStep
from tests.factories import AttendeeFactory, EventFactory, NextStepFactory, TopicFactory
from tests.pages import attending, organizing, queries_of, words, writes_of

pytestmark = pytest.mark.django_db

PAGE = "/next-steps/triage/"
State = NextStep.State


@pytest.fixture
def event(client: Client) -> Event:
    event: Event = EventFactory(phase=Phase.WRAP_UP)
    organizing(client, event)
    return event


@pytest.fixture
def topic(event: Event) -> Topic:
    topic: Topic = TopicFactory(event=event)
    return topic


def ticked(client: Client, query: str = "") -> set[int]:
    return set(client.get(f"{PAGE}{query}").context["ticked"])


def post(client: Client, *steps: NextStep, query: str = "", **asked: object) -> Any:
    return client.post(f"{PAGE}{query}", {"step": [step.pk for step in steps], **asked})


def test_triage_shows_the_open_steps_that_the_visitor_may_change(client: Client, topic: Topic) -> None:
    step = NextStepFactory(topic=topic)
    NextStepFactory(topic=topic, state=State.DONE)
    NextStepFactory(topic__event=EventFactory())

    page = client.get(PAGE).context

    assert [shown.pk for shown in page["page"].object_list] == [step.pk]
    assert [count for view, count, _ in page["views"] if view == ""] == [1]


def test_triage_takes_the_filters_of_the_list(client: Client, topic: Topic) -> None:
    late = NextStepFactory(topic=topic, due_on=timezone.localdate() - timedelta(days=1))
    NextStepFactory(topic=topic)

    assert ticked(client, "?view=overdue&ticked=all") == {late.pk}


def test_triage_ticks_all_shown_or_none(client: Client, topic: Topic) -> None:
    steps = NextStepFactory.create_batch(2, topic=topic)

    assert ticked(client) == set()
    assert ticked(client, "?ticked=all") == {step.pk for step in steps}


def test_triage_changes_what_is_ticked_and_says_how_many(client: Client, topic: Topic) -> None:
    first, second, other = NextStepFactory.create_batch(3, topic=topic)

    response = post(client, first, second, query="?view=unowned", action="done")

    assert response.headers["Location"] == f"{PAGE}?view=unowned"
    assert "2 next steps are done." in words(client.get(response.headers["Location"]))
    other.refresh_from_db()
    assert other.is_open


def test_triage_keeps_ticks_and_words_of_what_did_not_go_through(client: Client, topic: Topic) -> None:
    step, foreign = NextStepFactory(topic=topic), NextStepFactory(topic__event=EventFactory(), text="Not yours.")

    response = post(client, step, foreign, action="drop", note="Upstream has it.")

    page = words(response)
    assert "1 next step is dropped. 1 couldn't be changed." in page
    assert "“Not yours.”: Only the step’s owner" in page
    assert "Upstream has it." in response.content.decode()
    assert response.context["ticked"] == {foreign.pk}
    step.refresh_from_db()
    assert step.state == State.DROPPED


def test_triage_keeps_ticks_and_words_where_something_is_missing(client: Client, topic: Topic) -> None:
    step = NextStepFactory(topic=topic)

    response = post(client, step, action="drop", due_on="2200-01-01")

    assert "Say why no one will do them" in words(response)
    assert 'value="2200-01-01"' in response.content.decode()
    assert response.context["ticked"] == {step.pk}


def test_triage_opens_at_what_is_missing(client: Client, topic: Topic) -> None:
    step = NextStepFactory(topic=topic)

    page = post(client, step, action="give").content.decode()

    ids = re.findall(r' id="([^"]+)"', page)
    assert page.count(" autofocus") == 1
    assert 'href="#triage_owner"' in page
    assert len(ids) == len({*ids})


def test_triage_shows_ticked_steps_that_the_filter_does_not(client: Client, topic: Topic) -> None:
    step = NextStepFactory(topic=topic, text="Merge it.")

    response = post(client, step, query="?view=overdue", action="drop")

    assert "Ticked, but not in the list below" in words(response)
    assert response.context["ticked"] == {step.pk}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"action": "done"}, "Nothing is ticked."),
        ({"action": "done", "step": ["x", "²", "-1"]}, "Nothing is ticked."),
        ({"action": "done", "step": list(range(1, 202))}, "at most 200 steps"),
        ({"action": "burn", "step": [1]}, "Select a valid choice."),
        ({"action": "due", "step": [1], "due_on": "soon"}, "“soon” can’t be read as a day."),
    ],
)
def test_triage_says_what_is_wrong(client: Client, event: Event, asked: dict[str, Any], said: str) -> None:
    assert said in words(client.post(PAGE, asked))


def test_triage_asks_strangers_to_sign_in_and_keeps_their_ticks(client: Client) -> None:
    step = NextStepFactory()
    asked = post(client, step, action="done")

    assert asked.headers["Location"] == f"/accounts/login/?next={PAGE}"
    organizing(client, step.topic.event)
    assert ticked(client) == {step.pk}


def test_triage_is_empty_for_those_who_may_change_nothing(client: Client) -> None:
    step = NextStepFactory()
    attending(client, step.topic.event)

    assert "There are no open steps here that you can change." in words(client.get(PAGE))
    assert "/next-steps/triage/" not in client.get("/next-steps/").content.decode()


def test_triage_is_offered_to_those_who_may_change_something(client: Client, topic: Topic) -> None:
    NextStepFactory(topic=topic)

    assert "/next-steps/triage/?view=unowned" in client.get("/next-steps/?view=unowned").content.decode()


def test_triage_offers_people_and_topics_to_choose_from(client: Client, topic: Topic) -> None:
    ada = AttendeeFactory(event=topic.event, name="Ada Sprout")

    page = client.get(PAGE).content.decode()

    assert f'<option value="{ada.pk}">Ada Sprout</option>' in page


def test_triage_takes_the_same_queries_for_3_and_for_300(client: Client, topic: Topic) -> None:
    NextStepFactory.create_batch(3, topic=topic, owner=AttendeeFactory(event=topic.event))
    few = queries_of(client, f"{PAGE}?ticked=all")
    many = NextStepFactory.build_batch(297, topic=topic, owner=AttendeeFactory(event=topic.event))
    NextStep.objects.bulk_create(many)

    assert len(queries_of(client, f"{PAGE}?ticked=all")) == len(few)


def test_looking_at_triage_writes_nothing(client: Client, topic: Topic) -> None:
    NextStepFactory(topic=topic)

    assert writes_of(client, PAGE) == []
