from django.contrib import admin
from django.http import HttpRequest

from planning.backoffice.read_only import ReadOnlyAdmin
from planning.backoffice.spreadsheets.admin import Exported
from planning.backoffice.spreadsheets.tables import Table
from retros.nextsteps.feeds.models import Feed


class FeedTable(Table):
    class Meta:
        model = Feed
        fields = ("user__email", "made_at")


@admin.register(Feed)
class FeedAdmin(ReadOnlyAdmin, Exported):
    """Who has a private link. Deleting one revokes it; the link itself is shown only to its owner."""

    resource_classes = (FeedTable,)
    list_display = ("user", "made_at")
    list_select_related = ("user",)
    date_hierarchy = "made_at"
    search_fields = ("user__email",)
    fields = ("user", "made_at")

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Without this, a filter in the address could spell out what the links are signed with."""
        return not lookup.startswith("nonce") and super().lookup_allowed(lookup, value, request)
