from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from planning.actions import apply_to_each
from planning.columns import shortened
from planning.spreadsheets import Exported, Table
from retros.reviews.meetings import draw_up_agenda
from retros.reviews.models import Demo, ReviewMeeting


class DemoInline(admin.TabularInline):
    model = Demo
    fields = ("position", "topic", "minutes", "presenters", "note")
    autocomplete_fields = ("topic", "presenters")
    extra = 0


class ReviewMeetingTable(Table):
    class Meta:
        model = ReviewMeeting
        fields = ("event__slug", "starts_at", "minutes", "call_url")


@admin.register(ReviewMeeting)
class ReviewMeetingAdmin(Exported):
    resource_classes = (ReviewMeetingTable,)
    list_display = ("event", "starts_at", "minutes", "call_url")
    date_hierarchy = "starts_at"
    search_fields = ("event__name", "event__slug")
    autocomplete_fields = ("event",)
    inlines = (DemoInline,)
    actions = ("draw_up",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ReviewMeeting]:
        return super().get_queryset(request).select_related("event")

    @admin.action(description="Give each team without a slot one in the agenda", permissions=["change"])
    def draw_up(self, request: HttpRequest, meetings: QuerySet[ReviewMeeting]) -> None:
        apply_to_each(
            request,
            meetings.select_related("event"),
            lambda meeting: draw_up_agenda(meeting.event, starts_at=meeting.starts_at, minutes=meeting.minutes),
            done="every team is in the agenda.",
        )


class DemoTable(Table):
    class Meta:
        model = Demo
        fields = ("topic__event__slug", "topic__slug", "position", "minutes", "note")


@admin.register(Demo)
class DemoAdmin(Exported):
    resource_classes = (DemoTable,)
    list_display = ("topic", "meeting", "position", "minutes", shortened("note"))
    list_filter = ("meeting__event",)
    list_select_related = ("topic__event", "meeting__event")
    search_fields = ("topic__title", "presenters__name", "note")
    autocomplete_fields = ("meeting", "topic", "presenters")
