from rest_framework import serializers

from planning.outbox.models import Message


class MessageSerializer(serializers.ModelSerializer[Message]):
    """Without address and text: a mail may hold a sign-in code."""

    class Meta:
        model = Message
        fields = ["id", "subject", "state", "written_at", "due_at", "attempts", "sent_at"]
