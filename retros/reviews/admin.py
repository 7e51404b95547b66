from django.contrib import admin
from django.db.models import QuerySet, TextField
from django.forms import Textarea
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from simple_history.admin import SimpleHistoryAdmin

from planning.backoffice.actions import apply_to_each
from planning.backoffice.columns import shortened
from planning.backoffice.spreadsheets.admin import Exported
from planning.backoffice.spreadsheets.tables import Table
from retros.reviews.agenda.checking import total_minutes, warnings_of
from retros.reviews.agenda.planning import draw_up_agenda, take_off
from retros.reviews.clock import in_digits
from retros.reviews.models import Demo, ReviewMeeting


class Timed:
    """Demos with what the timer counted up to the last pause."""

    @admin.display(description="time used of planned", ordering="used_seconds")
    def time_used(self, demo: Demo) -> str:
        return f"{in_digits(demo.used_seconds)} of {in_digits(demo.clock.planned)}" if demo.used_seconds else ""


class DemoInline(Timed, admin.TabularInline):
    model = Demo
    fields = ("position", "topic", "minutes", "presenters", "note", "state", "time_used")
    readonly_fields = ("state", "time_used")
    autocomplete_fields = ("topic", "presenters")
    extra = 0
    formfield_overrides = {**Exported.formfield_overrides, TextField: {"widget": Textarea({"rows": 2, "cols": 30})}}


class ReviewMeetingTable(Table):
    class Meta:
        model = ReviewMeeting
        fields = ("event__slug", "starts_at", "minutes", "call_url")


@admin.register(ReviewMeeting)
class ReviewMeetingAdmin(Exported, SimpleHistoryAdmin):
    resource_classes = (ReviewMeetingTable,)
    list_display = ("event", "starts_at", "minutes", "demo_minutes", "warnings", "call_url")
    date_hierarchy = "starts_at"
    search_fields = ("event__folded", "event__slug")
    autocomplete_fields = ("event",)
    readonly_fields = ("began_at", "ended_at")
    inlines = (DemoInline,)
    actions = ("draw_up",)

    def get_queryset(self, _request: HttpRequest) -> QuerySet[ReviewMeeting]:
        return ReviewMeeting.objects.with_agenda()

    @admin.display(description="minutes of the demos")
    def demo_minutes(self, meeting: ReviewMeeting) -> int:
        return total_minutes(meeting.demos.all())

    @admin.display(description="warnings", empty_value="")
    def warnings(self, meeting: ReviewMeeting) -> SafeString:
        found = warnings_of(meeting.demos.all(), minutes=meeting.minutes, is_familiar=True)
        return format_html_join(" ", "{}", ((warning.text,) for warning in found))

    @admin.action(description="Put every missing topic on the agenda", permissions=["change"])
    def draw_up(self, request: HttpRequest, meetings: QuerySet[ReviewMeeting]) -> None:
        apply_to_each(
            request,
            meetings,
            lambda meeting: draw_up_agenda(meeting.event),
            done="every topic is on the agenda.",
        )


class DemoTable(Table):
    class Meta:
        model = Demo
        fields = (
            "topic__event__slug",
            "topic__slug",
            "position",
            "is_answered",
            "minutes",
            "note",
            "state",
            "planned_seconds",
            "added_seconds",
            "used_seconds",
        )


@admin.register(Demo)
class DemoAdmin(Timed, Exported):
    resource_classes = (DemoTable,)
    list_display = ("topic", "meeting", "position", "is_answered", "minutes", "state", "time_used", shortened("note"))
    readonly_fields = ("state", "planned_seconds", "added_seconds", "used_seconds", "running_since")
    list_filter = ("state", "topic__event", ("meeting", admin.EmptyFieldListFilter))
    list_select_related = ("topic__event", "meeting__event")
    search_fields = ("topic__folded_title", "presenters__folded_name", "folded")
    autocomplete_fields = ("meeting", "topic", "presenters")
    actions = ("take_off",)

    @admin.action(description="Take off the agenda", permissions=["change"])
    def take_off(self, request: HttpRequest, demos: QuerySet[Demo]) -> None:
        apply_to_each(request, demos.select_related("topic"), take_off, done="off the agenda.")
