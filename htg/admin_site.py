"""The admin: its name, its way in, and the order of its contents."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from htg.accounts import second_factor
from planning.events.closing import keep_what_closed

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class Autocomplete(AutocompleteJsonView):
    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        """Where names alone do not tell rows apart, their admin has an `autocomplete_label`."""
        label = getattr(self.model_admin, "autocomplete_label", str)
        return super().serialize_result(obj, to_field_name) | {"text": label(obj)}


class GardenAdminSite(admin.AdminSite):
    site_header = site_title = "Hack the Garden"
    index_title = "Everything that is kept"

    def has_permission(self, request: HttpRequest) -> bool:
        """Staff, with a second factor."""
        return super().has_permission(request) and not second_factor.is_asked_for(request)

    def admin_view(self, view: View, cacheable: bool = False) -> View:  # noqa: FBT001, FBT002  # Django's own signature
        """Whatever is changed here, by whichever page or action: what has closed is stored before."""

        @wraps(view)
        def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if request.method == "POST":
                keep_what_closed(timezone.now())
            return view(request, *args, **kwargs)

        return super().admin_view(cast(View, kept), cacheable)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:  # noqa: ARG002  # Django passes it by name
        """Send people through the site's own sign-in, so that what guards it guards the admin."""
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

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """In the order of the lifecycle, which is that of installation and registration; Django sorts by name."""
        entries = super().get_app_list(request, app_label)
        models, installed = list(self._registry), list(apps.app_configs)
        for entry in entries:
            entry["models"].sort(key=lambda page: models.index(page["model"]))
        return sorted(entries, key=lambda entry: installed.index(entry["app_label"]))
