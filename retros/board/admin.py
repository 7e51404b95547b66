from django.contrib import admin

from planning.columns import shortened
from planning.spreadsheets import Exported, Table
from retros.board.models import Note


class NoteTable(Table):
    class Meta:
        model = Note
        fields = ("event__slug", "column", "text", "author__name", "written_at")


@admin.register(Note)
class NoteAdmin(Exported):
    resource_classes = (NoteTable,)
    list_display = (shortened("text"), "column", "event__slug", "author", "written_at")
    list_filter = ("event", "column")
    list_select_related = ("event", "author")
    date_hierarchy = "written_at"
    search_fields = ("text", "author__name", "event__slug")
    autocomplete_fields = ("event", "author")
