"""Topics from elsewhere, and what became of each, as JSON."""

from typing import Any

from rest_framework import serializers

from planning.rest.serializers import DryRunField, ModelSerializer, Serializer
from planning.texts.serializers import LinesSerializerField
from planning.topics.importing.deciding import ImportDecision, ImportState, Side
from planning.topics.importing.facts import SourceRejected
from planning.topics.importing.models import ImportedTopic
from planning.topics.importing.reading import LARGEST, read_topics
from planning.topics.models import Topic

LARGEST_TEXT = 2_000_000
"""Characters. A file may have more."""


class ImportDecisionSerializer(Serializer[ImportDecision]):
    number = serializers.IntegerField(allow_null=True, help_text="Of its issue; null where it has none.")
    title = serializers.CharField(help_text="As it is there.")
    state = serializers.ChoiceField(choices=[(state.value, state.value) for state in ImportState])
    why = serializers.CharField()


class ImportedTopicSerializer(ModelSerializer[ImportedTopic]):
    made_of = {"labels": ("labels",)}
    topic = serializers.SlugRelatedField[Topic]("slug", read_only=True)
    labels = serializers.ListField(child=serializers.CharField(), source="tags", read_only=True)

    class Meta:
        model = ImportedTopic
        fields = ["topic", "number", "url", "labels", "imported_at"]


class TopicImportSerializer(Serializer[Any]):
    """Topics as text, or as a file."""

    text = LinesSerializerField(required=False, trim_whitespace=False, max_length=LARGEST_TEXT)
    file = serializers.FileField(required=False)
    dry_run = DryRunField(default=True, help_text="Write nothing; return what would become of each.")
    conflicts = serializers.ChoiceField(
        choices=[("ask", "ask"), *((side.value, side.value) for side in Side)],
        default="ask",
        help_text="Where a topic was edited here and there: keep what is `here`, or take what the `file` says. "
        "Send a topic alone to decide about it alone.",
    )
    withdraw_closed = serializers.BooleanField(default=False, help_text="Withdraw topics whose issue is closed.")

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        if ("text" in data) == ("file" in data):
            raise serializers.ValidationError({"text": "Send the topics as `text`, or as `file`."})
        content = data["file"].read(LARGEST + 1) if "file" in data else data["text"].encode()
        try:
            return data | {"sources": read_topics(content)}
        except SourceRejected as rejection:
            raise serializers.ValidationError({"file" if "file" in data else "text": str(rejection)}) from rejection
