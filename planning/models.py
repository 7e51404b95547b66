"""The rooms of planning, in the order of the lifecycle."""

import planning.voting.closing  # noqa: F401  # has to be loaded before anyone deletes a row that was counted
from planning.backoffice.spreadsheets.models import TableImport
from planning.events.models import Event, Organization
from planning.outbox.models import Channel, Message
from planning.people.models import ApiToken, Attendee, Unsent, User
from planning.people.sign_in.models import Attempts
from planning.teams.models import CheckIn, Membership, Team, Wish
from planning.topics.models import Comment, Topic
from planning.voting.models import Ballot, ClosedTally, Vote

__all__ = [
    "ApiToken",
    "Attempts",
    "Attendee",
    "Ballot",
    "Channel",
    "CheckIn",
    "ClosedTally",
    "Comment",
    "Event",
    "Membership",
    "Message",
    "Organization",
    "TableImport",
    "Team",
    "Topic",
    "Unsent",
    "User",
    "Vote",
    "Wish",
]
