"""Columns are shown as objects are. `tests/htg/test_api_lists.py` compares them for every list of the API."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db.models import F
from django.utils import timezone
from rest_framework import serializers

from planning.events.models import Event, Organization
from planning.people.models import Attendee
from planning.people.serializers import PersonSerializer
from planning.rest.columns import layout_of
from planning.rest.serializers import ModelSerializer
from planning.topics.models import Topic
from tests.factories import AttendeeFactory, OrganizationFactory, TopicFactory


class CardSerializer(ModelSerializer[Topic]):
    made_of = {"is_late": ["proposed_at", "event__voting_opens_at"]}
    event = serializers.CharField(source="event.slug")
    proposed_by = PersonSerializer()
    company = serializers.CharField(source="proposed_by.organization.name", allow_null=True)
    place = serializers.IntegerField()
    is_late = serializers.SerializerMethodField()

    class Meta:
        model = Topic
        fields = ["event", "title", "proposed_by", "company", "place", "is_late", "proposed_at"]

    def get_is_late(self, topic: Topic) -> bool:
        opens = topic.event.voting_opens_at
        return topic.proposed_at is not None and opens is not None and topic.proposed_at > opens


def shown(kind: Any, rows: Any, **context: Any) -> list[Any]:
    layout = layout_of(kind, rows.model)
    assert layout is not None
    show = layout.shown_in(context)
    return [show(row) for row in rows.values(*layout.columns)]


@pytest.mark.django_db
def test_rows_are_shown_by_columns_as_they_are_by_objects() -> None:
    person = AttendeeFactory(organization=OrganizationFactory())
    opens = person.event.voting_opens_at
    TopicFactory(event=person.event, proposed_by=person, proposed_at=opens.replace(year=opens.year + 1), position=1)
    TopicFactory(event=person.event, proposed_by=AttendeeFactory(event=person.event), position=2)
    TopicFactory(event=person.event, proposed_by=None, position=3)
    rows, context = Topic.objects.annotate(place=F("position")).order_by("place"), {"familiar": {person.event_id}}

    found = shown(CardSerializer, rows, **context)

    assert found == list(CardSerializer(rows, many=True, context=context).data)
    assert [row["company"] for row in found] == [person.organization.name, None, None]
    assert [row["is_late"] for row in found] == [True, False, False]


@pytest.mark.django_db
def test_who_is_not_to_be_known_is_null() -> None:
    known, unknown = AttendeeFactory(), AttendeeFactory()

    people = shown(PersonSerializer, Attendee.objects.order_by("pk"), familiar={known.event_id})

    assert [person and person["id"] for person in people] == [known.pk, None]
    assert unknown.event_id != known.event_id


class MomentSerializer(ModelSerializer[Event]):
    class Meta:
        model = Event
        fields = ["starts_at", "starts_on"]


def test_moments_are_in_the_time_zone_of_the_request() -> None:
    row = {"starts_at": datetime(2026, 12, 1, 12, tzinfo=UTC), "starts_on": date(2026, 12, 1)}
    layout = layout_of(MomentSerializer, Event)
    assert layout is not None

    with timezone.override("Asia/Tokyo"):
        tokyo = layout.shown_in({})(row)
    with timezone.override("UTC"):
        utc = layout.shown_in({})(row)

    assert tokyo == {"starts_at": "2026-12-01T21:00:00+09:00", "starts_on": "2026-12-01"}
    assert utc == {"starts_at": "2026-12-01T12:00:00Z", "starts_on": "2026-12-01"}


class ByPropertySerializer(ModelSerializer[Topic]):
    is_withdrawn = serializers.BooleanField()

    class Meta:
        model = Topic
        fields = ["is_withdrawn"]


class WithManySerializer(ModelSerializer[Event]):
    hosts = serializers.SlugRelatedField[Organization]("name", many=True, read_only=True)

    class Meta:
        model = Event
        fields = ["hosts"]


class LeavingOutSerializer(ModelSerializer[Topic]):
    name = serializers.CharField(source="proposed_by.name", required=False)

    class Meta:
        model = Topic
        fields = ["name"]


class WrittenInItsOwnWaySerializer(PersonSerializer):
    def to_representation(self, person: Any) -> Any:
        return super().to_representation(person)


@pytest.mark.parametrize(
    ("kind", "model"),
    [
        (ByPropertySerializer, Topic),
        (WithManySerializer, Event),
        (LeavingOutSerializer, Topic),
        (WrittenInItsOwnWaySerializer, Attendee),
    ],
)
def test_what_columns_cannot_tell_is_left_to_objects(kind: Any, model: Any) -> None:
    assert layout_of(kind, model) is None
