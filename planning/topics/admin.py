from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.contrib.admin import EmptyFieldListFilter
from django.contrib.admin.helpers import ActionForm
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from import_export.fields import Field
from simple_history.admin import SimpleHistoryAdmin

from planning.backoffice.actions import apply_to_each
from planning.backoffice.columns import shortened
from planning.backoffice.read_only import ReadOnlyAdmin
from planning.backoffice.spreadsheets.admin import Exported
from planning.backoffice.spreadsheets.tables import ReferenceWidget, Table
from planning.events.closing import keep_what_closed
from planning.events.models import Event
from planning.events.phases import Phase
from planning.people.access import as_user
from planning.people.registration.table import PersonReference
from planning.texts.fields import LineField
from planning.topics.alike import asking_about, find_alike
from planning.topics.comments import take_down
from planning.topics.importing.admin import TopicsImport
from planning.topics.models import Comment, Topic, Unrelated
from planning.topics.proposals import bring_back, date_proposal, follow_withdrawal, withdraw


class TopicTable(Table):
    event = Field("event", widget=ReferenceWidget(Event, "slug"))
    proposed_by = Field("proposed_by", widget=PersonReference())
    continues = Field("continues", widget=ReferenceWidget(Topic, "event__slug", "slug"))

    class Meta:
        model = Topic
        import_id_fields = ("event", "slug")
        fields = (
            "event",
            "slug",
            "position",
            "emoji",
            "title",
            "track",
            "problem",
            "motivation",
            "benefits",
            "proposed_by",
            "proposed_at",
            "withdrawn_at",
            "continues",
        )

    def get_queryset(self) -> QuerySet[Topic]:
        return Topic.objects.select_related("event", "proposed_by__event", "continues__event")

    def find_rows(self, rows: Sequence[dict[str, str]], there: QuerySet[Topic]) -> None:
        if self.is_checked:
            keep_what_closed(timezone.now())  # voting may have closed since the table was confirmed
        super().find_rows(rows, there)

    def before_save_instance(self, topic: Topic, _row: object, **_kwargs: object) -> None:
        date_proposal(topic, now=timezone.now())

    def after_save_instance(self, topic: Topic, row: dict[str, str], **kwargs: Any) -> None:  # noqa: ARG002  # as import-export calls it
        follow_withdrawal(topic, now=timezone.now())


class CommentInline(admin.TabularInline):
    model = Comment
    fields = readonly_fields = ("author", "text", "written_at", "edited_at", "taken_down_at")
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[Comment]:
        return super().get_queryset(request).select_related("author", "topic")

    def has_add_permission(self, _request: HttpRequest, _topic: Topic | None = None) -> bool:
        return False


@admin.register(Topic)
class TopicAdmin(TopicsImport, SimpleHistoryAdmin):
    resource_classes = (TopicTable,)
    list_display = ("__str__", "event__slug", "track", "votes", "proposed_by", "proposed_at", "withdrawn_at")
    list_filter = ("event", "track", ("withdrawn_at", EmptyFieldListFilter), ("continues", EmptyFieldListFilter))
    date_hierarchy = "proposed_at"
    search_fields = ("folded_title", "slug", "event__slug", "folded")
    autocomplete_fields = ("event", "proposed_by", "continues")
    inlines = (CommentInline,)
    actions = ("withdraw_topics", "bring_back_topics")
    readonly_fields = ("like_topics",)
    fieldsets = (
        (None, {"fields": ("event", "slug", "position", "emoji", "title", "track")}),
        ("What and why", {"fields": ("problem", "motivation", "benefits", "continues", "like_topics")}),
        ("Proposal", {"fields": ("proposed_by", "proposed_at", "withdrawn_at")}),
    )

    def get_queryset(self, _request: HttpRequest) -> QuerySet[Topic]:
        """Ordered here: with a count for each row the database forgets the model's own order."""
        topics = Topic.objects.with_vote_count().select_related("event", "proposed_by__event", "continues__event")
        return topics.order_by("-event__slug", "position", "pk")

    @admin.display(empty_value="secret")
    def votes(self, topic: Topic) -> int | None:
        """Cannot be sorted by: the order would give away what the numbers must not yet show."""
        still_open = topic.event.phase_at(timezone.now()).is_before(Phase.TEAM_FORMATION)
        return None if still_open else topic.vote_count

    @admin.display(description="like topics")
    def like_topics(self, topic: Topic) -> str:
        """Of earlier events: what it may continue."""
        if topic.pk is None:
            return ""
        found = find_alike(asking_about(topic), most=3)
        topics = Topic.objects.select_related("event").in_bulk([each.topic for each in found])
        words = ((self.autocomplete_label(topics[each.topic]), ", ".join(each.words)) for each in found)
        return format_html_join(mark_safe("<br>"), "{}: {}", words)

    def get_export_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        """Earlier events first, so that what a topic continues is there when its row is imported again."""
        return super().get_export_queryset(request).order_by("event__slug", "position", "pk")  # type: ignore[no-any-return]  # import-export has no types

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Filtering by a vote in the address would reveal which topic it is for."""
        return not lookup.startswith("votes") and super().lookup_allowed(lookup, value, request)

    def autocomplete_label(self, topic: Topic) -> str:
        return f"{topic} ({topic.event.slug})"

    def save_model(self, request: HttpRequest, topic: Topic, form: "ModelForm[Topic]", change: bool) -> None:  # noqa: FBT001  # Django's own signature
        date_proposal(topic, now=timezone.now())
        super().save_model(request, topic, form, change)
        follow_withdrawal(topic, now=timezone.now())

    @admin.action(description="Withdraw topics", permissions=["change"])
    def withdraw_topics(self, request: HttpRequest, topics: QuerySet[Topic]) -> None:
        apply_to_each(request, topics, lambda topic: withdraw(topic, clock=timezone.now), done="withdrawn.")

    @admin.action(description="Bring back topics", permissions=["change"])
    def bring_back_topics(self, request: HttpRequest, topics: QuerySet[Topic]) -> None:
        apply_to_each(request, topics, lambda topic: bring_back(topic, clock=timezone.now), done="back on the board.")


class CommentTable(Table):
    class Meta:
        model = Comment
        fields = (
            *("topic__event__slug", "topic__slug", "author__name", "text", "written_at", "edited_at"),
            *("taken_down_at", "taken_down_because"),
        )


class ReasonForm(ActionForm):
    """What an action asks for besides the rows."""

    because = LineField(required=False, max_length=200, label="Reason:")


@admin.register(Comment)
class CommentAdmin(ReadOnlyAdmin, Exported):
    resource_classes = (CommentTable,)
    list_display = (shortened("text"), "author", "topic", "written_at", "edited_at", "taken_down_at")
    list_filter = ("topic__event", ("taken_down_at", EmptyFieldListFilter))
    list_select_related = ("topic__event", "author")
    date_hierarchy = "written_at"
    search_fields = ("folded", "author__folded_name", "topic__folded_title")
    action_form = ReasonForm
    actions = ("take_down_comments",)

    def has_take_down_permission(self, request: HttpRequest) -> bool:
        """The row is changed by the rule alone."""
        return request.user.has_perm("planning.change_comment")

    @admin.action(description="Take down comments, for a reason", permissions=["take_down"])
    def take_down_comments(self, request: HttpRequest, comments: QuerySet[Comment]) -> None:
        because, by = request.POST.get("because", ""), as_user(request)
        apply_to_each(
            request, comments, lambda each: take_down(each, because, by=by, now=timezone.now()), done="taken down."
        )


class UnrelatedTable(Table):
    class Meta:
        model = Unrelated
        fields = ("topic__event__slug", "topic__slug", "earlier__event__slug", "earlier__slug", "said_at")


@admin.register(Unrelated)
class UnrelatedAdmin(Exported):
    resource_classes = (UnrelatedTable,)
    list_display = ("topic", "earlier", "said_by", "said_at")
    list_filter = ("topic__event",)
    list_select_related = ("topic__event", "earlier__event", "said_by")
    search_fields = ("topic__folded_title", "earlier__folded_title")
    autocomplete_fields = ("topic", "earlier", "said_by")
