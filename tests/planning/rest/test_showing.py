"""Answers are what REST framework itself would say."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, ClassVar

import pytest
from rest_framework import serializers

from planning.events.serializers import EventSerializer
from planning.people.serializers import PersonSerializer
from planning.rest.serializers import KnownFields, ModelSerializer, Serializer
from planning.topics.models import Topic
from planning.topics.serializers import TopicSerializer
from tests.factories import AttendeeFactory, OrganizationFactory, TopicFactory


class Named:
    def __init__(self, name: str) -> None:
        self.name = name

    def shouted(self) -> str:
        return self.name.upper()


@dataclass
class Bed:
    """A row with something of everything."""

    name: Any = "Roses"
    number: Any = 3
    is_wet: Any = True
    height: Any = 1.5
    track: Any = Topic.Track.MAIN
    dug_on: Any = date(2026, 12, 1)
    dug_at: Any = datetime(2026, 12, 1, 12, tzinfo=UTC)
    gardener: Any = None
    tools: Any = ()
    NOTHING: ClassVar[None] = None


class NamedSerializer(Serializer[Named]):
    name = serializers.CharField()
    shouted = serializers.CharField()


class BedSerializer(Serializer[Bed]):
    name = serializers.CharField()
    number = serializers.IntegerField()
    is_wet = serializers.BooleanField()
    height = serializers.FloatField()
    track = serializers.ChoiceField(Topic.Track.choices)
    dug_on = serializers.DateField()
    dug_at = serializers.DateTimeField()
    gardener = NamedSerializer()
    gardener_name = serializers.CharField(source="gardener.name", default="nobody")
    loudly = serializers.CharField(source="gardener.shouted", allow_null=True)
    tools = NamedSerializer(many=True)
    key = serializers.CharField(write_only=True)
    whole = serializers.SerializerMethodField()
    left_out = serializers.CharField(source="gone", required=False)

    def get_whole(self, bed: Bed) -> str:
        return f"{bed.name} {bed.number}"


def as_rest_framework_says(serializer: Any, row: object) -> Any:
    return super(KnownFields, serializer).to_representation(row)


@pytest.mark.parametrize(
    "bed",
    [
        Bed(gardener=Named("Ada"), tools=(Named("spade"), Named("rake"))),
        Bed(),
        Bed(name=7, number="4", is_wet="yes", height=2, track="main"),
        Bed(name=None, number=None, is_wet=None, height=None, track=None, dug_on=None, dug_at=None),
        Bed(name="", track="fast-track"),
    ],
)
def test_a_row_is_shown_as_rest_framework_shows_it(bed: Bed) -> None:
    shown = BedSerializer().to_representation(bed)

    assert shown == as_rest_framework_says(BedSerializer(), bed)
    assert list(shown) == list(as_rest_framework_says(BedSerializer(), bed))
    assert "left_out" not in shown


def test_a_mapping_is_shown_by_its_keys() -> None:
    row = {"name": "Ada", "shouted": "ADA"}

    assert NamedSerializer().to_representation(row) == row


def test_an_attribute_that_is_missing_is_told_as_by_rest_framework() -> None:
    with pytest.raises(AttributeError, match="Got AttributeError when attempting to get a value for field `shouted`"):
        NamedSerializer().to_representation(Bed())


@pytest.mark.django_db
def test_topics_people_and_events_are_shown_as_rest_framework_shows_them() -> None:
    person = AttendeeFactory(organization=OrganizationFactory())
    topics = [
        TopicFactory(event=person.event, proposed_by=person, continues=TopicFactory()),
        TopicFactory(emoji="", problem="A\u2028B", withdrawn_at=person.event.voting_opens_at),
    ]
    known: dict[str, Any] = {"now": person.event.voting_opens_at, "familiar": {person.event_id}, "request": None}
    shown_by: list[tuple[type[Serializer[Any]] | type[ModelSerializer[Any]], object]] = [
        (PersonSerializer, person),
        (EventSerializer, person.event),
        *((TopicSerializer, topic) for topic in topics),
    ]

    for kind, row in shown_by:
        serializer: Any = kind(context=known)
        assert serializer.to_representation(row) == as_rest_framework_says(serializer, row)
