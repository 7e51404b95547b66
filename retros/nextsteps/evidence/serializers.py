from rest_framework import serializers

from planning.rest.serializers import ModelSerializer, Serializer
from planning.texts.serializers import LineSerializerField
from retros.nextsteps.ended_links import LONGEST_TITLE, LONGEST_URL
from retros.nextsteps.evidence.models import StepLink

ENDING = ("state", "reason", "changed_at", "removed_at", "dismissed_at")
"""What tells how it ended, and whether someone has responded."""


class StepLinkSerializer(ModelSerializer[StepLink]):
    made_of = {"name": ["url"], "proposes_done": ENDING, "asks_what_became": ENDING}
    name = serializers.CharField(read_only=True, help_text="Short: `owner/repository#123` where it is on GitHub.")
    proposes_done = serializers.BooleanField(
        source="is_proposing",
        read_only=True,
        help_text="It was merged, or closed as completed, and no one has said that this doesn't settle it.",
    )
    asks_what_became = serializers.BooleanField(
        source="is_asking",
        read_only=True,
        help_text="It was closed in another way (not planned, a duplicate, not merged), and no one has responded yet.",
    )

    class Meta:
        model = StepLink
        fields = [
            *("id", "url", "name", "title", "from_text"),
            *("state", "reason", "changed_at", "checked_at", "problem", "dismissed_at"),
            *("proposes_done", "asks_what_became"),
        ]


class NewStepLinkSerializer(Serializer[StepLink]):
    url = serializers.URLField(max_length=LONGEST_URL)
    title = LineSerializerField(max_length=LONGEST_TITLE, required=False, allow_blank=True, default="")
