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
    """Who has an address of their own. Deleting one revokes it; the address itself is shown to its owner alone."""

    resource_classes = (FeedTable,)
    list_display = ("user", "made_at")
    list_select_related = ("user",)
    date_hierarchy = "made_at"
    search_fields = ("user__email",)
    fields = ("user", "made_at")

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Without this a filter in the address would spell out what addresses are signed over."""
        return not lookup.startswith("nonce") and super().lookup_allowed(lookup, value, request)
