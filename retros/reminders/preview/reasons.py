"""Why something is in a digest, in words for someone looking ahead."""

from retros.reminders.deciding.contents import PhaseItem
from retros.reminders.deciding.reasons import Kind, Why

WHY: dict[Why, str] = {
    Why.OWNER: "their own step",
    Why.UNOWNED: "it has no owner",
    Why.ORGANIZATION: "it belongs to an organization, but to no one in particular",
    Why.NO_ACCOUNT: "its owner has no account",
    Why.OWNER_LEFT: "its owner can no longer be reached",
    Why.OWNER_BOUNCES: "mail to its owner bounces",
    Why.OWNER_UNSUBSCRIBED: "its owner has turned reminders off",
    Why.UNANSWERED: "its owner hasn't answered",
}

KINDS: dict[Kind, str] = {
    Kind.VOTE: "hasn't voted yet",
    Kind.WISH: "hasn't made a wish yet",
    Kind.REPORT: "can write the report on “{}”",
    Kind.REPORT_LATE: "can write the report on “{}”, which is late",
    Kind.PRESENT: "presents “{}”",
}


def why_nudged(item: PhaseItem) -> str:
    return KINDS[item.kind].format(item.subject)
