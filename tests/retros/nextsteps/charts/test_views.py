import pytest
from django.test import Client

from tests.factories import NextStepFactory, PastEventFactory
from tests.pages import queries_of, words
from tests.retros.visitors import VISITORS, enter

pytestmark = pytest.mark.django_db

PAGE = "/next-steps/over-time/"


@pytest.mark.parametrize("visitor", VISITORS)
def test_anyone_may_see_the_open_steps_over_time(client: Client, visitor: str) -> None:
    step = NextStepFactory(topic__event=PastEventFactory(slug="2012-02"))
    enter(client, visitor, step.topic)

    page = words(client.get(PAGE))

    assert "Open next steps at most 1" in page
    assert "28 Feb 2012: 1" in page


def test_without_a_step_there_is_nothing_to_see(client: Client) -> None:
    assert "There are no next steps yet." in words(client.get(PAGE))


def test_the_list_links_to_it_and_does_not_count_for_it(client: Client) -> None:
    NextStepFactory(topic__event=PastEventFactory())

    assert f'href="{PAGE}"' in client.get("/next-steps/").content.decode()
    assert not [query for query in queries_of(client, "/next-steps/") if "closed_on" in query and "GROUP BY" in query]


def test_the_list_of_one_event_shows_its_own(client: Client) -> None:
    event = NextStepFactory(topic__event=PastEventFactory()).topic.event

    assert "Open next steps at most 1" in words(client.get(f"/next-steps/?event={event.slug}"))
