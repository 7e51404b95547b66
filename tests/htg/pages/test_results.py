import pytest
from django.test import Client
from django.utils import timezone

from htg.pages.harvest import harvests_of
from htg.pages.results import load_results
from planning.events.models import Event
from planning.topics.models import Topic
from retros.wrapups.models import Report
from tests.factories import PastEventFactory, ReportFactory
from tests.pages import words

pytestmark = pytest.mark.django_db


def add(event: Event, *outcomes: str) -> list[Topic]:
    reports = [ReportFactory(topic__event=event, topic__position=n, outcome=o) for n, o in enumerate(outcomes)]
    return [report.topic for report in reports]


def chosen(*newest: Event) -> list[Topic]:
    return [report.topic for report in load_results(harvests_of(newest, {}))]


def test_results_are_the_first_of_each_event_that_reached_its_goal() -> None:
    new, middle, none, old, oldest = (PastEventFactory(slug=f"20{year}-05") for year in (24, 23, 22, 21, 20))
    first = [add(event, "partly", "achieved", "achieved")[1] for event in (new, middle, old, oldest)]
    add(none, "partly", "decided-against")

    assert chosen(new, middle, none, old, oldest) == first[:3]


def test_results_of_few_events_are_more_of_each() -> None:
    new, old = PastEventFactory(slug="2024-05"), PastEventFactory(slug="2023-05")
    late, early = add(new, *["achieved"] * 4), add(old, "achieved")

    assert chosen(new, old) == [late[0], early[0], late[1]]
    assert chosen(new) == late[:3]


def test_topic_that_was_withdrawn_is_no_result() -> None:
    event = PastEventFactory(slug="2024-05")
    first, second = add(event, "achieved", "achieved")
    Topic.objects.filter(pk=first.pk).update(withdrawn_at=timezone.now())

    assert chosen(event) == [second]


def test_home_tells_how_a_result_begins_and_leads_to_its_report(client: Client) -> None:
    event = PastEventFactory(slug="2024-05")
    report = ReportFactory(
        topic__event=event, topic__title="A `VPN` in Go", outcome=Report.Outcome.ACHIEVED, achievements="It *runs*."
    )

    page = client.get("/")

    assert "A VPN in Go It runs. May 2024" in words(page)
    assert f'<a href="{report.get_absolute_url()}">' in page.content.decode()
    assert "All results of May 2024" in words(page)


def test_home_has_no_results_until_a_goal_was_reached(client: Client) -> None:
    add(PastEventFactory(), "partly")

    assert "What came of it" not in words(client.get("/"))
