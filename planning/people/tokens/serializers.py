from typing import Any

from rest_framework import serializers

from planning.people.tokens.models import ApiToken
from planning.rest.serializers import ModelSerializer, Serializer
from planning.texts.serializers import LineSerializerField


class TokenSerializer(ModelSerializer[ApiToken]):
    class Meta:
        model = ApiToken
        fields = ["id", "name", "scope", "created_at", "expires_at", "last_used_at"]
        extra_kwargs = {"last_used_at": {"help_text": "To the minute. Null if it never was."}}


class NewTokenSerializer(TokenSerializer):
    key = serializers.CharField(read_only=True, help_text="Shown only this once.")

    class Meta(TokenSerializer.Meta):
        fields = [*TokenSerializer.Meta.fields, "key"]


class SignInSerializer(Serializer[ApiToken]):
    """With a session the name is enough. Without a scope it can only read."""

    name = LineSerializerField(max_length=100, help_text="What it is for.")
    scope = serializers.ChoiceField(
        choices=ApiToken.Scope.choices, default=ApiToken.Scope.READ, help_text="With `write` it can read as well."
    )
    email = serializers.EmailField(required=False)
    password = serializers.CharField(required=False, trim_whitespace=False, style={"input_type": "password"})

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        if ("email" in data) != ("password" in data):
            raise serializers.ValidationError("Send an email address and its password together.")
        return data
