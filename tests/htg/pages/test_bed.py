import re

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone

from htg.pages.bed import FORMS, MOST, Bed, latest, load_bed
from htg.pages.harvest import harvests_of
from planning.charts.shares import UNITS
from planning.events.models import Event
from planning.topics.models import Topic
from retros.wrapups.models import Report
from tests.factories import PastEventFactory, ReportFactory, TopicFactory
from tests.pages import words

pytestmark = pytest.mark.django_db


def event_with(slug: str, *outcomes: str) -> Event:
    event: Event = PastEventFactory(slug=slug)
    for outcome in outcomes:
        ReportFactory(topic__event=event, outcome=outcome)
    return event


def bed_of(*newest: Event, are_all: bool = True) -> Bed:
    bed = load_bed(harvests_of(newest, {}), are_all=are_all)
    assert bed
    return bed


def add_topics(event: Event, number: int) -> None:
    Topic.objects.bulk_create(Topic(event=event, slug=f"topic-{n}", title=f"Topic {n}") for n in range(number))


def test_every_outcome_has_a_plant_of_its_own() -> None:
    drawn = render_to_string("planning/charts/_plants.html")

    assert FORMS.keys() == {f"is-{outcome}" for outcome in Report.Outcome} | {"is-unknown"}
    assert len(set(FORMS.values())) == len(FORMS)
    assert all(f'id="p-{form}"' in drawn for form in FORMS.values())


def test_bed_has_a_plant_for_each_topic_in_the_form_of_what_came_of_it() -> None:
    event = event_with("2023-05", "achieved", "partly", "")
    TopicFactory(event=event, title="Never `reported`")
    TopicFactory(event=event, withdrawn_at=timezone.now())

    (patch,) = bed_of(event).patches

    assert [plant.form for plant in patch.plants] == ["grown", "sprout", "unknown", "unknown"]
    assert patch.plants[-1].words == "Never reported: not on record"
    assert (patch.name, patch.words) == ("May 2023", "1 achieved, 1 partly, 2 not on record")


def test_bed_knows_what_carries_on_what() -> None:
    early, late = event_with("2023-05", "partly"), event_with("2023-11", "achieved")
    first, second = early.topics.get(), late.topics.get()
    Topic.objects.filter(pk=second.pk).update(continues=first)

    bed = bed_of(late, early)

    assert [[plant.root for plant in patch.plants] for patch in bed.patches] == [[None], [first.pk]]
    assert bed.carried_on == 1


def test_bed_adds_up() -> None:
    bed = bed_of(event_with("2023-11", "achieved", "partly"), event_with("2023-05", "achieved", "decided-against"))

    assert (bed.topics, bed.achieved) == (4, 2)
    assert [(form, part.value, part.label) for form, part in bed.legend] == [
        ("grown", 2, "achieved"),
        ("sprout", 1, "partly"),
        ("cut", 1, "decided against"),
    ]
    assert bed.heads == ["topics", "achieved", "partly", "decided against"]
    assert [numbers for _, numbers in bed.table] == [[2, 1, 0, 1], [2, 1, 1, 0]]


def test_bed_says_which_hackathons_it_shows() -> None:
    events = [event_with(f"20{year}-05", "partly") for year in range(20 + MOST, 18, -1)]

    assert bed_of(events[0]).title == "What grew in May 2028"
    assert bed_of(*events[:5]).title == "What five hackathons have grown"
    assert bed_of(*events[:5], are_all=False).title == "What the last five hackathons have grown"
    assert bed_of(*events).title == "What the last eight hackathons have grown"


def test_bed_shows_the_latest_events_that_have_few_topics_together() -> None:
    old, middle, new = (PastEventFactory(slug=slug) for slug in ("2022-05", "2023-05", "2024-05"))
    add_topics(old, 1)
    add_topics(middle, UNITS - 11)
    add_topics(new, 10)

    shown = latest(harvests_of([new, middle, old], {}))

    assert [harvest.event for harvest in shown] == [middle, new]


def test_bed_of_many_topics_is_a_bar_in_its_parts(client: Client) -> None:
    add_topics(PastEventFactory(slug="2024-05"), 150)

    page = client.get("/")

    assert "0 of 150 reached their goal. 150 not on record" in words(page)
    assert "garden-field" not in page.content.decode()


def test_home_draws_the_bed_and_has_the_same_as_a_table(client: Client) -> None:
    event = event_with("2023-05", "achieved", "partly")
    event.topics.filter(report__outcome="partly").update(continues=event_with("2022-05", "partly").topics.get())

    page = client.get("/")
    told = words(page)

    assert "One plant is one topic. 1 of 3 reached their goal, and 1 carries on a topic of an earlier week." in told
    assert (
        'aria-label="3 topics, a plant each. May 2022: 1 partly. May 2023: 1 achieved, 1 partly."'
        in page.content.decode()
    )
    assert "Hackathon Topics Achieved Partly Carried on an earlier one" in told
    assert f"{event} 2 1 1 1" in told


def test_every_plant_that_home_draws_is_among_its_symbols(client: Client) -> None:
    event_with("2023-05", *Report.Outcome, "")

    page = client.get("/").content.decode()

    used, there = (set(re.findall(pattern, page)) for pattern in (r'href="#(p-[-a-z]+)"', r'id="(p-[-a-z]+)"'))
    assert used <= there
    assert len(used) == len(FORMS)


def test_home_has_no_bed_until_there_was_a_topic(client: Client) -> None:
    PastEventFactory()

    assert "One plant is one topic" not in words(client.get("/"))


def test_overview_of_a_past_event_draws_what_grew(client: Client) -> None:
    event = event_with("2023-05", "achieved", "partly", "")

    page = client.get(event.get_absolute_url())

    assert 'aria-label="May 2023: 1 achieved, 1 partly, 1 not on record"' in page.content.decode()
    assert "3 topics 1 achieved 1 partly 1 not on record" in words(page)
