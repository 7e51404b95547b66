from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import EmptyFieldListFilter
from django.contrib.admin.models import CHANGE, LogEntry
from django.http import HttpRequest
from django.utils import timezone

from planning.backoffice.actions import apply_to_each
from planning.backoffice.columns import shortened
from planning.backoffice.read_only import ReadOnlyAdmin
from planning.backoffice.spreadsheets.admin import Exported
from planning.backoffice.spreadsheets.tables import Table
from planning.outbox.holding import edit_message, hold_message, mark_sent, release_message, revive_messages
from planning.outbox.models import Message, MessageQuerySet
from planning.texts.fields import LinesField

EDITABLE = ("subject", "text")
SECRET = ("text", "html")


class MessageTable(Table):
    class Meta:
        model = Message
        # Without the text: some messages hold sign-in codes.
        fields = (
            "key",
            "to",
            "subject",
            "state",
            "in_doubt",
            "written_at",
            "due_at",
            "attempts",
            "takeovers",
            "sent_at",
            "bounced_at",
            "last_error",
        )


class HeldMessageForm(forms.ModelForm):
    text = LinesField(
        widget=forms.Textarea(attrs={"cols": 80, "rows": 20}),
        help_text="It goes out as plain text: once you change the text, the message loses its HTML.",
    )

    class Meta:
        model = Message
        fields = EDITABLE

    def clean(self) -> dict[str, Any] | None:
        """Lock it until it is saved: it may have been released while it was being edited."""
        if not Message.objects.select_for_update().held().filter(pk=self.instance.pk).exists():
            raise forms.ValidationError("It is no longer held back, so it was not changed.")
        return super().clean()


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin, Exported):
    form = HeldMessageForm
    resource_classes = (MessageTable,)
    list_display = (
        "subject",
        "to",
        "state",
        shortened("last_error", to=120),
        "written_at",
        "attempts",
        "takeovers",
        "sent_at",
    )
    list_filter = ("state", "in_doubt", ("begun_at", EmptyFieldListFilter), ("bounced_at", EmptyFieldListFilter))
    date_hierarchy = "written_at"
    search_fields = ("folded", "key")
    actions = ("hold_back", "release", "send_again", "mark_as_sent")

    def get_fields(self, request: HttpRequest, message: Message | None = None) -> list[Any]:
        """Anyone who reads a sign-in code can sign in with it, so only superusers may."""
        hidden = ("id", *SECRET) if message and is_secret(message, request) else ("id",)
        return [field.name for field in Message._meta.fields if field.name not in hidden]

    def get_readonly_fields(self, request: HttpRequest, message: Message | None = None) -> list[str]:
        return [name for name in self.get_fields(request, message) if name not in EDITABLE]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Without this a filter in the address would spell out the text."""
        return not lookup.startswith(SECRET) and super().lookup_allowed(lookup, value, request)

    def has_change_permission(self, request: HttpRequest, message: Message | None = None) -> bool:
        """What a held message says can be changed; nothing about others can."""
        if message is None or message.state != Message.State.HELD or is_secret(message, request):
            return False
        return self.has_decide_permission(request)

    def has_decide_permission(self, request: HttpRequest) -> bool:
        """The right to change messages includes deciding what happens to them."""
        return request.user.has_perm("planning.change_message")

    def save_model(self, request: HttpRequest, message: Message, form: Any, change: bool) -> None:  # noqa: ARG002, FBT001  # as Django calls it
        edit_message(Message.objects.get(pk=message.pk), subject=message.subject, text=message.text)

    @admin.action(description="Hold back", permissions=["decide"])
    def hold_back(self, request: HttpRequest, chosen: MessageQuerySet) -> None:
        self._apply(request, chosen, hold_message, done="held back until released.")

    @admin.action(description="Release what is held back", permissions=["decide"])
    def release(self, request: HttpRequest, chosen: MessageQuerySet) -> None:
        self._apply(request, chosen, partial(release_message, now=timezone.now()), done="on the way.")

    @admin.action(description="It arrived: mark as sent", permissions=["decide"])
    def mark_as_sent(self, request: HttpRequest, chosen: MessageQuerySet) -> None:
        self._apply(request, chosen, mark_sent, done="marked as sent.")

    @admin.action(description="Send again what was given up on", permissions=["decide"])
    def send_again(self, request: HttpRequest, chosen: MessageQuerySet) -> None:
        """There may be thousands, after a mail server was down for days."""
        dead = list(chosen.dead())
        count = revive_messages(chosen, now=timezone.now())
        if dead and request.user.pk is not None:
            LogEntry.objects.log_actions(request.user.pk, dead, CHANGE, "Sent again.")
        messages.success(request, f"{count} will be sent again." if count else "None of these was given up on.")

    def _apply(
        self, request: HttpRequest, chosen: MessageQuerySet, rule: Callable[[Message], object], *, done: str
    ) -> None:
        def decide(message: Message) -> None:
            rule(message)
            self.log_change(request, message, done.capitalize())

        apply_to_each(request, chosen, decide, done=done)


def is_secret(message: Message, request: HttpRequest) -> bool:
    return message.is_about_signing_in and not request.user.is_superuser
