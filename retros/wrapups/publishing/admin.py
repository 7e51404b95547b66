from django.contrib import admin
from django.contrib.admin import EmptyFieldListFilter
from django.utils import timezone
from simple_history.admin import SimpleHistoryAdmin

from planning.backoffice.spreadsheets.admin import Exported
from planning.backoffice.spreadsheets.tables import Table
from retros.wrapups.archive.admin import ArchiveImport
from retros.wrapups.models import WrapUp


class WrapUpTable(Table):
    class Meta:
        model = WrapUp
        fields = ("event__slug", "introduction", "conclusion", "author", "url", "published_on", "published_by__email")


@admin.register(WrapUp)
class WrapUpAdmin(ArchiveImport, Exported, SimpleHistoryAdmin):
    resource_classes = (WrapUpTable,)
    list_display = ("event", "event__slug", "published_on", "days_after_the_event", "author", "url")
    list_filter = (("published_on", EmptyFieldListFilter),)
    list_select_related = ("event", "published_by")
    date_hierarchy = "published_on"
    search_fields = ("event__folded", "event__slug", "folded")
    autocomplete_fields = ("event", "published_by")

    @admin.display
    def days_after_the_event(self, wrap_up: WrapUp) -> int | None:
        return wrap_up.lag_in_days(timezone.localdate())
