"""Why something is in a digest."""

from enum import StrEnum


class Why(StrEnum):
    """Why a step is this person's business."""

    OWNER = "owner"
    UNOWNED = "unowned"
    ORGANIZATION = "organization"
    NO_ACCOUNT = "no account"
    OWNER_LEFT = "owner left"
    OWNER_BOUNCES = "owner bounces"
    OWNER_UNSUBSCRIBED = "owner unsubscribed"
    UNANSWERED = "unanswered"


class Kind(StrEnum):
    """What a phase asks of a person."""

    VOTE = "vote"
    WISH = "wish"
    REPORT = "report"
    REPORT_LATE = "report late"
    PRESENT = "present"
