from typing import Any

from rest_framework import serializers

from planning.people.words.models import WordToPeople
from planning.people.words.writing import PlannedWord
from planning.rest.serializers import DryRunField, ModelSerializer, Serializer
from planning.texts.serializers import LineSerializerField, LinesSerializerField


class WordToPeopleSerializer(ModelSerializer[WordToPeople]):
    class Meta:
        model = WordToPeople
        fields = ["id", "to", "subject", "text", "people", "sent_at"]


class PlannedWordSerializer(Serializer[PlannedWord]):
    people = serializers.IntegerField(help_text="How many would get it.")
    mail = serializers.CharField(help_text="As you would get it.")


class WriteSerializer(Serializer[Any]):
    to = LineSerializerField(max_length=100, help_text="everyone, coming or waiting; no-ballot while voting is open.")
    subject = LineSerializerField(max_length=150)
    text = LinesSerializerField(max_length=WordToPeople.LONGEST)
    dry_run = DryRunField(default=True, help_text="Send nothing; return how many would get it, and the mail.")
