"""Why somebody is told of something, in words for whoever looks ahead."""

from retros.reminders.deciding.contents import PhaseItem
from retros.reminders.deciding.reasons import Kind, Why

WHY: dict[Why, str] = {
    Why.OWNER: "their own step",
    Why.UNOWNED: "nobody has it",
    Why.ORGANIZATION: "an organization has it, and nobody there by name",
    Why.NO_ACCOUNT: "its owner has no account",
    Why.OWNER_LEFT: "whoever had it cannot be reached any more",
    Why.OWNER_BOUNCES: "mail to its owner comes back",
    Why.OWNER_UNSUBSCRIBED: "its owner takes no reminders",
    Why.UNANSWERED: "its owner has not answered",
}

KINDS: dict[Kind, str] = {
    Kind.VOTE: "has not voted yet",
    Kind.WISH: "has made no wish yet",
    Kind.REPORT: "can write the report on “{}”",
    Kind.REPORT_LATE: "can write the report on “{}”, which is late",
    Kind.PRESENT: "presents “{}”",
}


def why_nudged(item: PhaseItem) -> str:
    return KINDS[item.kind].format(item.subject)
