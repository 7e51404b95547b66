from dataclasses import replace
from typing import Any

from django.core.validators import URLValidator
from rest_framework import serializers

from planning.dates.serializers import MomentSerializerField
from planning.people.serializers import PersonSerializer
from planning.rest.serializers import ModelSerializer, Serializer
from planning.texts.serializers import LineSerializerField, LinesSerializerField
from planning.topics.models import Topic
from retros.nextsteps.models import LONGEST_TEXT
from retros.wrapups.document import DocumentLink, LinkKind
from retros.wrapups.document.links import LONGEST_URL, name_link
from retros.wrapups.models import Link, Report
from retros.wrapups.reports.filling import Seen
from retros.wrapups.reports.forms import what_is_wrong
from retros.wrapups.reports.merging import Version
from retros.wrapups.reports.pasting import distinct, pasted_links, read_lines


class ReportLinkSerializer(ModelSerializer[Link]):
    class Meta:
        model = Link
        fields = ["kind", "url", "title"]


class LinkSerializer(ModelSerializer[Link]):
    event = serializers.CharField(source="report.topic.event.slug", read_only=True)
    topic = serializers.CharField(source="report.topic.slug", read_only=True)

    class Meta:
        model = Link
        fields = ["id", "event", "topic", "kind", "url", "title"]


class ReportSerializer(ModelSerializer[Report]):
    event = serializers.CharField(source="topic.event.slug", read_only=True)
    topic = serializers.CharField(source="topic.slug", read_only=True)
    written_by = PersonSerializer(read_only=True, allow_null=True)
    links = ReportLinkSerializer(many=True, read_only=True)

    class Meta:
        model = Report
        fields = [
            "event",
            "topic",
            "outcome",
            "outcome_note",
            "achievements",
            "steps_introduction",
            "notes",
            "links",
            "written_by",
            "updated_at",
        ]


class FilledLinkSerializer(Serializer[DocumentLink]):
    """Kind and title are derived from the address if left out."""

    url = serializers.URLField(max_length=LONGEST_URL, validators=[URLValidator(schemes=["http", "https"])])
    kind = serializers.ChoiceField(choices=Link.Kind.choices, required=False)
    title = LineSerializerField(max_length=500, required=False, allow_blank=True)

    def to_internal_value(self, data: Any) -> DocumentLink:
        link_data = super().to_internal_value(data)
        link = name_link(link_data["url"], said=link_data.get("title", ""))
        return replace(link, kind=LinkKind(link_data["kind"])) if "kind" in link_data else link


class FilledReportSerializer(ModelSerializer[Report]):
    """`links` and `pasted` replace the existing links."""

    shown_by = ReportSerializer
    links = serializers.ListField(child=FilledLinkSerializer(), max_length=200, default=list)
    pasted = LinesSerializerField(
        max_length=LONGEST_TEXT,
        default="",
        allow_blank=True,
        help_text="Links as on the page, one line or more, with kind and title recognised. They come after `links`.",
    )
    seen = MomentSerializerField(
        required=False,
        allow_null=True,
        help_text="`updated_at` of the report you began from, null for none: a 409 if someone has saved it since. "
        "Without this field, yours replaces whatever is there.",
    )
    seen_links = serializers.ListField(
        child=FilledLinkSerializer(),
        required=False,
        help_text="`links` of the report you began from: if yours are merged with others, those you removed stay out.",
    )

    class Meta:
        model = Report
        fields = ["outcome", "outcome_note", "achievements", "notes", "links", "pasted", "seen", "seen_links"]
        extra_kwargs = {
            "outcome": {"required": True, "allow_blank": False},
            "outcome_note": {"default": "", "max_length": LONGEST_TEXT},
            "achievements": {"default": "", "max_length": LONGEST_TEXT},
            "notes": {"required": False, "max_length": LONGEST_TEXT, "help_text": "If left out, they stay."},
        }

    def validate_pasted(self, text: str) -> tuple[DocumentLink, ...]:
        lines = list(read_lines(text))
        if errors := [error for line in lines for error in what_is_wrong(line)]:
            raise serializers.ValidationError(errors)
        return pasted_links(lines)

    def version(self, topic: Topic) -> Version:
        data = self.validated_data
        notes = data.get("notes")
        if notes is None:
            notes = "".join(Report.objects.filter(topic=topic).values_list("notes", flat=True))
        texts = {name: data[name] for name in ("outcome", "outcome_note", "achievements")}
        return Version(**texts, notes=notes, links=distinct([*data["links"], *data["pasted"]]))

    def what_was_seen(self) -> Seen | None:
        data = self.validated_data
        links = tuple(data["seen_links"]) if "seen_links" in data else None
        return Seen(data["seen"], links) if "seen" in data else None
