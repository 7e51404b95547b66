from typing import Any

from rest_framework import serializers
from rest_framework.request import Request

from planning.outbox.models import Message
from planning.rest.serializers import ModelSerializer
from planning.texts.serializers import LineSerializerField, LinesSerializerField


class MessageSerializer(ModelSerializer[Message]):
    """Without address and text: a mail may hold a sign-in code."""

    made_of = {"may_have_arrived": ["state", "begun_at"]}
    may_have_arrived = serializers.BooleanField(
        source="is_in_doubt", read_only=True, help_text="Held because no one knows whether it arrived."
    )

    class Meta:
        model = Message
        fields = [
            "id",
            "subject",
            "state",
            "in_doubt",
            "may_have_arrived",
            "written_at",
            "due_at",
            "attempts",
            "takeovers",
            "sent_at",
            "bounced_at",
        ]


class WholeMessageSerializer(MessageSerializer):
    """One message. Those who may not read messages get null for what is personal."""

    to = serializers.SerializerMethodField()
    text = serializers.SerializerMethodField()
    last_error = serializers.SerializerMethodField()

    class Meta(MessageSerializer.Meta):
        fields = [*MessageSerializer.Meta.fields, "to", "text", "last_error"]

    def get_to(self, message: Message) -> str | None:
        return message.to if self._may_read else None

    def get_last_error(self, message: Message) -> str | None:
        return message.last_error if self._may_read else None

    def get_text(self, message: Message) -> str | None:
        """Null for a token: texts hold codes and links that act for their reader. For a message about signing in, null
        except for superusers."""
        user: Any = self._request.user
        if self._request.auth is not None:
            return None
        return message.text if self._may_read and (user.is_superuser or not message.is_about_signing_in) else None

    @property
    def _request(self) -> Request:
        request: Request = self.context["request"]
        return request

    @property
    def _may_read(self) -> bool:
        return self._request.user.has_perm("planning.view_message")


class MessageEditSerializer(ModelSerializer[Message]):
    subject = LineSerializerField(max_length=300)
    text = LinesSerializerField()

    class Meta:
        model = Message
        fields = ["subject", "text"]
