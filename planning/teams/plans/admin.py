from django.contrib import admin
from django.contrib.admin import EmptyFieldListFilter
from simple_history.admin import SimpleHistoryAdmin

from planning.backoffice.read_only import ReadOnlyAdmin
from planning.backoffice.spreadsheets.admin import Exported
from planning.backoffice.spreadsheets.tables import Table
from planning.teams.plans.models import PlannedTeams

SHOWN = ("event", "made_by", "made_at", "places", "mixed", "policy", "published_at", "undone_at")


class PlanTable(Table):
    class Meta:
        model = PlannedTeams
        fields = ("event__slug", "places", "mixed", "policy", "made_at", "published_at", "undone_at")


@admin.register(PlannedTeams)
class PlanAdmin(ReadOnlyAdmin, Exported, SimpleHistoryAdmin):
    """Who publishes one tells everybody, so that is done on the event's own page."""

    resource_classes = (PlanTable,)
    list_display = ("event", "places", "mixed", "policy", "made_at", "published_at", "undone_at")
    list_filter = ("event", "mixed", "policy", ("published_at", EmptyFieldListFilter))
    list_select_related = ("event",)
    date_hierarchy = "made_at"
    search_fields = ("event__slug", "event__folded", "made_by__folded_name")
    fields = SHOWN
