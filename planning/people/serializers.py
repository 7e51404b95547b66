from typing import Any

from django.db.models import BigIntegerField
from rest_framework import serializers

from planning.events.models import Organization
from planning.people.models import Attendee
from planning.rest.serializers import ModelSerializer


class KnownPeopleSerializer(serializers.ListSerializer[Attendee]):
    """Only those whose names the reader may see."""

    def to_representation(self, people: Any) -> list[Any]:
        return [person for person in super().to_representation(people) if person is not None]


class PersonSerializer(ModelSerializer[Attendee]):
    """Someone at an event: for people of the community, and null for strangers."""

    only_where = ("event_id", "familiar")
    organization = serializers.SlugRelatedField[Organization]("name", read_only=True, allow_null=True)

    class Meta:
        model = Attendee
        fields = ["id", "name", "github", "organization"]
        list_serializer_class = KnownPeopleSerializer


class AttendeesField(serializers.ListField):
    """Attendees by their ids, of the event in the context: one query, however many."""

    child = serializers.IntegerField(min_value=1, max_value=BigIntegerField.MAX_BIGINT)

    def to_internal_value(self, data: Any) -> list[Attendee]:
        ids: list[int] = super().to_internal_value(data)
        found = Attendee.objects.coming().filter(event=self.context["event"]).in_bulk(ids)
        if unknown := sorted(set(ids) - found.keys()):
            raise serializers.ValidationError(f"No one at this event has the id {unknown[0]}.")
        return [found[pk] for pk in ids]

    def to_representation(self, people: Any) -> list[int]:
        return [person.pk for person in people]
