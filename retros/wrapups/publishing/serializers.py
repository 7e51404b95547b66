from typing import Any

from django.utils import timezone
from rest_framework import serializers

from planning.rest.serializers import ModelSerializer, Serializer
from retros.nextsteps.models import LONGEST_TEXT
from retros.wrapups.document import Form
from retros.wrapups.models import WrapUp


class WrapUpSerializer(ModelSerializer[WrapUp]):
    made_of = {"lag_days": ["published_on", "event__ends_on", "event__wrap_up_due_at"]}
    event = serializers.CharField(source="event.slug", read_only=True)

    lag_days = serializers.SerializerMethodField(
        help_text="Days from the last day of the event to its publication, or to today. Null if not known."
    )

    class Meta:
        model = WrapUp
        fields = ["event", "introduction", "conclusion", "author", "url", "published_on", "lag_days"]
        read_only_fields = ["author", "url", "published_on"]
        extra_kwargs = {name: {"default": "", "max_length": LONGEST_TEXT} for name in ("introduction", "conclusion")}

    def get_lag_days(self, wrap_up: WrapUp) -> int | None:
        return wrap_up.lag_in_days(timezone.localdate(self.context["now"]))


class DocumentQuerySerializer(Serializer[Any]):
    form = serializers.ChoiceField(
        choices=[form.value for form in Form],
        required=False,
        default="",
        help_text="The form of that year: labels on the line (2023), above it (2025), or headings (2026). Without it, "
        "an imported wrap-up keeps the form it was published in, and any other has today's.",
    )


class MarkdownSerializer(Serializer[Any]):
    markdown = serializers.CharField(read_only=True)
