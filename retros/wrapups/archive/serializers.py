"""Several documents in one request, and what became of each."""

from typing import Any

from rest_framework import serializers

from planning.rest.serializers import DryRunField, Serializer
from planning.texts.serializers import LineSerializerField
from retros.wrapups.archive.bringing_in import Brought
from retros.wrapups.archive.finding import Source
from retros.wrapups.document.mending import LARGEST
from retros.wrapups.importing.serializers import ImportPlanSerializer

MOST = 100
"""Files. The community has published twelve wrap-ups."""


class SentDocumentSerializer(Serializer[Any]):
    name = LineSerializerField(max_length=255, help_text="Of its file, like 2025-06.md; _index.md for the table.")
    text = serializers.CharField(trim_whitespace=False, allow_blank=True, max_length=LARGEST)


class ArchiveSerializer(Serializer[Any]):
    """The documents as texts with the names of their files, or as files."""

    documents = serializers.ListField(child=SentDocumentSerializer(), required=False, max_length=MOST)
    files = serializers.ListField(child=serializers.FileField(allow_empty_file=True), required=False, max_length=MOST)
    dry_run = DryRunField(default=True, help_text="Write nothing; return what would change.")
    take_file = serializers.BooleanField(
        default=False, help_text="Where a file differs from what is here, take what the file says."
    )

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        texts, files = data.get("documents") or [], data.get("files") or []
        if bool(texts) == bool(files):
            raise serializers.ValidationError({"documents": "Send the documents as `documents`, or as `files`."})
        sources = [Source(each["name"], each["text"].encode()) for each in texts]
        sources += [Source(file.name, file.read(LARGEST + 1)) for file in files]
        return data | {"sources": sources}


class BroughtSerializer(Serializer[Brought]):
    name = serializers.CharField()
    refused = serializers.CharField(help_text="Why nothing of it was imported; empty if it was.")
    passed_over = serializers.CharField(help_text="Why it isn't a wrap-up; empty if it is one.")
    line = serializers.IntegerField(help_text="At fault, from 1.")
    plan = ImportPlanSerializer(allow_null=True)
