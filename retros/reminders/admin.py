from django.contrib import admin

from planning.columns import shortened
from planning.records import Record
from planning.spreadsheets import Exported, Table
from retros.reminders.models import Reminder


class ReminderTable(Table):
    class Meta:
        model = Reminder
        fields = (
            "step__topic__event__slug",
            "step__topic__slug",
            "step__number",
            "number",
            "due_on",
            "why",
            "planned_at",
            "to__email",
        )


@admin.register(Reminder)
class ReminderAdmin(Record, Exported):
    """One that is deleted is planned again the next day, while its step is open."""

    resource_classes = (ReminderTable,)
    list_display = (shortened("step.text"), "number", "due_on", "to", "why", "planned_at")
    list_filter = ("number", "why")
    list_select_related = ("step__topic__event", "to")
    date_hierarchy = "planned_at"
    search_fields = ("step__text", "step__topic__title", "to__email")
