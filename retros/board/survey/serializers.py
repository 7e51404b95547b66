from typing import Any

from rest_framework import serializers

from planning.dates.serializers import DaySerializerField
from planning.rest.serializers import ModelSerializer, Serializer
from planning.texts.serializers import LinesSerializerField
from retros.board.models import Answer, Survey
from retros.board.questions import CHOICES, Question


class AnswersSerializer(Serializer[Any]):
    """Your answers, given once."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        return {
            **{one.value: serializers.ChoiceField(CHOICES[one].choices, help_text=one.label) for one in CHOICES},
            Question.WORDS.value: LinesSerializerField(
                max_length=2000, required=False, allow_blank=True, default="", help_text=Question.WORDS.label
            ),
        }


class ResultSerializer(Serializer[Any]):
    question = serializers.ChoiceField(Question.choices)
    text = serializers.CharField(source="question.label")
    counts = serializers.DictField(child=serializers.IntegerField(), help_text="How often each answer was chosen.")
    average = serializers.FloatField(
        allow_null=True, help_text="From 1 to 5; for `again`, the percentage who said yes. Null if no one answered."
    )
    average_before = serializers.FloatField(allow_null=True, help_text="At the event it is compared with.")


class ResultsSerializer(Serializer[Any]):
    questions = ResultSerializer(many=True)
    words = serializers.ListField(child=serializers.CharField(), help_text="In random order, fifty to a page.")
    next = serializers.URLField(allow_null=True, help_text="The survey with the words after these.")
    previous = serializers.URLField(allow_null=True)
    compared_with = serializers.CharField(
        source="compared_with.slug", allow_null=True, default=None, help_text="The month of an earlier event."
    )


class SurveySerializer(Serializer[Any]):
    opens_at = serializers.DateTimeField()
    closes_at = serializers.DateTimeField()
    is_open = serializers.BooleanField()
    has_answered = serializers.BooleanField(help_text="Whether you have. Your answers themselves are anonymous.")
    respondents = serializers.IntegerField(help_text="How many have answered. Everyone with a seat can see this.")
    asked = serializers.IntegerField(help_text="Out of how many.")
    results = ResultsSerializer(
        allow_null=True, help_text="Null until the survey closes, and if too few people have answered."
    )


class CloseSurveySerializer(Serializer[Any]):
    closes_on = DaySerializerField(help_text="The last day.")


class SurveyMailsSerializer(Serializer[Survey]):
    written = serializers.IntegerField(help_text="How many mails are now on their way.")


class AnswerSerializer(ModelSerializer[Answer]):
    class Meta:
        model = Answer
        fields = ["question", "choice", "words"]
