import allauth.mfa.admin
import allauth.usersessions.admin  # noqa: F401  # both register what is taken back below
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.admin import EmptyFieldListFilter
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from planning.backoffice.read_only import ReadOnlyAdmin
from planning.backoffice.spreadsheets.admin import Exported
from planning.backoffice.spreadsheets.tables import Table
from planning.people.sign_in.models import Attempts, Unsent
from planning.people.sign_in.notices import FACTOR_REMOVED, send_notice

# Anyone who could read these could sign in as someone else: an app's secret, a session's key.
admin.site.unregister([Authenticator, UserSession])


class AttemptsTable(Table):
    class Meta:
        model = Attempts
        fields = ("what", "times", "until")


@admin.register(Attempts)
class AttemptsAdmin(ReadOnlyAdmin, Exported):
    """How much guessing goes on. It does not show whose account it is about."""

    resource_classes = (AttemptsTable,)
    list_display = ("what", "times", "until")
    list_filter = ("what",)
    date_hierarchy = "until"
    search_fields = ("what",)


class AuthenticatorTable(Table):
    class Meta:
        model = Authenticator
        fields = ("user__email", "type", "created_at", "last_used_at")


@admin.register(Authenticator)
class AuthenticatorAdmin(ReadOnlyAdmin, Exported):
    """Who has which second factor. Delete it here for someone who has lost theirs, and they can get in again."""

    resource_classes = (AuthenticatorTable,)

    list_display = ("user", "type", "created_at", "last_used_at")
    list_filter = ("type",)
    search_fields = ("user__email",)
    fields = list_display
    list_select_related = ("user",)

    def has_delete_permission(self, request: HttpRequest, obj: Authenticator | None = None) -> bool:
        """Only superusers may delete that of people with rights: a second factor that others can remove is not one."""
        may = super().has_delete_permission(request, obj)
        return may and (request.user.is_superuser or (obj is not None and not obj.user.has_rights))

    def delete_model(self, request: HttpRequest, authenticator: Authenticator) -> None:
        super().delete_model(request, authenticator)
        send_notice(authenticator.user, FACTOR_REMOVED, now=timezone.now())

    def delete_queryset(self, request: HttpRequest, authenticators: QuerySet[Authenticator]) -> None:
        owners = {authenticator.user for authenticator in authenticators.select_related("user")}
        super().delete_queryset(request, authenticators)
        for owner in owners:
            send_notice(owner, FACTOR_REMOVED, now=timezone.now())


class UnsentTable(Table):
    class Meta:
        model = Unsent
        fields = ("user__email", "path", "kept_at")


@admin.register(Unsent)
class UnsentAdmin(ReadOnlyAdmin, Exported):
    """Forms that wait for someone to sign in again. What is in them is theirs alone."""

    resource_classes = (UnsentTable,)
    list_display = ("path", "user", "kept_at")
    list_filter = (("user", EmptyFieldListFilter),)
    list_select_related = ("user",)
    date_hierarchy = "kept_at"
    search_fields = ("path", "user__email")
    fields = ("user", "path", "kept_at")

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Without this a filter in the address would spell out what was typed."""
        return not lookup.startswith(("typed", "address")) and super().lookup_allowed(lookup, value, request)
