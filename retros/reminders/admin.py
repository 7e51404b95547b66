from django.contrib import admin

from planning.columns import shortened
from planning.records import Record
from planning.spreadsheets import Exported, Table
from retros.reminders.models import Digest, PhaseNudge, Reminder


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
    """One that is deleted is counted no more: the next one has its number."""

    resource_classes = (ReminderTable,)
    list_display = (shortened("step.text"), "number", "due_on", "to", "why", "planned_at")
    list_filter = ("number", "why")
    list_select_related = ("step__topic__event", "to")
    date_hierarchy = "planned_at"
    search_fields = ("step__text", "step__topic__title", "to__email")


class DigestTable(Table):
    class Meta:
        model = Digest
        fields = ("user__email", "day", "opening", "held_at", "held_by__email", "written_at")


@admin.register(Digest)
class DigestAdmin(Record, Exported):
    resource_classes = (DigestTable,)
    list_display = ("user", "day", "held_at", "written_at")
    list_filter = (("held_at", admin.EmptyFieldListFilter), ("written_at", admin.EmptyFieldListFilter))
    list_select_related = ("user",)
    date_hierarchy = "day"
    search_fields = ("user__email", "opening")


class PhaseNudgeTable(Table):
    class Meta:
        model = PhaseNudge
        fields = ("kind", "event__slug", "about", "to__email", "planned_at")


@admin.register(PhaseNudge)
class PhaseNudgeAdmin(Record, Exported):
    resource_classes = (PhaseNudgeTable,)
    list_display = ("kind", "event", "about", "to", "planned_at")
    list_filter = ("kind", "event")
    list_select_related = ("event", "to")
    date_hierarchy = "planned_at"
    search_fields = ("about", "to__email", "event__name")
