"""The rooms of planning, in the order of the lifecycle, and what later ones add to earlier ones."""

from planning.backoffice.spreadsheets.models import TableImport
from planning.caching.lifetime import turns
from planning.caching.models import EventStamp, Stamp
from planning.caching.tables import WayToEvent, not_shown, watched_apps, ways_to_event
from planning.caching.triggers import kinds
from planning.events.closing import keepers
from planning.events.countdown import next_turn
from planning.events.log import known_as
from planning.events.models import Event, Organization, objections
from planning.finding import indexing as finding
from planning.outbox.models import Channel, Message
from planning.people.access import names_at
from planning.people.invitations.models import Invitation, JoinRequest
from planning.people.models import Attendee, Skill, User
from planning.people.registration.registering import cancellations, departures
from planning.people.sign_in.models import Attempts, Unsent
from planning.people.tokens.models import ApiToken
from planning.teams.membership import drop_out
from planning.teams.models import CheckIn, HelpOffer, Membership, Team, Wish
from planning.teams.plans.models import PlannedTeams
from planning.teams.switching.models import SwitchRequest
from planning.topics.importing.models import ImportedTopic
from planning.topics.likeness import indexing
from planning.topics.likeness.models import Trait
from planning.topics.models import Comment, Topic, Unrelated, counts, results
from planning.voting.ballots import take_ballot_back
from planning.voting.closing import keep_closed_tallies
from planning.voting.counting import has_votes, votes_of_topic
from planning.voting.keeping import triggers_that_keep
from planning.voting.models import Ballot, ClosedTally, OpenedBox, Vote
from planning.voting.objections import refuse_another_election, refuse_fewer_votes, refuse_to_drop_late_topics

keepers += [keep_closed_tallies]
objections += [refuse_another_election, refuse_fewer_votes, refuse_to_drop_late_topics]
known_as += [names_at]
cancellations += [take_ballot_back]
departures += [drop_out]
counts |= {"vote_count": votes_of_topic}
results += [has_votes]

turns += [next_turn]
watched_apps |= {"planning"}
not_shown |= {
    "planning.ApiToken": "Its owner’s alone, and written whenever it is used.",
    "planning.Attempts": "Counts tries to sign in.",
    "planning.Channel": "Only for those whose channel it is.",
    "planning.Invitation": "Only for organizers, and for whoever has the link.",
    "planning.JoinRequest": "Only for organizers, and for who asked.",
    "planning.Message": "Only for those it is written to.",
    EventStamp._meta.label: "The version of an event’s counts.",
    Stamp._meta.label: "The version itself.",
    Trait._meta.label: "What topics are compared by; the topics and reports that it is made of are watched.",
    "planning.PlannedTeams": "Only for organizers, until teams are made of it; those are watched.",
    "planning.TableImport": "Only for admins; the rows that it writes are watched.",
    "planning.Unsent": "Only for those who typed it.",
    "planning.Wish": "Only for those who made it, and for organizers.",
}
ways_to_event |= {"planning.Event": WayToEvent("id", ("ends_on",)), "planning.Topic": WayToEvent("event")}

indexing.compared |= {"planning.Topic": "id"}
kinds += [indexing.likeness_triggers(), finding.search_triggers("planning", "topic"), triggers_that_keep()]
finding.searched += ["planning.Comment", "planning.Event", "planning.Topic"]

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
    "HelpOffer",
    "ImportedTopic",
    "Invitation",
    "JoinRequest",
    "Membership",
    "Message",
    "OpenedBox",
    "Organization",
    "PlannedTeams",
    "Skill",
    "SwitchRequest",
    "TableImport",
    "Team",
    "Topic",
    "Unrelated",
    "Unsent",
    "User",
    "Vote",
    "Wish",
]
