"""The admin: its name, its way in, and the order of its contents."""

from collections.abc import Callable
from functools import wraps
from itertools import chain
from typing import Any

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.views.main import ERROR_FLAG
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import DataError, ProgrammingError
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import SimpleTemplateResponse, TemplateResponse
from django.urls import reverse
from django.utils import timezone

from htg.accounts import second_factor
from htg.admin_rooms import in_rooms
from htg.admin_waiting import what_waits
from planning.events.closing import keep_what_closed

View = Callable[..., HttpResponseBase]

OUT_OF_RANGE = (OverflowError, DataError)
"""A number beyond 64 bits, a day beyond the calendar: whatever it was meant to find, it is not here."""
UNREADABLE = (*OUT_OF_RANGE, ValueError, LookupError, AttributeError, ProgrammingError, IncorrectLookupParameters)
"""What a filter, or a form filled in from the address, raises on what it does not understand."""


class Autocomplete(AutocompleteJsonView):
    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        """Where names alone do not tell rows apart, their admin has an `autocomplete_label`."""
        label = getattr(self.model_admin, "autocomplete_label", str)
        return super().serialize_result(obj, to_field_name) | {"text": label(obj)}


def reading_with_care(view: View) -> View:
    """Let nothing in an address end in a 500.

    As with lookups that Django itself rejects, the page opens without them: the only way to check them is to try.
    """

    @wraps(view)
    def read(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = view(request, *args, **kwargs)
            if isinstance(response, SimpleTemplateResponse):
                response.render()  # lists are not read before this
        except UNREADABLE as error:
            if request.method in {"GET", "HEAD"} and request.GET and ERROR_FLAG not in request.GET:
                return redirect(f"{request.path}?{ERROR_FLAG}=1")
            if isinstance(error, OUT_OF_RANGE) or ACTION_CHECKBOX_NAME in request.POST:
                raise Http404("There is nothing with this number.") from error
            raise
        return response

    return read


def keeping_what_closed(view: View) -> View:
    """Whatever is about to change, by any page or action: what has closed is stored first."""

    @wraps(view)
    def keep(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST":
            keep_what_closed(timezone.now())
        return view(request, *args, **kwargs)

    return keep


class GardenAdminSite(admin.AdminSite):
    site_header = site_title = "Hack the Garden"
    index_title = "All records"

    def has_permission(self, request: HttpRequest) -> bool:
        """Staff, with a second factor."""
        return super().has_permission(request) and not second_factor.is_asked_for(request)

    def admin_view(self, view: View, cacheable: bool = False) -> View:  # type: ignore[override]  # noqa: FBT001, FBT002  # as Django has it
        return super().admin_view(reading_with_care(keeping_what_closed(view)), cacheable)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:  # noqa: ARG002  # Django passes it by name
        """Send people through the site's own sign-in, so that what guards it also guards the admin."""
        if self.has_permission(request):
            return redirect("admin:index")
        way_on = request.GET.get(REDIRECT_FIELD_NAME) or reverse("admin:index")
        if super().has_permission(request):
            return second_factor.ask_for(request, way_on=way_on)
        if request.user.is_authenticated:
            raise PermissionDenied("The admin is for staff.")
        return redirect_to_login(way_on)

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:  # type: ignore[override]  # noqa: ARG002  # Django promises a page, and its own view redirects as well
        """On the site's own page too."""
        return redirect("account_change_password")

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return Autocomplete.as_view(admin_site=self)(request)  # type: ignore[return-value]  # always a JsonResponse

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        rooms = self.get_app_list(request)
        readable = {page["model"] for room in rooms for page in room["models"] if page["admin_url"]}
        waiting = what_waits(readable, now=timezone.now())
        for room in rooms:
            room["waiting"] = [matter for matter in waiting if matter.room == room["app_label"]]
        return super().index(request, {**(extra_context or {}), "app_list": rooms, "waiting": waiting})

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """By room, each in the order of registration, which is that of the lifecycle; Django sorts by name."""
        entries, models = super().get_app_list(request, app_label), list(self._registry)
        for entry in entries:
            entry["models"].sort(key=lambda page: models.index(page["model"]))
        if app_label is not None:
            return entries
        pages = chain.from_iterable(entry["models"] for entry in entries)
        return in_rooms(pages, reverse("admin:index"))
