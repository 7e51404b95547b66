"""Topics from elsewhere, and what became of each, as JSON."""

from rest_framework import serializers

from planning.rest.serializers import Serializer
from planning.topics.importing.deciding import ImportDecision, ImportState


class ImportDecisionSerializer(Serializer[ImportDecision]):
    number = serializers.IntegerField(allow_null=True, help_text="Of its issue; null where it has none.")
    title = serializers.CharField(help_text="As it is there.")
    state = serializers.ChoiceField(choices=[(state.value, state.value) for state in ImportState])
    why = serializers.CharField()
