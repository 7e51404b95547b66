from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from planning.people.viewsets import SiteViewSet
from planning.rejection import Rejected
from planning.rest.routers import SingletonViewSet
from retros.wrapups.access import get_importer, get_importer_of
from retros.wrapups.document import DocumentRejected, read_document
from retros.wrapups.importing import ImportPlan, import_wrap_up, month_of, plan_import, refusal_in_words
from retros.wrapups.importing.serializers import ImportPlanSerializer, ImportSerializer
from retros.wrapups.models import WrapUp


class ImportRejected(Rejected):
    """A document that is not imported, with the line at fault."""


class ImportViewSet(SingletonViewSet, SiteViewSet[WrapUp]):
    queryset = WrapUp.objects.all()
    serializer_class = ImportSerializer
    permission_classes = [IsAuthenticated]
    parser_classes = [*SiteViewSet.parser_classes, MultiPartParser]

    @extend_schema(responses={200: ImportPlanSerializer})
    def create(self, request: Request) -> Response:
        """Import a published wrap-up: what it says, and what that changes.

        Organizers can do this for their own event, people who may plan events for any. Nothing is written unless
        `dry_run` is false.
        """
        get_importer(request)
        sent = self.get_serializer(data=request.data)
        sent.is_valid(raise_exception=True)
        try:
            plan = self.plan(request, **sent.validated_data)
        except DocumentRejected as rejection:
            raise ImportRejected(refusal_in_words(rejection)) from rejection
        return Response(ImportPlanSerializer(plan).data)

    def plan(
        self, request: Request, *, text: str, event: str, dry_run: bool, take_file: bool, **_: object
    ) -> ImportPlan:
        reading, now = read_document(text), timezone.now()
        user = get_importer_of(request, month_of(reading, event))
        if dry_run:
            return plan_import(reading, month=event, takes_file=take_file, now=now)
        return import_wrap_up(reading, text=text, month=event, takes_file=take_file, by=user, now=now)
