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
            "stage",
            "due_on",
            "planned_at",
            "message__to",
            "message__state",
        )


@admin.register(Reminder)
class ReminderAdmin(Record, Exported):
    """One that is deleted is planned again the next day, while its step is open."""

    resource_classes = (ReminderTable,)
    list_display = (shortened("step.text"), "stage", "due_on", "to", "sent", "planned_at")
    list_filter = ("stage", "message__state")
    list_select_related = ("step__topic__event", "message")
    date_hierarchy = "planned_at"
    search_fields = ("step__text", "step__topic__title", "message__to")

    @admin.display(ordering="message__to")
    def to(self, reminder: Reminder) -> str:
        return reminder.message.to

    @admin.display(ordering="message__state")
    def sent(self, reminder: Reminder) -> str:
        return reminder.message.get_state_display()
