from django.contrib import admin

from planning.backoffice.read_only import ReadOnlyAdmin
from planning.backoffice.spreadsheets.admin import Exported
from planning.backoffice.spreadsheets.tables import Table
from planning.people.words.models import WordToPeople


class WordToPeopleTable(Table):
    class Meta:
        model = WordToPeople
        fields = ("event__slug", "by__email", "to", "subject", "text", "people", "sent_at")


@admin.register(WordToPeople)
class WordToPeopleAdmin(ReadOnlyAdmin, Exported):
    """What was written to whom. It is written on the event's own page."""

    resource_classes = (WordToPeopleTable,)
    list_display = ("subject", "to", "event__slug", "by", "people", "sent_at")
    list_filter = ("event",)
    list_select_related = ("event", "by")
    date_hierarchy = "sent_at"
    search_fields = ("folded_subject",)
