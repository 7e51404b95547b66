from django.core.exceptions import PermissionDenied
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from planning.people.access import as_user
from planning.people.viewsets import SiteViewSet
from planning.rest.routers import SingletonViewSet
from retros.wrapups.archive.bringing_in import bring_in
from retros.wrapups.archive.serializers import ArchiveSerializer, BroughtSerializer
from retros.wrapups.models import WrapUp


class ArchiveViewSet(SingletonViewSet, SiteViewSet[WrapUp]):
    queryset = WrapUp.objects.all()
    serializer_class = ArchiveSerializer
    permission_classes = [IsAuthenticated]
    parser_classes = [*SiteViewSet.parser_classes, MultiPartParser]

    @extend_schema(responses={200: BroughtSerializer(many=True)})
    def create(self, request: Request) -> Response:
        """Import several published wrap-ups, oldest first, and tell what became of each.

        For people who may plan events. Each is imported as a whole or not at all. Nothing is written unless `dry_run`
        is false.
        """
        user = as_user(request)
        if not user.has_perm("planning.add_event"):
            raise PermissionDenied("Only people who may plan events can import several wrap-ups at once.")
        sent = self.get_serializer(data=request.data)
        sent.is_valid(raise_exception=True)
        chosen = sent.validated_data
        brought = bring_in(
            chosen["sources"],
            dry_run=chosen["dry_run"],
            takes_file=chosen["take_file"],
            by=user,
            now=timezone.now(),
        )
        return Response(BroughtSerializer(list(brought), many=True).data)
