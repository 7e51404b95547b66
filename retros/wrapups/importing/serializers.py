"""A published wrap-up that was read, and what it changes, as JSON."""

from typing import Any

from rest_framework import serializers

from planning.rest.serializers import DryRunField, Serializer
from planning.texts.serializers import LineSerializerField
from retros.wrapups.document import Document, DocumentLink, DocumentRejected, DocumentTopic, ReadingWarning, decode
from retros.wrapups.document.mending import LARGEST
from retros.wrapups.importing import Change, ImportedChange, ImportPlan, refusal_in_words
from retros.wrapups.models import Link


class ReadEventSerializer(Serializer[Document]):
    slug = serializers.CharField()
    name = serializers.CharField()
    starts_on = serializers.DateField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)
    venue = serializers.CharField()
    venue_url = serializers.CharField()
    organizer = serializers.SerializerMethodField()
    organizer_url = serializers.SerializerMethodField()
    topics_url = serializers.CharField()
    review_url = serializers.CharField()
    introduction = serializers.CharField()
    conclusion = serializers.CharField()

    def get_organizer(self, document: Document) -> str:
        return ", ".join(name for name, _ in document.hosts)

    def get_organizer_url(self, document: Document) -> str:
        return next((url for _, url in document.hosts if url), "")


class ReadLinkSerializer(Serializer[DocumentLink]):
    kind = serializers.ChoiceField(choices=Link.Kind.choices)
    url = serializers.CharField()
    text = serializers.CharField()


class ReadTopicSerializer(Serializer[DocumentTopic]):
    emoji = serializers.CharField()
    title = serializers.CharField()
    problem_statement = serializers.CharField()
    motivation = serializers.CharField()
    achievements = serializers.CharField()
    next_steps_introduction = serializers.CharField(source="steps_introduction")
    next_steps = serializers.ListField(child=serializers.CharField())
    links = ReadLinkSerializer(many=True)
    outcome = serializers.CharField()
    notes = serializers.CharField()


class WarningSerializer(Serializer[ReadingWarning]):
    line = serializers.IntegerField()
    text = serializers.CharField()


class ReadWrapUpSerializer(Serializer[ImportPlan]):
    event = ReadEventSerializer(source="document")
    topics = ReadTopicSerializer(source="document.topics", many=True)
    warnings = WarningSerializer(many=True)


class ChangeSerializer(Serializer[ImportedChange]):
    what = serializers.ChoiceField(
        choices=[(what.value, what.value) for what in Change],
        help_text="`kept`: edited here and in the file; what is here stays. `gone`: no longer in the file, but here.",
    )
    topic = serializers.CharField(help_text="Its heading; empty for changes to the event.")
    field = serializers.CharField()
    here = serializers.CharField()
    in_file = serializers.CharField()
    line = serializers.IntegerField(help_text="In the document, from 1.")


class ImportPlanSerializer(ReadWrapUpSerializer):
    changes = ChangeSerializer(many=True)


class ImportSerializer(Serializer[Any]):
    """The document as text, or as a file."""

    text = serializers.CharField(required=False, trim_whitespace=False, max_length=LARGEST)
    file = serializers.FileField(required=False)
    event = LineSerializerField(default="", allow_blank=True, help_text="Its month, if the document doesn't say.")
    dry_run = DryRunField(default=True, help_text="Write nothing; return what would change.")
    take_file = serializers.BooleanField(
        default=False, help_text="Where the document differs from what is here, take what it says."
    )

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        if ("text" in data) == ("file" in data):
            raise serializers.ValidationError({"text": "Send the document as `text`, or as `file`."})
        if "file" in data:
            try:
                data["text"] = decode(data["file"].read(LARGEST + 1))
            except DocumentRejected as rejection:
                raise serializers.ValidationError({"file": refusal_in_words(rejection)}) from rejection
        return data
