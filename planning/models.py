"""The rooms of planning, in the order of the lifecycle, and what later ones add to earlier ones."""

from planning.backoffice.spreadsheets.models import TableImport
from planning.events.closing import keepers
from planning.events.log import known_as
from planning.events.models import Event, Organization, objections
from planning.outbox.models import Channel, Message
from planning.people.access import names_at
from planning.people.models import ApiToken, Attendee, Unsent, User
from planning.people.registration.registering import cancellations, departures
from planning.people.sign_in.models import Attempts
from planning.teams.membership import drop_out
from planning.teams.models import CheckIn, Membership, Team, Wish
from planning.topics.models import Comment, Topic, counts, results
from planning.voting.ballots import take_ballot_back
from planning.voting.closing import keep_closed_tallies
from planning.voting.counting import has_votes, votes_of_topic
from planning.voting.models import Ballot, ClosedTally, Vote
from planning.voting.objections import refuse_fewer_votes, refuse_to_drop_late_topics

keepers += [keep_closed_tallies]
objections += [refuse_fewer_votes, refuse_to_drop_late_topics]
known_as += [names_at]
cancellations += [take_ballot_back]
departures += [drop_out]
counts |= {"vote_count": votes_of_topic}
results += [has_votes]

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
