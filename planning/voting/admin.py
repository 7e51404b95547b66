from django.contrib import admin
from django.http import HttpRequest

from planning.records import Record
from planning.spreadsheets import Exported, Table
from planning.voting.models import Ballot


class BallotTable(Table):
    class Meta:
        model = Ballot
        fields = ("attendee__event__slug", "attendee__name", "cast_at")


@admin.register(Ballot)
class BallotAdmin(Record, Exported):
    """Who cast one, and when. What is on it is secret, so votes have no page of their own."""

    resource_classes = (BallotTable,)
    list_display = ("attendee", "attendee__event__slug", "cast_at")
    list_filter = ("attendee__event",)
    list_select_related = ("attendee__event",)
    date_hierarchy = "cast_at"
    search_fields = ("attendee__folded_name", "attendee__folded_github")
    fields = ("attendee", "cast_at")

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Filtering by a vote in the address would tell whose ballot it is on."""
        return not lookup.startswith("votes") and super().lookup_allowed(lookup, value, request)
