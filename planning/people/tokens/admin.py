from django.contrib import admin
from django.http import HttpRequest

from planning.backoffice.read_only import ReadOnlyAdmin
from planning.backoffice.spreadsheets.admin import Exported
from planning.backoffice.spreadsheets.tables import Table
from planning.people.tokens.models import ApiToken


class ApiTokenTable(Table):
    class Meta:
        model = ApiToken
        fields = ("user__email", "name", "scope", "created_at", "last_used_at", "expires_at")


@admin.register(ApiToken)
class ApiTokenAdmin(ReadOnlyAdmin, Exported):
    """Whose tokens there are. Deleting one locks it out; no one can read the key itself."""

    resource_classes = (ApiTokenTable,)
    list_display = ("name", "user", "scope", "created_at", "last_used_at", "expires_at")
    list_filter = ("scope", "last_used_at", "expires_at")
    list_select_related = ("user",)
    date_hierarchy = "created_at"
    search_fields = ("folded_name", "user__email")
    fields = ("user", "name", "scope", "created_at", "last_used_at", "expires_at")

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Without this a filter in the address would spell out the digest."""
        return not lookup.startswith("digest") and super().lookup_allowed(lookup, value, request)
