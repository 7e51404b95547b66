"""The rooms of planning, in the order of the lifecycle."""

from planning.events.models import Event, Organization
from planning.outbox.models import Channel, Message
from planning.people.models import ApiToken, Attendee, User
from planning.people.sign_in.models import Attempts
from planning.teams.models import CheckIn, Membership, Team, Wish
from planning.topics.models import Comment, Topic
from planning.voting.models import Ballot, Vote

__all__ = [
    "ApiToken",
    "Attempts",
    "Attendee",
    "Ballot",
    "Channel",
    "CheckIn",
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
