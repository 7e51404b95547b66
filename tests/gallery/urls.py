"""The product's own pages, and one for each way in which a page can fail."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from htg import urls

handler500 = urls.handler500
FAILURES = {
    "400": SuspiciousOperation("Nothing that a browser sends."),
    "403": PermissionDenied("Only organizers may do that."),
    "404": Http404("No such page."),
    "500": RuntimeError("A mistake of ours."),
}


def fail(_request: HttpRequest, *, how: str) -> HttpResponse:
    raise FAILURES[how]


urlpatterns = [
    *(path(f"gallery/{how}/", fail, {"how": how}) for how in FAILURES),
    *urls.urlpatterns,
]
