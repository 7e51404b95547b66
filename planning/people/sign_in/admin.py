from django.contrib import admin

from planning.people.sign_in.models import Attempts
from planning.records import Record
from planning.spreadsheets import Exported, Table


class AttemptsTable(Table):
    class Meta:
        model = Attempts
        fields = ("what", "times", "until")


@admin.register(Attempts)
class AttemptsAdmin(Record, Exported):
    """How much guessing goes on. Whose account it is about cannot be read here."""

    resource_classes = (AttemptsTable,)
    list_display = ("what", "times", "until")
    list_filter = ("what",)
    date_hierarchy = "until"
    search_fields = ("what",)
