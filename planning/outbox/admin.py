from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils import timezone

from planning.columns import shortened
from planning.outbox.holding import revive_all
from planning.outbox.models import Message, MessageQuerySet
from planning.records import Record
from planning.spreadsheets import Exported, Table


class MessageTable(Table):
    class Meta:
        model = Message
        # Without the text: some messages hold sign-in codes.
        fields = ("key", "to", "subject", "state", "written_at", "due_at", "attempts", "sent_at", "last_error")


@admin.register(Message)
class MessageAdmin(Record, Exported):
    resource_classes = (MessageTable,)
    list_display = ("subject", "to", "state", "written_at", "attempts", "sent_at", shortened("last_error"))
    list_filter = ("state",)
    date_hierarchy = "written_at"
    search_fields = ("to", "subject", "key")
    actions = ("send_again",)

    def get_exclude(self, request: HttpRequest, message: Message | None = None) -> tuple[str, ...]:
        """Whoever reads a sign-in code can sign in with it: only superusers may."""
        is_secret = message is not None and message.key.startswith("account/")
        return ("text",) if is_secret and not request.user.is_superuser else ()

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Without this a filter in the address would spell out the text."""
        return not lookup.startswith("text") and super().lookup_allowed(lookup, value, request)

    def has_send_permission(self, request: HttpRequest) -> bool:
        """Nobody may change a message, so this right stands for sending it again."""
        return request.user.has_perm("planning.change_message")

    @admin.action(description="Send again what was given up", permissions=["send"])
    def send_again(self, request: HttpRequest, chosen: MessageQuerySet) -> None:
        count = revive_all(chosen, now=timezone.now())
        messages.success(request, f"{count} go out again." if count else "None of these was given up.")
