"""What comes after the question mark."""

from typing import Any

from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.settings import api_settings
from rest_framework.viewsets import GenericViewSet

from planning.rest.names import unknown_names
from planning.rest.pagination import NumberedPages
from planning.rest.serializers import Serializer


class KnownQuery(GenericViewSet[Any]):
    """Refuses unknown parameters, and one with two values: the list would otherwise hold something else."""

    query_serializer_class: type[Serializer[Any]] = Serializer
    """Reads the query of anything that is not a list."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if not request.query_params:
            return
        if unknown := unknown_names(request.query_params, self.known_parameters(), kind="parameter"):
            raise ValidationError(unknown)
        if repeated := [name for name, values in request.query_params.lists() if len(values) > 1]:
            raise ValidationError({name: ["It is there more than once. Write it once."] for name in repeated})

    def known_parameters(self) -> set[str]:
        if self.action == "list":
            return {FORMAT, *self.paging_parameters(), *self.filter_parameters()}
        if self.action == "retrieve":
            return {FORMAT, *self.numbering(), *self.query_serializer_class().fields}
        return {FORMAT, *self.numbering()}

    def numbering(self) -> set[str]:
        """What chooses a page, if they are numbered."""
        is_read = self.request.method == "GET"
        return {self.paginator.page_query_param} if is_read and isinstance(self.paginator, NumberedPages) else set()

    def paging_parameters(self) -> list[str]:
        paginator: Any = self.paginator
        return [described["name"] for described in paginator.get_schema_operation_parameters(self)]

    def filter_parameters(self) -> list[str]:
        view: Any = self
        filtersets = [backend().get_filterset_class(view, view.queryset) for backend in view.filter_backends]
        return [name for filterset in filtersets if filterset for name in filterset.base_filters]

    def asked(self) -> dict[str, Any]:
        """What the query says, as `query_serializer_class` reads it."""
        beside = {FORMAT, *self.numbering()}
        said = {name: value for name, value in self.request.query_params.items() if name not in beside}
        query = self.query_serializer_class(data=said)
        query.is_valid(raise_exception=True)
        return dict(query.validated_data)


FORMAT = str(api_settings.URL_FORMAT_OVERRIDE)
