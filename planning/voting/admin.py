from django.contrib import admin
from django.contrib.admin import EmptyFieldListFilter
from django.http import HttpRequest

from planning.backoffice.read_only import ReadOnlyAdmin
from planning.backoffice.spreadsheets.admin import Exported
from planning.backoffice.spreadsheets.tables import Table
from planning.voting.models import Ballot, ClosedTally, CountedTopic, OpenedBox


class BallotTable(Table):
    class Meta:
        model = Ballot
        fields = ("attendee__event__slug", "attendee__name", "cast_at")


@admin.register(Ballot)
class BallotAdmin(ReadOnlyAdmin, Exported):
    """Who cast one, and when. What is on it is secret, so votes have no page of their own."""

    resource_classes = (BallotTable,)
    list_display = ("attendee", "attendee__event__slug", "cast_at")
    list_filter = ("attendee__event",)
    list_select_related = ("attendee__event",)
    date_hierarchy = "cast_at"
    search_fields = ("attendee__folded_name", "attendee__folded_github")
    fields = ("attendee", "cast_at")

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Filtering by a vote in the address would reveal whose ballot it is on."""
        return not lookup.startswith("votes") and super().lookup_allowed(lookup, value, request)


class CountedTopicInline(ReadOnlyAdmin, admin.TabularInline):
    model = CountedTopic
    fields = ("place", "rank", "title", "votes")
    extra = 0


class ClosedTallyTable(Table):
    class Meta:
        model = ClosedTally
        fields = ("event__slug", "closed_at", "counted_at", "ballots", "electorate", "set_aside_at")


@admin.register(ClosedTally)
class ClosedTallyAdmin(ReadOnlyAdmin, Exported):
    """What was counted when voting closed. No one can edit it."""

    resource_classes = (ClosedTallyTable,)
    list_display = ("event", "closed_at", "ballots", "electorate", "counted_at", "set_aside_at")
    list_filter = ("event", ("set_aside_at", EmptyFieldListFilter))
    list_select_related = ("event",)
    date_hierarchy = "closed_at"
    search_fields = ("event__slug", "event__folded", "lines__title")
    fields = ("event", "closed_at", "counted_at", "ballots", "electorate", "set_aside_at")
    inlines = (CountedTopicInline,)


class OpenedBoxTable(Table):
    class Meta:
        model = OpenedBox
        fields = ("tally__event__slug", "rule", "people", "sha256")


@admin.register(OpenedBox)
class OpenedBoxAdmin(ReadOnlyAdmin, Exported):
    """What was counted from. The ballots in it have receipts and no names; the event's page offers the file."""

    resource_classes = (OpenedBoxTable,)
    list_display = ("tally", "tally__event__slug", "rule", "people", "sha256")
    list_filter = ("rule", "tally__event")
    list_select_related = ("tally__event",)
    search_fields = ("tally__event__slug", "tally__event__folded", "sha256")
    fields = ("tally", "rule", "people", "sha256")
