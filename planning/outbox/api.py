from rest_framework.permissions import IsAdminUser
from rest_framework.viewsets import ReadOnlyModelViewSet

from planning.outbox.models import Message
from planning.outbox.serializers import MessageSerializer


class MessageViewSet(ReadOnlyModelViewSet[Message]):
    """How the mails are getting on, for the staff."""

    queryset = Message.objects.all()
    serializer_class = MessageSerializer
    permission_classes = [IsAdminUser]
    filterset_fields = ["state"]
    lookup_value_regex = "[0-9]+"
    ordering = ("-written_at", "-pk")
