from typing import Any

from django.core.validators import URLValidator
from django.utils import timezone
from rest_framework import serializers

from planning.people.serializers import PersonSerializer
from retros.nextsteps.models import LONGEST_TEXT
from retros.wrapups.models import Link, Report, WrapUp


class ReportLinkSerializer(serializers.ModelSerializer[Link]):
    class Meta:
        model = Link
        fields = ["kind", "url", "title"]


class LinkSerializer(serializers.ModelSerializer[Link]):
    event = serializers.CharField(source="report.topic.event.slug", read_only=True)
    topic = serializers.CharField(source="report.topic.slug", read_only=True)

    class Meta:
        model = Link
        fields = ["id", "event", "topic", "kind", "url", "title"]


class ReportSerializer(serializers.ModelSerializer[Report]):
    event = serializers.CharField(source="topic.event.slug", read_only=True)
    topic = serializers.CharField(source="topic.slug", read_only=True)
    written_by = PersonSerializer(read_only=True, allow_null=True)
    links = ReportLinkSerializer(many=True, read_only=True)

    class Meta:
        model = Report
        fields = ["event", "topic", "outcome", "achievements", "links", "written_by", "updated_at"]


class FilledReportSerializer(serializers.ModelSerializer[Report]):
    """`urls` replace the links that were there. Their kind and title are told from the address."""

    urls = serializers.ListField(
        child=serializers.URLField(max_length=500, validators=[URLValidator(schemes=["http", "https"])]),
        max_length=200,
        default=list,
    )

    seen = serializers.DateTimeField(
        required=False,
        allow_null=True,
        help_text="`updated_at` of the report you began from, null for none: a 409 if somebody saved it since. "
        "Without this field, yours replaces whatever is there.",
    )

    class Meta:
        model = Report
        fields = ["outcome", "achievements", "urls", "seen"]
        extra_kwargs = {
            "outcome": {"required": True, "allow_blank": False},
            "achievements": {"default": "", "max_length": LONGEST_TEXT},
        }


class WrapUpSerializer(serializers.ModelSerializer[WrapUp]):
    event = serializers.CharField(source="event.slug", read_only=True)

    lag_days = serializers.SerializerMethodField(
        help_text="Days from the last day of the event to its publication, or to today. Null where not known."
    )

    class Meta:
        model = WrapUp
        fields = ["event", "introduction", "conclusion", "author", "url", "published_on", "lag_days"]
        read_only_fields = ["author", "url", "published_on"]
        extra_kwargs = {name: {"default": "", "max_length": LONGEST_TEXT} for name in ("introduction", "conclusion")}

    def get_lag_days(self, wrap_up: WrapUp) -> int | None:
        return wrap_up.lag_in_days(timezone.localdate(self.context["now"]))


class MarkdownSerializer(serializers.Serializer[Any]):
    markdown = serializers.CharField(read_only=True)
