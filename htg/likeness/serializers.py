from typing import Any

from rest_framework import serializers

from htg.likeness.descent import Pair
from htg.likeness.similar import InCommon, Similar
from planning.events.converters import EventConverter
from planning.rest.pagination import NumberedPages
from planning.rest.serializers import Serializer
from planning.texts.serializers import LineSerializerField, LinesSerializerField
from planning.topics.models import LONGEST
from planning.topics.serializers import TopicReferenceSerializer
from retros.wrapups.models import Report


class InCommonSerializer(Serializer[InCommon]):
    words = serializers.ListField(child=serializers.CharField(), help_text="Words in common, the most telling first.")
    links = serializers.ListField(child=serializers.CharField(), help_text="Links in common: `owner/repository#12`.")


class SimilarTopicSerializer(Serializer[Similar]):
    event = serializers.CharField(help_text="Its month.")
    slug = serializers.CharField()
    title = serializers.CharField()
    outcome = serializers.ChoiceField(choices=[*Report.Outcome.choices, ("", "not on record")])
    open_steps = serializers.IntegerField(help_text="Next steps that are still open.")
    why = InCommonSerializer()
    likely = serializers.BooleanField(help_text="Whether it would be offered as the one that is carried on.")


class LikenessQuestionSerializer(Serializer[Any]):
    title = LineSerializerField(max_length=200, help_text="Of the topic that is to be proposed.")
    text = LinesSerializerField(max_length=LONGEST, required=False, default="", help_text="What is said about it.")
    before = serializers.RegexField(
        f"^{EventConverter.regex}$", required=False, default="", help_text="Only topics of events before this month."
    )


class PageOfTopicsSerializer(Serializer[Any]):
    page = serializers.IntegerField(
        min_value=1, required=False, default=1, help_text=NumberedPages.page_query_description
    )


class PairSerializer(Serializer[Pair]):
    """A topic, and the earlier one that it seems to carry on."""

    topic = serializers.CharField(source="topic.slug")
    title = serializers.CharField(source="topic.title")
    earlier = SimilarTopicSerializer(source="similar")


class DescentAnswerSerializer(Serializer[Any]):
    topic = serializers.CharField(help_text="Of this event, by its name in addresses.")
    earlier = TopicReferenceSerializer(help_text="The earlier topic.")
    continues = serializers.BooleanField(help_text="True draws the lineage; false is remembered.")
