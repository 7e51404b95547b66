from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from planning.outbox.chat.addresses import LONGEST
from planning.outbox.models import Channel, Message
from planning.people.channels.changing import service_of
from planning.rest.serializers import ModelSerializer, Serializer
from planning.texts.serializers import LineSerializerField


class ChannelSerializer(ModelSerializer[Channel]):
    """A channel without its address: anyone who has that can post there."""

    made_of = {"service": ["url"]}
    service = serializers.SerializerMethodField()
    last_state = serializers.ChoiceField(
        choices=Message.State.choices,
        read_only=True,
        allow_null=True,
        help_text="How the latest post went. Null if there is none.",
    )
    last_written_at = serializers.DateTimeField(read_only=True, allow_null=True)
    last_error = serializers.CharField(read_only=True, allow_null=True, help_text="Why it did not get there.")

    class Meta:
        model = Channel
        fields = ["id", "name", "service", "made_at", "last_state", "last_written_at", "last_error"]

    @extend_schema_field(str)
    def get_service(self, channel: Channel) -> str:
        return service_of(channel)


class NewChannelSerializer(Serializer[Channel]):
    name = LineSerializerField(max_length=100, help_text="What to call it here.")
    address = LineSerializerField(
        max_length=LONGEST,
        write_only=True,
        help_text="A webhook's web address, or one in Apprise's form. It is never shown again.",
    )
