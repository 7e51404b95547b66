import pytest
from django.test import Client

from planning.events.models import Event
from planning.topics.models import Topic
from retros.wrapups.models import Report
from tests.factories import NextStepFactory, PastEventFactory, ReportFactory, TopicFactory
from tests.pages import queries_of, words

pytestmark = pytest.mark.django_db


def descend(*months: str, title: str) -> list[Topic]:
    """A line of topics, each of which carries on the one before."""
    line: list[Topic] = []
    for month in months:
        event = Event.objects.filter(slug=month).first() or PastEventFactory(slug=month)
        line.append(TopicFactory(event=event, title=f"{title} {month[2:4]}", continues=line[-1] if line else None))
    return line


def test_each_line_is_shown_with_outcome_and_open_steps(client: Client) -> None:
    first, second = descend("2001-01", "2001-06", title="Audit")
    ReportFactory(topic=first, outcome=Report.Outcome.PARTLY)
    NextStepFactory.create_batch(2, topic=first)
    TopicFactory(title="Alone", event=first.event)

    page = client.get("/lineage/")

    said = words(page)
    assert "2001-01 🌱 Audit 01 partly, 2 open" in said
    assert "2001-06 🌱 Audit 01 outcome not on record" in said
    assert "Alone" not in said
    assert second.get_absolute_url() in page.content.decode()


def test_nothing_is_missing_from_a_topic_of_an_event_to_come(client: Client) -> None:
    descend("2001-01", "9999-06", title="Audit")

    said = words(client.get("/lineage/"))

    assert "2001-01 🌱 Audit 01 outcome not on record" in said
    assert "9999-06 🌱 Audit 99 still to come" in said


def test_every_event_of_the_lines_is_a_column_and_an_empty_one_stays_empty(client: Client) -> None:
    descend("2001-01", "2001-06", title="Audit")
    descend("2001-06", "2002-01", title="Beds")

    page = client.get("/lineage/").content.decode()

    assert page.count('<th scope="col"') == 3
    assert page.count("<td></td>") == 2


def test_a_line_goes_on_through_the_months_it_passes_over(client: Client) -> None:
    descend("2001-01", "2002-01", title="Audit")
    descend("2001-06", "2002-01", title="Beds")

    page = client.get("/lineage/").content.decode()

    assert page.count('<td class="lineages-gap"></td>') == 1
    assert page.count("<td></td>") == 1


def test_a_second_successor_has_a_line_of_its_own_and_says_where_it_comes_from(client: Client) -> None:
    first, _ = descend("2001-01", "2001-06", title="Audit")
    TopicFactory(event=Event.objects.get(slug="2001-06"), title="Sinks", continues=first)

    assert "Sinks outcome not on record; continues Audit 01" in words(client.get("/lineage/"))


def test_lines_are_filtered_by_a_word_of_any_of_their_topics(client: Client) -> None:
    first, second = descend("2001-01", "2001-06", title="Audit")
    Topic.objects.filter(pk=second.pk).update(title="Sinks", folded_title="sinks")
    descend("2001-01", "2001-06", title="Beds")

    found = words(client.get("/lineage/", {"q": "SINKS"}))

    assert "Audit 01" in found
    assert "Beds" not in found
    assert "No topic that carries one on mentions “nothing”." in words(client.get("/lineage/", {"q": "nothing"}))
    assert first.event.slug in found


def test_a_community_without_lineage_is_told_how_it_comes_about(client: Client) -> None:
    TopicFactory()

    assert "No topic carries on another yet." in words(client.get("/lineage/"))


def test_the_page_costs_the_same_queries_for_3_lines_and_for_30(client: Client) -> None:
    counts = []
    for numbers in (range(3), range(3, 30)):
        for number in numbers:
            descend("2001-01", "2001-06", title=f"Line {number}")
        counts.append(len(queries_of(client, "/lineage/")))

    assert counts[0] == counts[1]
    assert client.get("/lineage/").content.decode().count("<tbody>") == 20
