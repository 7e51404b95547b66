from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from planning.backoffice.actions import apply_to_each
from planning.backoffice.read_only import ReadOnlyAdmin
from planning.backoffice.spreadsheets.admin import Exported
from planning.backoffice.spreadsheets.tables import Table
from planning.people.access import as_user
from planning.people.invitations.inviting import revoke
from planning.people.invitations.joining import answer
from planning.people.invitations.models import Invitation, JoinRequest


class InvitationTable(Table):
    class Meta:
        model = Invitation
        fields = ("event__slug", "email", "name", "made_at", "expires_at", "revoked_at", "reminded_at", "uses", "used")


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin, Exported):
    """Who was invited. Links are made on the event's own page."""

    resource_classes = (InvitationTable,)
    list_display = ("__str__", "event__slug", "used", "uses", "made_at", "expires_at", "revoked_at", "reminded_at")
    list_filter = ("event", "revoked_at")
    list_select_related = ("event",)
    date_hierarchy = "made_at"
    search_fields = ("folded",)
    actions = ["revoke_now"]

    @admin.action(description="Take the invitations back", permissions=["delete"])
    def revoke_now(self, request: HttpRequest, invitations: QuerySet[Invitation]) -> None:
        done = "nobody comes in with it any more."
        apply_to_each(request, invitations, lambda invitation: revoke(invitation, clock=timezone.now), done=done)


class JoinRequestTable(Table):
    class Meta:
        model = JoinRequest
        fields = ("event__slug", "user__email", "name", "word", "state", "asked_at", "decided_at")


@admin.register(JoinRequest)
class JoinRequestAdmin(ReadOnlyAdmin, Exported):
    resource_classes = (JoinRequestTable,)
    list_display = ("name", "user", "event__slug", "state", "asked_at", "decided_at")
    list_filter = ("event", "state")
    list_select_related = ("event", "user")
    date_hierarchy = "asked_at"
    search_fields = ("folded_name", "user__email")
    actions = ["approve", "decline"]

    @admin.action(description="Approve, and tell them", permissions=["delete"])
    def approve(self, request: HttpRequest, requests: QuerySet[JoinRequest]) -> None:
        self.decide(request, requests, approves=True)

    @admin.action(description="Decline, and tell them", permissions=["delete"])
    def decline(self, request: HttpRequest, requests: QuerySet[JoinRequest]) -> None:
        self.decide(request, requests, approves=False)

    def decide(self, request: HttpRequest, requests: QuerySet[JoinRequest], *, approves: bool) -> None:
        by, done = as_user(request), "approved." if approves else "declined."
        apply_to_each(
            request,
            requests,
            lambda asked: answer(asked, approves=approves, by=by, clock=timezone.now),
            done=done,
        )
