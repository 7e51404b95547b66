from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from htg.search.hits import FEW, Hit, HitGroup, search
from htg.search.kinds import KINDS
from planning.paging import ROWS
from planning.people.viewsets import SiteViewSet
from planning.rest.routers import SingletonViewSet
from planning.rest.serializers import Serializer
from planning.searching import LONGEST
from planning.texts.serializers import LineSerializerField
from planning.topics.models import Topic


class SearchQuerySerializer(Serializer[Any]):
    q = LineSerializerField(max_length=LONGEST, help_text="Words, or how they begin. Each of them has to be there.")
    only = serializers.ChoiceField(
        choices=[kind.name for kind in KINDS], required=False, default="", help_text="Only this kind, fifty at most."
    )


class HitSerializer(Serializer[Hit]):
    url = serializers.CharField(help_text="The page.")
    heading = serializers.SerializerMethodField(help_text="May be empty.")
    about = serializers.CharField()
    sentence = serializers.SerializerMethodField(help_text="The sentence that holds most of the words.")

    def get_heading(self, hit: Hit) -> str:
        return "".join(piece.text for piece in hit.heading)

    def get_sentence(self, hit: Hit) -> str:
        return "".join(piece.text for piece in hit.sentence)


class FoundGroupSerializer(Serializer[HitGroup]):
    kind = serializers.CharField(source="kind.name", help_text=f"One of {', '.join(kind.name for kind in KINDS)}.")
    number = serializers.IntegerField(help_text="How many there are, up to a thousand.")
    hits = HitSerializer(many=True)


class SearchViewSet(SingletonViewSet, SiteViewSet[Topic]):
    """What anyone may read, found by its words."""

    queryset = Topic.objects.all()
    serializer_class = FoundGroupSerializer
    query_serializer_class = SearchQuerySerializer

    @extend_schema(
        operation_id="search_retrieve",
        parameters=[SearchQuerySerializer],
        responses=FoundGroupSerializer(many=True),
        tags=["topics"],
    )
    def retrieve(self, _request: Request) -> Response:
        """The first five of each kind, or the first fifty of one."""
        asked = self.asked()
        groups = search(asked["q"], only=asked["only"], most=ROWS if asked["only"] else FEW)
        return Response(FoundGroupSerializer(groups, many=True).data)
