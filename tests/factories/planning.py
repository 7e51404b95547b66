"""Up to the last day of an event."""

from datetime import datetime
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from planning.backoffice.spreadsheets.models import TableImport
from planning.events.models import Event, Organization
from planning.outbox.models import Channel, Message
from planning.people.invitations.models import Invitation, JoinRequest
from planning.people.models import Attendee, Skill, User
from planning.people.words.models import WordToPeople
from planning.teams.models import CheckIn, HelpOffer, Membership, Team, Wish
from planning.teams.plans.models import PlannedTeams
from planning.teams.switching.models import SwitchRequest
from planning.topics.importing.models import ImportedTopic
from planning.topics.models import Comment, Topic
from planning.voting.models import Ballot, ClosedTally, OpenedBox
from tests import clock


class OrganizationFactory(DjangoModelFactory[Organization]):
    class Meta:
        model = Organization

    name = factory.Sequence(lambda n: f"Organization {n:05}")


def deadline(field: str) -> Any:
    """As in `tests.clock`; with `phase=` so that the event is in that phase right now."""

    def value(event: Any) -> datetime:
        if event.phase is None:
            return clock.DEADLINES_OF_2026_12[field]
        return clock.deadlines_around(timezone.now(), event.phase)[field]

    return factory.LazyAttribute(value)


class EventFactory(DjangoModelFactory[Event]):
    class Meta:
        model = Event

    class Params:
        phase = None

    slug = factory.Sequence(lambda n: f"{2100 + n // 12}-{n % 12 + 1:02}")
    name = factory.LazyAttribute(lambda event: f"Hack the Garden {event.slug}")
    voting_opens_at = deadline("voting_opens_at")
    voting_closes_at = deadline("voting_closes_at")
    starts_at = deadline("starts_at")
    ends_at = deadline("ends_at")
    review_ends_at = deadline("review_ends_at")
    wrap_up_due_at = deadline("wrap_up_due_at")


class PastEventFactory(EventFactory):
    """An event from before the product: nothing but its month."""

    slug = factory.Sequence(lambda n: f"{2000 + n // 12}-{n % 12 + 1:02}")
    voting_opens_at = voting_closes_at = starts_at = ends_at = review_ends_at = wrap_up_due_at = None


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n:05}@example.org")


class AttendeeFactory(DjangoModelFactory[Attendee]):
    class Meta:
        model = Attendee

    event = factory.SubFactory(EventFactory)
    user = factory.SubFactory(UserFactory)
    name = factory.Sequence(lambda n: f"Person {n:05}")


class OrganizerFactory(AttendeeFactory):
    role = Attendee.Role.ORGANIZER


class SkillFactory(DjangoModelFactory[Skill]):
    class Meta:
        model = Skill

    name = factory.Sequence(lambda n: f"Skill {n:05}")


class TableImportFactory(DjangoModelFactory[TableImport]):
    class Meta:
        model = TableImport

    table = "planning.topic"
    file_name = "topics.csv"
    file = b""
    by = factory.SubFactory(UserFactory)
    put_in_at = clock.BRAINSTORM
    rows = 10


class TopicFactory(DjangoModelFactory[Topic]):
    class Meta:
        model = Topic

    event = factory.SubFactory(EventFactory)
    slug = factory.Sequence(lambda n: f"topic-{n:05}")
    emoji = "🌱"
    title = factory.Sequence(lambda n: f"Topic {n:05}")
    position = factory.Sequence(lambda n: n % 30_000)


class ImportedTopicFactory(DjangoModelFactory[ImportedTopic]):
    class Meta:
        model = ImportedTopic

    topic = factory.SubFactory(TopicFactory)
    event = factory.SelfAttribute("topic.event")
    key = factory.SelfAttribute("url")
    number = factory.Sequence(lambda n: n + 1)
    url = factory.LazyAttribute(lambda imported: f"https://github.com/garden/hackathon/issues/{imported.number}")
    said = factory.LazyAttribute(lambda imported: {"title": imported.topic.title})
    imported_at = clock.BRAINSTORM


class CommentFactory(DjangoModelFactory[Comment]):
    class Meta:
        model = Comment

    topic = factory.SubFactory(TopicFactory)
    author = factory.SubFactory(AttendeeFactory, event=factory.SelfAttribute("..topic.event"))
    text = "Count me in."
    written_at = clock.BRAINSTORM


class BallotFactory(DjangoModelFactory[Ballot]):
    class Meta:
        model = Ballot

    attendee = factory.SubFactory(AttendeeFactory)
    cast_at = clock.VOTING


class ClosedTallyFactory(DjangoModelFactory[ClosedTally]):
    class Meta:
        model = ClosedTally

    event = factory.SubFactory(EventFactory)
    closed_at = counted_at = clock.TEAM_FORMATION
    ballots = electorate = 0


class OpenedBoxFactory(DjangoModelFactory[OpenedBox]):
    class Meta:
        model = OpenedBox

    tally = factory.SubFactory(ClosedTallyFactory)
    rule = "approval"
    people = 0
    content, result = "META\n", "{}\n"
    sha256 = "0" * 64


class WishFactory(DjangoModelFactory[Wish]):
    class Meta:
        model = Wish

    attendee = factory.SubFactory(AttendeeFactory)
    topic = factory.SubFactory(TopicFactory, event=factory.SelfAttribute("..attendee.event"))
    rank = 1


class PlannedTeamsFactory(DjangoModelFactory[PlannedTeams]):
    class Meta:
        model = PlannedTeams

    event = factory.SubFactory(EventFactory)
    made_at = clock.TEAM_FORMATION
    places = 7
    snapshot = ""
    problem = factory.LazyFunction(lambda: {"settings": {}, "topics": [], "people": []})
    result = factory.LazyFunction(
        lambda: {"plan": {}, "open": [], "ranks": {}, "unplaced": [], "reasons": {}, "conflicts": [], "relief": []}
    )


class TeamFactory(DjangoModelFactory[Team]):
    class Meta:
        model = Team

    topic = factory.SubFactory(TopicFactory)
    formed_at = clock.TEAM_FORMATION


class MembershipFactory(DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    team = factory.SubFactory(TeamFactory)
    attendee = factory.SubFactory(AttendeeFactory, event=factory.SelfAttribute("..team.topic.event"))
    since = clock.TEAM_FORMATION


class CheckInFactory(DjangoModelFactory[CheckIn]):
    class Meta:
        model = CheckIn

    team = factory.SubFactory(TeamFactory)
    author = factory.SubFactory(AttendeeFactory, event=factory.SelfAttribute("..team.topic.event"))
    mood = CheckIn.Mood.WELL
    progress = "It compiles."
    written_at = clock.HACKING


class HelpOfferFactory(DjangoModelFactory[HelpOffer]):
    class Meta:
        model = HelpOffer

    check_in = factory.SubFactory(CheckInFactory, help_wanted="A reviewer.")
    attendee = factory.SubFactory(AttendeeFactory, event=factory.SelfAttribute("..check_in.team.topic.event"))
    offered_at = clock.HACKING


class SwitchRequestFactory(DjangoModelFactory[SwitchRequest]):
    class Meta:
        model = SwitchRequest

    team = factory.SubFactory(TeamFactory)
    attendee = factory.SubFactory(AttendeeFactory, event=factory.SelfAttribute("..team.topic.event"))
    asked_at = clock.HACKING


class ChannelFactory(DjangoModelFactory[Channel]):
    """A person's. For an event's: `user=None, event=…`."""

    class Meta:
        model = Channel

    name = factory.Sequence(lambda n: f"Channel {n:05}")
    url = "ntfys://ntfy.sh/hack-the-garden"
    user = factory.SubFactory(UserFactory)
    made_at = clock.BRAINSTORM


class MessageFactory(DjangoModelFactory[Message]):
    class Meta:
        model = Message

    key = factory.Sequence(lambda n: f"test/{n:05}")
    to = factory.Sequence(lambda n: f"person{n:05}@example.org")
    subject = "Hello"
    text = "Hello there."
    written_at = clock.HACKING
    due_at = clock.HACKING


class InvitationFactory(DjangoModelFactory[Invitation]):
    class Meta:
        model = Invitation

    event = factory.SubFactory(EventFactory)
    email = factory.Sequence(lambda n: f"invited{n:05}@example.org")
    made_at = clock.BRAINSTORM
    expires_at = factory.LazyAttribute(lambda invitation: invitation.event.ends_at)


class WordToPeopleFactory(DjangoModelFactory[WordToPeople]):
    class Meta:
        model = WordToPeople

    event = factory.SubFactory(EventFactory)
    by = factory.SubFactory(UserFactory)
    to = "Everyone who comes"
    subject = factory.Sequence(lambda n: f"Word {n:05}")
    text = "Bring skis."
    people = 1
    sent_at = clock.BRAINSTORM


class JoinRequestFactory(DjangoModelFactory[JoinRequest]):
    class Meta:
        model = JoinRequest

    event = factory.SubFactory(EventFactory, entry="approval")
    user = factory.SubFactory(UserFactory)
    name = factory.Sequence(lambda n: f"Asker {n:05}")
    asked_at = clock.BRAINSTORM
