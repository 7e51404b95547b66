from datetime import date
from typing import Any

from django.utils import timezone
from rest_framework import serializers

from planning.rest.serializers import ModelSerializer
from planning.texts.serializers import LineSerializerField
from retros.nextsteps.followup.plans import SAID, default_due_on, plan_in_words
from retros.nextsteps.models import FollowUp


class FollowUpSerializer(ModelSerializer[FollowUp]):
    default_due_on = serializers.SerializerMethodField(help_text="The due date that a step added now would get.")
    summary = serializers.SerializerMethodField(help_text="The plan in words.")

    class Meta:
        model = FollowUp
        fields = [*SAID, "default_due_on", "summary"]

    def get_default_due_on(self, follow_up: FollowUp) -> date:
        return default_due_on(follow_up.event, timezone.localdate(self.context["now"]))

    def get_summary(self, follow_up: FollowUp) -> str:
        return plan_in_words(follow_up)


class ChangeFollowUpSerializer(ModelSerializer[FollowUp]):
    """Another plan, and why."""

    reason = LineSerializerField(max_length=100, write_only=True, help_text="Kept in the plan's history.")

    class Meta:
        model = FollowUp
        fields = [*SAID, "reason"]

    def whole(self) -> dict[str, Any]:
        """Anything left out goes back to the usual."""
        usual: dict[str, Any] = {name: getattr(FollowUp(), name) for name in SAID}
        return usual | dict(self.validated_data)
