from typing import Any

from rest_framework import serializers

from planning.dates.serializers import DaySerializerField
from planning.rest.serializers import Serializer
from planning.texts.serializers import LinesSerializerField
from retros.reminders.deciding.contents import PhaseItem, StepItem
from retros.reminders.deciding.schedule import DueStep
from retros.reminders.models import Digest
from retros.reminders.preview.foreseeing import DAYS, MOST_DAYS
from retros.reminders.preview.holding import LONGEST_OPENING


class PreviewQuerySerializer(Serializer[Any]):
    days = serializers.IntegerField(
        min_value=1, max_value=MOST_DAYS, default=DAYS, help_text="How many days to look ahead, with today."
    )
    event = serializers.CharField(default="", help_text="Only what is about this event.")


class PlannedStepSerializer(Serializer[StepItem]):
    id = serializers.IntegerField(source="step.pk")
    text = serializers.CharField(source="step.text")
    event = serializers.CharField(source="step.event.slug")
    topic = serializers.CharField(source="step.topic")
    number = serializers.IntegerField(help_text="Which reminder it will be for this due date.")
    due_on = serializers.DateField()
    why = serializers.CharField(help_text="Why this person: owner, unowned, unanswered and so on.")
    is_last = serializers.BooleanField()


class WaitingStepSerializer(Serializer[DueStep]):
    id = serializers.IntegerField(source="pk")
    text = serializers.CharField()
    event = serializers.CharField(source="event.slug")
    topic = serializers.CharField()
    due_on = serializers.DateField()


class PlannedNudgeSerializer(Serializer[PhaseItem]):
    kind = serializers.CharField()
    event = serializers.CharField(source="event.slug")
    subject = serializers.CharField()
    until = serializers.DateTimeField()


class PlannedDigestSerializer(Serializer[Any]):
    """A `PlannedDigest`."""

    reader = serializers.IntegerField(source="recipient.pk", help_text="Whose it is: name it to decide about it.")
    name = serializers.CharField(source="recipient.name")
    day = serializers.DateField(help_text="In the person's time zone.")
    at = serializers.DateTimeField(help_text="It goes out from then on.")
    is_held = serializers.BooleanField()
    opening = serializers.CharField(source="contents.opening")
    steps = PlannedStepSerializer(source="first_steps", many=True, help_text="The first twenty.")
    more_steps = serializers.IntegerField(help_text="How many more it tells of.")
    nudges = PlannedNudgeSerializer(source="contents.nudges", many=True)


class DigestChoiceSerializer(Serializer[Any]):
    reader = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    day = DaySerializerField()


class OpeningSerializer(DigestChoiceSerializer):
    opening = LinesSerializerField(max_length=LONGEST_OPENING, allow_blank=True)


class DecisionSerializer(Serializer[Digest]):
    """What was decided about a digest."""

    reader = serializers.IntegerField(source="user_id")
    day = serializers.DateField()
    is_held = serializers.BooleanField()
    opening = serializers.CharField()
    written_at = serializers.DateTimeField(allow_null=True)
