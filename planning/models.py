"""The rooms of planning, in the order of the lifecycle."""

import planning.voting.closing  # noqa: F401  # has to be there before anybody deletes a row that was counted
from planning.events.models import Event, Organization
from planning.outbox.models import Channel, Message
from planning.people.models import ApiToken, Attendee, User
from planning.teams.models import CheckIn, Membership, Team, Wish
from planning.topics.models import Comment, Topic
from planning.voting.models import Ballot, ClosedTally, Vote

__all__ = [
    "ApiToken",
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
    "Team",
    "Topic",
    "User",
    "Vote",
    "Wish",
]
