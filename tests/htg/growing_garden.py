"""An event with many of everything, which can grow: whatever lists some of it is then longer.

What is small in itself does not: one team, one report, the channels of somebody. Nor do events: two come a year.
"""

from datetime import timedelta
from itertools import cycle
from typing import Any

from django.utils import timezone

from planning.events.models import Event
from planning.events.phases import Phase
from planning.outbox.models import Message
from planning.people.invitations.models import Invitation, JoinRequest
from planning.people.models import Attendee, User
from planning.people.tokens.models import ApiToken
from planning.people.words.models import WordToPeople
from planning.teams.models import CheckIn, HelpOffer, Membership, Team, Wish
from planning.teams.switching.models import SwitchRequest
from planning.topics.models import Comment, Topic
from planning.voting.models import Ballot, Vote
from retros.board.models import Answer, Group, Note, Respondent
from retros.board.questions import RATED, Question, Rating
from retros.nextsteps.models import NextStep
from retros.reviews.models import Demo
from retros.wrapups.models import Link, Report, ReportRequest
from tests.factories import (
    ChannelFactory,
    CheckInFactory,
    CommentFactory,
    EventFactory,
    GroupFactory,
    HelpOfferFactory,
    InvitationFactory,
    JoinRequestFactory,
    LinkFactory,
    MembershipFactory,
    MessageFactory,
    NoteFactory,
    OrganizationFactory,
    OrganizerFactory,
    PastEventFactory,
    PlannedTeamsFactory,
    ReportFactory,
    ReviewMeetingFactory,
    SurveyFactory,
    SwitchRequestFactory,
    TeamFactory,
    TopicFactory,
    UserFactory,
    WrapUpFactory,
)


class GrowingGarden:
    """With one of each thing that has a page of its own, and an organizer who is an admin as well."""

    def __init__(self, phase: Phase) -> None:
        self.today, self.size = timezone.localdate(), 0
        admin = UserFactory(is_staff=True, is_superuser=True)
        self.event: Event = EventFactory(phase=phase, seats=30)
        self.organizer: Attendee = OrganizerFactory(event=self.event, user=admin, name="Olga")
        until = timezone.now() + timedelta(days=90)
        self.invitation = InvitationFactory(event=self.event, email="", expires_at=until)
        self.join_request = JoinRequestFactory(event=self.event)
        self.topic: Topic = TopicFactory(event=self.event, slug="kept", proposed_by=self.organizer)
        self.comment = CommentFactory(topic=self.topic, author=self.organizer)
        self.team: Team = TeamFactory(topic=self.topic)
        self.membership = MembershipFactory(team=self.team, attendee=self.organizer)
        self.check_in = CheckInFactory(team=self.team, author=self.organizer)
        self.help_offer = HelpOfferFactory(check_in=self.check_in, attendee=self.organizer)
        self.switch_request = SwitchRequestFactory(team=self.team, attendee=self.organizer)
        self.plan = PlannedTeamsFactory(event=self.event)
        self.link = LinkFactory(report=ReportFactory(topic=self.topic))
        self.message = MessageFactory()
        self.step = NextStep.objects.create(topic=self.topic, number=1, text="Go on.", owner=self.organizer)
        self.meeting = ReviewMeetingFactory(event=self.event)
        self.channel, self.own_channel = ChannelFactory(user=None, event=self.event), ChannelFactory(user=admin)
        self.note, self.group = NoteFactory(event=self.event, author=self.organizer), GroupFactory(event=self.event)
        self.past: Event = PastEventFactory()
        Demo.objects.create(meeting=self.meeting, topic=self.topic)
        Ballot.objects.create(attendee=self.organizer, cast_at=timezone.now())
        self.organization = OrganizationFactory()
        SurveyFactory(event=self.event, closes_on=self.today - timedelta(days=1))
        WrapUpFactory(event=self.event, introduction="What a week.")

    @property
    def user(self) -> User:
        assert self.organizer.user is not None
        return self.organizer.user

    def grow(self, number: int) -> None:
        places = range(self.size, self.size + number)
        self.size += number
        people, topics = self.add_people(places), self.add_topics(places)
        self.vote(people, topics)
        self.work(people, topics)
        self.report(people, topics)
        self.add_steps(people, topics)
        self.look_back(people, places)
        self.ask(people, places)
        self.add_to_accounts(places)
        self.change(number)

    def add_people(self, places: range) -> list[Attendee]:
        """One in three waits for a seat."""
        users = User.objects.bulk_create(
            User(email=f"gardener-{self.event.slug}-{place}@example.org") for place in places
        )
        return Attendee.objects.bulk_create(
            Attendee(
                event=self.event,
                user=user,
                name=f"Gardener {place:04}",
                organization=self.organization,
                waiting_since=None if place % 3 else timezone.now(),
            )
            for place, user in zip(places, users, strict=True)
        )

    def add_topics(self, places: range) -> list[Topic]:
        """Each carries on one of an earlier event."""
        earlier = self.propose(self.past, places)
        topics = self.propose(self.event, places)
        for topic, before in zip(topics, earlier, strict=True):
            topic.continues = before
        Topic.objects.bulk_update(topics, ["continues"])
        Comment.objects.bulk_create(
            Comment(topic=self.topic, author=self.organizer, text=f"Comment {place:04}", written_at=timezone.now())
            for place in places
        )
        return topics

    def propose(self, event: Event, places: range) -> list[Topic]:
        by = self.organizer if event == self.event else None
        return Topic.objects.bulk_create(
            Topic(event=event, slug=f"topic-{place:04}", title=f"Topic {place:04}", position=place, proposed_by=by)
            for place in places
        )

    def vote(self, people: list[Attendee], topics: list[Topic]) -> None:
        ballots = Ballot.objects.bulk_create(Ballot(attendee=each, cast_at=timezone.now()) for each in people)
        Vote.objects.bulk_create(Vote(ballot=ballot, topic=topic) for ballot, topic in zip(ballots, cycle(topics)))
        Wish.objects.bulk_create(
            Wish(attendee=person, topic=topic, rank=1) for person, topic in zip(people, topics, strict=True)
        )

    def work(self, people: list[Attendee], topics: list[Topic]) -> None:
        """Half of the topics have a team, and everyone with a team is alone on it."""
        now = timezone.now()
        teams = Team.objects.bulk_create(Team(topic=topic, formed_at=now) for topic in topics[::2])
        Membership.objects.bulk_create(
            Membership(team=team, attendee=person, since=now) for person, team in zip(people[1::2], teams, strict=True)
        )
        CheckIn.objects.bulk_create(
            CheckIn(
                team=team,
                author=self.organizer,
                mood="slow",
                progress="It grows.",
                help_wanted="Water.",
                written_at=now,
            )
            for team in teams
        )
        Demo.objects.bulk_create(Demo(meeting=self.meeting, topic=topic, position=topic.position) for topic in topics)

    def ask(self, people: list[Attendee], places: range) -> None:
        """For a seat in the team, for a seat at the event, for help; and the organizers ask people to come."""
        now, users = timezone.now(), [person.user for person in people]
        SwitchRequest.objects.bulk_create(
            SwitchRequest(team=self.team, attendee=person, asked_at=now) for person in people
        )
        HelpOffer.objects.bulk_create(
            HelpOffer(check_in=self.check_in, attendee=person, offered_at=now) for person in people
        )
        JoinRequest.objects.bulk_create(
            JoinRequest(event=self.event, user=user, name="Kim", asked_at=now) for user in users if user
        )
        WordToPeople.objects.bulk_create(
            WordToPeople(
                event=self.event, by=user, to="Everyone", subject="Bring skis", text="Snow.", people=1, sent_at=now
            )
            for user in users
        )
        Invitation.objects.bulk_create(
            Invitation(
                event=self.event,
                email=f"kim-{place:04}@example.org",
                made_at=now,
                expires_at=now + timedelta(days=90),
            )
            for place in places
        )

    def report(self, people: list[Attendee], topics: list[Topic]) -> None:
        """On all but one in four."""
        written = Report.objects.bulk_create(
            Report(topic=topic, outcome=Report.Outcome.PARTLY, achievements="Much.")
            for topic in topics
            if topic.position % 4
        )
        Link.objects.bulk_create(
            Link(report=each, kind="pull_request", url=f"https://example.org/{each.pk}") for each in written
        )
        messages = Message.objects.bulk_create(
            Message(
                key=f"ask/{person.pk}", to="a@example.org", subject="Please", text="Do.", written_at=now, due_at=now
            )
            for person, now in ((person, timezone.now()) for person in people)
        )
        ReportRequest.objects.bulk_create(
            ReportRequest(topic=topic, to=person, asked_on=self.today, message=message)
            for topic, person, message in zip(topics, people, messages, strict=True)
        )

    def add_steps(self, people: list[Attendee], topics: list[Topic]) -> None:
        def steps(topic: Topic, number: int, **facts: Any) -> NextStep:
            return NextStep(topic=topic, number=number, text=f"Part {number:04}.", **facts)

        NextStep.objects.bulk_create(
            steps(topic, 1, owner=person, due_on=self.today) for topic, person in zip(topics, people, strict=True)
        )
        NextStep.objects.bulk_create(steps(topic, 3, owner=self.organizer) for topic in topics)
        NextStep.objects.bulk_create(
            steps(topic, 2, state=NextStep.State.DONE, closed_on=self.today) for topic in topics
        )

    def look_back(self, people: list[Attendee], places: range) -> None:
        Group.objects.bulk_create(
            Group(event=self.event, column=Note.Column.TO_CHANGE, name=f"Group {place:04}") for place in places
        )
        Note.objects.bulk_create(
            Note(event=self.event, column=Note.Column.WENT_WELL, text=f"Note {place:04}", written_at=timezone.now())
            for place in places
        )
        Respondent.objects.bulk_create(Respondent(attendee=person) for person in people)
        Answer.objects.bulk_create(
            Answer(event=self.event, question=question, choice=Rating.values[0]) for question in RATED for _ in places
        )
        Answer.objects.bulk_create(
            Answer(event=self.event, question=Question.WORDS, words=f"Good {place:04}.") for place in places
        )

    def add_to_accounts(self, places: range) -> None:
        for place in places:
            ApiToken.issue(self.user, f"Token {place}", now=timezone.now())

    def change(self, number: int) -> None:
        event: Any = Event.objects.get(pk=self.event.pk)
        event._history_user = self.user
        for _ in range(number):
            event.seats += 1
            event.save()
