"""The fixtures of the past events: whole, loadable in any order and as often as one likes."""

import re
from collections import Counter
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.serializers.base import DeserializationError

from planning.models import Event, Organization, Topic
from retros.models import Demo, NextStep

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
EVENTS = [
    "2021-11", "2022-09", "2023-05", "2023-11", "2024-05", "2024-12", "2025-06", "2025-12", "2026-03",
]  # fmt: skip

PICTOGRAPH = "[\u2600-\u27bf\U0001f300-\U0001f3fa\U0001f400-\U0001faff]"
SKIN_TONE = "[\U0001f3fb-\U0001f3ff]"
# Two pictographs side by side were one before the zero-width joiner between them got lost.
JOINER_LOST = re.compile(f"{PICTOGRAPH}{SKIN_TONE}?\ufe0f?{PICTOGRAPH}")

BROKEN = """
- model: planning.event
  fields: {{slug: 2030-01, name: Hack the Greenhouse, organizations: [{organization}]}}

- model: planning.topic
  fields: {{event: [2030-01], slug: seeds, title: Seeds, continues: {topic}}}

- model: retros.report
  fields: {{topic: [2030-01, seeds]}}

- model: retros.wrapup
  fields: {{event: {event}}}
"""
SOUND = {"organization": "", "topic": "", "event": "[2030-01]"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded() -> None:
    load(*EVENTS)


def load(*fixtures: str) -> None:
    call_command("loaddata", *fixtures, verbosity=0)


def dump() -> str:
    out = StringIO()
    call_command("dumpdata", "planning", "retros", exclude=["planning.stamp"], indent=1, stdout=out)
    return out.getvalue()


def records(event: str, model: str) -> list[dict[str, Any]]:
    """What the event's file says of each record of a model."""
    document = yaml.safe_load((FIXTURES / f"{event}.yaml").read_text())
    return [record["fields"] for record in document if record["model"] == model]


def test_every_file_holds_the_event_it_is_named_after() -> None:
    held = {
        path.stem: [event["slug"] for event in records(path.stem, "planning.event")]
        for path in sorted(FIXTURES.glob("*.yaml"))
    }

    assert held == {slug: [slug] for slug in EVENTS}


@pytest.mark.usefixtures("loaded")
def test_every_event_has_its_topics_by_track() -> None:
    topics = {event.slug: Counter(event.topics.values_list("track", flat=True)) for event in Event.objects.all()}

    assert topics == {
        "2021-11": {"main": 2, "fast-track": 4},
        "2022-09": {"main": 1},
        "2023-05": {"main": 5, "fast-track": 5},
        "2023-11": {"main": 9, "discussion": 1},
        "2024-05": {"main": 15},
        "2024-12": {"main": 23},
        "2025-06": {"main": 12, "fast-track": 3},
        "2025-12": {"main": 11},
        "2026-03": {"main": 11},
    }


@pytest.mark.usefixtures("loaded")
def test_loading_twice_changes_nothing() -> None:
    before = dump()

    load(*EVENTS)

    assert dump() == before


def test_events_load_in_any_order() -> None:
    load(*reversed(EVENTS))

    lineage = {topic.natural_key(): topic.continues.natural_key() for topic in Topic.objects.all() if topic.continues}
    assert lineage == {
        (event, topic["slug"]): tuple(topic["continues"])
        for event in EVENTS
        for topic in records(event, "planning.topic")
        if "continues" in topic
    }


@pytest.mark.parametrize("event", ["2021-11", "2022-09"])
def test_event_that_continues_nothing_loads_alone(event: str) -> None:
    load(event)

    assert [event.slug for event in Event.objects.all()] == [event]


@pytest.mark.usefixtures("loaded")
def test_organization_is_the_same_in_every_file() -> None:
    in_files = [
        (fields["name"], fields.get("url", ""))
        for event in EVENTS
        for fields in records(event, "planning.organization")
    ]

    assert sorted(set(in_files)) == sorted(Organization.objects.values_list("name", "url"))


def test_file_carries_the_organizations_it_names() -> None:
    missing = [
        (event, name)
        for event in EVENTS
        for fields in records(event, "planning.event")
        for (name,) in [*fields.get("hosts", []), *fields.get("organizations", [])]
        if name not in [carried["name"] for carried in records(event, "planning.organization")]
    ]

    assert missing == []


@pytest.mark.usefixtures("loaded")
def test_every_record_is_valid() -> None:
    """SQLite keeps what is too long for its column; PostgreSQL would refuse the file."""
    for model in (*apps.get_app_config("planning").get_models(), *apps.get_app_config("retros").get_models()):
        for record in model._default_manager.all():
            record.full_clean()


@pytest.mark.usefixtures("loaded")
def test_topic_continues_one_of_an_earlier_event() -> None:
    misled = [
        f"{topic} continues {topic.continues}"
        for topic in Topic.objects.select_related("event", "continues__event")
        if topic.continues and topic.continues.event.slug >= topic.event.slug
    ]

    assert misled == []


@pytest.mark.usefixtures("loaded")
def test_every_topic_has_an_emoji_a_problem_and_achievements() -> None:
    lacking = [
        topic.natural_key()
        for topic in Topic.objects.select_related("event", "report")
        if not (topic.emoji and topic.problem and topic.report.achievements)
    ]

    assert lacking == []


@pytest.mark.usefixtures("loaded")
def test_steps_are_numbered_from_1_without_gaps() -> None:
    numbers = {
        topic.natural_key(): [step.number for step in topic.next_steps.order_by("number")]
        for topic in Topic.objects.select_related("event")
    }

    assert numbers == {topic: list(range(1, len(found) + 1)) for topic, found in numbers.items()}


@pytest.mark.usefixtures("loaded")
def test_closed_step_says_why() -> None:
    silent = NextStep.objects.exclude(state=NextStep.State.OPEN).filter(closing_note="")

    assert list(silent) == []


@pytest.mark.usefixtures("loaded")
def test_topic_without_demo_has_a_note_in_its_place() -> None:
    demos = [(bool(demo.minutes), demo.presenters.exists(), bool(demo.note)) for demo in Demo.objects.in_order()]

    assert demos == [(True, True, False)] * 8 + [(False, False, True)] * 2


@pytest.mark.parametrize("event", EVENTS)
def test_no_emoji_lost_its_joiner(event: str) -> None:
    lines = (FIXTURES / f"{event}.yaml").read_text().splitlines()

    assert [line for line in lines if JOINER_LOST.search(line)] == []


@pytest.mark.parametrize(
    ("broken", "named"),
    [
        ({"organization": "[Weeds]"}, r"planning\.event.*Weeds"),
        ({"topic": "[2030-01, weeds]"}, r"planning\.topic.*\['2030-01', 'weeds'\]"),
        # Where the reference is part of a natural key, Django names the record and the field, not the value.
        ({"event": "[2029-12]"}, r"WrapUp has no event"),
    ],
)
def test_wrong_reference_is_named_and_nothing_is_loaded(tmp_path: Path, broken: dict[str, str], named: str) -> None:
    fixture = tmp_path / "broken.yaml"
    fixture.write_text(BROKEN.format(**{**SOUND, **broken}))

    with pytest.raises(DeserializationError, match=named):
        load(str(fixture))

    assert list(Event.objects.all()) == []


def test_fixture_without_wrong_references_loads(tmp_path: Path) -> None:
    """The counterpart of the test above: it is the reference that fails there, and nothing else."""
    fixture = tmp_path / "sound.yaml"
    fixture.write_text(BROKEN.format(**SOUND))

    load(str(fixture))

    assert [event.slug for event in Event.objects.all()] == ["2030-01"]
