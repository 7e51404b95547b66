"""The way back from a page to the one it belongs to. Pages that a place or the header leads to need none."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

OF_THE_SITE = {"next-steps", "me", "mails"}
OF_A_TOPIC = {"topic", "team", "report"}
"""The other pages that anything belongs to are of an event."""

LABELS: Mapping[str, str | Promise] = {
    "agenda": "Review",
    "ballot": "Vote",
    "board": "Look back",
    "event": "Overview",
    "follow-up": "Follow-up",
    "mails": "Mails",
    "me": gettext_lazy("My page"),
    "next-steps": pgettext_lazy("menu", "Next steps"),
    "organize": "Organize",
    "people": "People",
    "report": "Report",
    "tally": "Tally",
    "team": "Team",
    "teams": "Teams",
    "topic": "Topic",
    "topics": "Topics",
    "wrap-up": "Wrap-up",
}
BELOW: Mapping[str, tuple[str, ...]] = {
    "agenda": ("agenda-edit", "agenda-draw-up", "meeting-presenter"),
    "ballot": ("receipt",),
    "board": ("board-groups", "note-edit", "note-remove", "note-step", "group-step", "group-rename", "group-ungroup"),
    "event": ("register", "registration", "join-request", "wishes"),
    "follow-up": ("event-reminders",),
    "mails": ("mail",),
    "me": (
        "preferences",
        "my-channels",
        "token-new",
        "account_email",
        "account_set_password",
        "account_change_password",
        "sessions",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_edit_webauthn",
        "mfa_remove_webauthn",
    ),
    "next-steps": ("next-step", "next-steps-triage", "next-steps-over-time", "next-steps-own-feed"),
    "organize": (
        "event-schedule",
        "event-settings",
        "event-call-off",
        "event-channels",
        "follow-up",
        "lineage-proposals",
    ),
    "people": (
        "invite",
        "join-requests",
        "waiting-list",
        "organizers",
    ),
    "report": ("report-edit",),
    "tally": ("ballot-box", "reveal"),
    "team": ("check-in-new",),
    "teams": ("team", "teams-form", "team-plan", "people-without-team", "topics-without-team", "check-ins", "switch"),
    "topic": (
        *("topic-edit", "topic-withdraw", "topic-bring-back", "topic-comment", "demo-edit", "report"),
        *("comment-edit", "comment-take-back", "comment-take-down"),
    ),
    "topics": ("topic", "topic-new", "topics-import", "unfinished"),
    "wrap-up": ("wrap-up-gate", "wrap-up-publish", "wrap-up-import"),
}
ABOVE = {page: above for above, pages in BELOW.items() for page in pages}


@dataclass(frozen=True)
class Crumb:
    label: str | Promise
    url: str


def trail(page: str) -> tuple[str, ...]:
    """The pages above this one, the furthest first."""
    above = ABOVE.get(page)
    return (*trail(above), above) if above else ()


def crumbs(page: str, said: Mapping[str, str]) -> Iterator[Crumb]:
    """`said` is what the address of the page says: its event, its topic."""
    for above in trail(page):
        names = () if above in OF_THE_SITE else ("slug", "topic_slug") if above in OF_A_TOPIC else ("slug",)
        yield Crumb(LABELS[above], reverse(above, args=[said[name] for name in names]))
