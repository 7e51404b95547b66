from typing import Any

from rest_framework import serializers

from planning.rest.serializers import ModelSerializer, Serializer
from planning.topics.models import Topic
from planning.topics.serializers import TopicsField
from planning.voting.models import Ballot
from planning.voting.tally import Tally, TallyLine

MOST_DOTS = 32_767
"""More than a column holds are no dots."""


class VotesField(TopicsField):
    """The topics that a ballot's votes are for."""

    def get_attribute(self, ballot: Ballot) -> Any:
        return [vote.topic for vote in ballot.votes.all()]


class DotsField(serializers.ListField):
    """How many dots each of the topics has."""

    def get_attribute(self, ballot: Ballot) -> Any:
        return [vote.dots for vote in ballot.votes.all() if vote.dots]


class BallotSerializer(ModelSerializer[Ballot]):
    topics = VotesField(help_text="One vote for each. In a ranking the dearest first.")
    dots = DotsField(
        child=serializers.IntegerField(min_value=1, max_value=MOST_DOTS),
        required=False,
        help_text="Where a ballot holds dots: how many each of the topics has, in their order.",
    )

    class Meta:
        model = Ballot
        fields = ["topics", "dots", "cast_at"]
        read_only_fields = ["cast_at"]


class TapSerializer(Serializer[Any]):
    """One change of a ballot."""

    topic = serializers.CharField(max_length=80)
    number = serializers.IntegerField(
        min_value=0,
        max_value=MOST_DOTS,
        default=1,
        help_text="1 for a vote, so many dots, or the place in a ranking. 0 takes it off.",
    )

    def validate_topic(self, slug: str) -> Topic:
        topic = Topic.objects.filter(event=self.context["event"], slug=slug).select_related("event").first()
        if topic is None:
            raise serializers.ValidationError(f"The event has no topic “{slug}”.")
        return topic


class CountedTopicField(serializers.CharField):
    """The tally knows topics by their ids, the API by their names in addresses: `slugs` in the context has both."""

    def to_representation(self, topic: Any) -> str:
        slug: str = self.context["slugs"][topic]
        return slug


class LineSerializer(Serializer[TallyLine]):
    rank = serializers.IntegerField(help_text="As in sport: 1 2 2 4.")
    topic = CountedTopicField()
    votes = serializers.IntegerField()
    shared_by = serializers.IntegerField(help_text="How many topics have this rank: more than one if there is a tie.")


class TallySerializer(Serializer[Tally]):
    lines = LineSerializer(many=True, help_text="The most wanted first. Empty until voting is closed.")
    ballots = serializers.IntegerField(help_text="How many were cast.")
    electorate = serializers.IntegerField(help_text="How many people have a seat, or had one when voting closed.")
    turnout = serializers.FloatField(help_text="0 to 1.")
