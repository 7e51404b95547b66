"""Test data. Whatever an object needs is made with it, at an event planned like `tests.clock`."""

from datetime import datetime
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from planning.backoffice.spreadsheets.models import TableImport
from planning.events.models import Event, Organization
from planning.outbox.models import Channel, Message
from planning.people.models import Attendee, User
from planning.teams.models import CheckIn, Membership, Team, Wish
from planning.topics.models import Comment, Topic
from planning.voting.models import Ballot, ClosedTally
from retros.board.models import Answer, Group, Note, Respondent, Survey
from retros.board.questions import Question, Rating
from retros.nextsteps.evidence.github import reference_of
from retros.nextsteps.evidence.models import StepLink
from retros.nextsteps.models import NextStep
from retros.reminders.models import Digest, PhaseNudge, Preference, Reminder, ReminderPlan
from retros.reviews.models import Demo, ReviewMeeting
from retros.wrapups.models import ImportedWrapUp, Link, Report, ReportRequest, WrapUp
from tests import clock


class OrganizationFactory(DjangoModelFactory[Organization]):
    class Meta:
        model = Organization

    name = factory.Sequence(lambda n: f"Organization {n}")


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

    email = factory.Sequence(lambda n: f"person{n}@example.org")


class AttendeeFactory(DjangoModelFactory[Attendee]):
    class Meta:
        model = Attendee

    event = factory.SubFactory(EventFactory)
    user = factory.SubFactory(UserFactory)
    name = factory.Sequence(lambda n: f"Person {n}")


class OrganizerFactory(AttendeeFactory):
    role = Attendee.Role.ORGANIZER


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
    slug = factory.Sequence(lambda n: f"topic-{n}")
    emoji = "🌱"
    title = factory.Sequence(lambda n: f"Topic {n}")
    position = factory.Sequence(lambda n: n % 30_000)


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


class WishFactory(DjangoModelFactory[Wish]):
    class Meta:
        model = Wish

    attendee = factory.SubFactory(AttendeeFactory)
    topic = factory.SubFactory(TopicFactory, event=factory.SelfAttribute("..attendee.event"))
    rank = 1


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
    progress = "It compiles."
    written_at = clock.HACKING


class ChannelFactory(DjangoModelFactory[Channel]):
    """A person's. For an event's: `user=None, event=…`."""

    class Meta:
        model = Channel

    name = factory.Sequence(lambda n: f"Channel {n}")
    url = "ntfys://ntfy.sh/hack-the-garden"
    user = factory.SubFactory(UserFactory)
    made_at = clock.BRAINSTORM


class MessageFactory(DjangoModelFactory[Message]):
    class Meta:
        model = Message

    key = factory.Sequence(lambda n: f"test/{n}")
    to = factory.Sequence(lambda n: f"person{n}@example.org")
    subject = "Hello"
    text = "Hello there."
    written_at = clock.HACKING
    due_at = clock.HACKING


class NextStepFactory(DjangoModelFactory[NextStep]):
    class Meta:
        model = NextStep

    topic = factory.SubFactory(TopicFactory)
    number = factory.Sequence(lambda n: n % 30_000 + 1)
    text = factory.Sequence(lambda n: f"Do thing {n}.")


class PreferenceFactory(DjangoModelFactory[Preference]):
    """Of someone who may be written to at any time of the day, so that a test need not know how late it is."""

    class Meta:
        model = Preference

    user = factory.SubFactory(UserFactory)
    hour = 0


class DueStepFactory(NextStepFactory):
    """One whose owner is to be reminded right now."""

    class Meta:
        skip_postgeneration_save = True

    topic = factory.SubFactory(TopicFactory, event=factory.SubFactory(PastEventFactory))
    owner = factory.SubFactory(AttendeeFactory, event=factory.SelfAttribute("..topic.event"))
    due_on = factory.LazyFunction(timezone.localdate)

    @factory.post_generation  # type: ignore[untyped-decorator]  # factory_boy types none of its decorators
    def at_any_hour(self, *_: object, **__: object) -> None:
        Preference.objects.get_or_create(user=self.owner.user, defaults={"hour": 0})


class DigestFactory(DjangoModelFactory[Digest]):
    class Meta:
        model = Digest
        django_get_or_create = ("user", "day")

    user = factory.SubFactory(UserFactory)
    day = clock.CLOSED.date()
    written_at = clock.CLOSED


class ReminderFactory(DjangoModelFactory[Reminder]):
    class Meta:
        model = Reminder

    step = factory.SubFactory(NextStepFactory)
    to = factory.SubFactory(UserFactory)
    number = 1
    due_on = clock.CLOSED.date()
    why = "owner"
    digest = factory.SubFactory(DigestFactory, user=factory.SelfAttribute("..to"))
    planned_at = clock.CLOSED


class ReminderPlanFactory(DjangoModelFactory[ReminderPlan]):
    class Meta:
        model = ReminderPlan

    step = factory.SubFactory(NextStepFactory)
    reminded_before = 0


class PhaseNudgeFactory(DjangoModelFactory[PhaseNudge]):
    class Meta:
        model = PhaseNudge

    kind = "vote"
    event = factory.SubFactory(EventFactory)
    about = "2026-10-15"
    to = factory.SubFactory(UserFactory)
    digest = factory.SubFactory(DigestFactory, user=factory.SelfAttribute("..to"))
    planned_at = clock.CLOSED


class StepLinkFactory(DjangoModelFactory[StepLink]):
    class Meta:
        model = StepLink

    step = factory.SubFactory(NextStepFactory)
    url = factory.Sequence(lambda n: f"https://github.com/gardener/gardener/pull/{n + 1}")
    reference = factory.LazyAttribute(lambda link: getattr(reference_of(link.url), "key", ""))


class ReviewMeetingFactory(DjangoModelFactory[ReviewMeeting]):
    class Meta:
        model = ReviewMeeting

    event = factory.SubFactory(EventFactory)
    starts_at = clock.REVIEW


class DemoFactory(DjangoModelFactory[Demo]):
    class Meta:
        model = Demo

    meeting = factory.SubFactory(ReviewMeetingFactory)
    topic = factory.SubFactory(TopicFactory, event=factory.SelfAttribute("..meeting.event"))


class ReportFactory(DjangoModelFactory[Report]):
    class Meta:
        model = Report

    topic = factory.SubFactory(TopicFactory)
    outcome = Report.Outcome.ACHIEVED
    achievements = "It works."


class LinkFactory(DjangoModelFactory[Link]):
    class Meta:
        model = Link

    report = factory.SubFactory(ReportFactory)
    kind = Link.Kind.ISSUE
    url = factory.Sequence(lambda n: f"https://github.com/gardener/gardener/issues/{n}")


class ReportRequestFactory(DjangoModelFactory[ReportRequest]):
    class Meta:
        model = ReportRequest

    topic = factory.SubFactory(TopicFactory)
    to = factory.SubFactory(AttendeeFactory, event=factory.SelfAttribute("..topic.event"))
    asked_on = clock.REVIEW.date()
    message = factory.SubFactory(MessageFactory)


class WrapUpFactory(DjangoModelFactory[WrapUp]):
    class Meta:
        model = WrapUp

    event = factory.SubFactory(EventFactory)


class ImportedWrapUpFactory(DjangoModelFactory[ImportedWrapUp]):
    class Meta:
        model = ImportedWrapUp

    event = factory.SubFactory(PastEventFactory)
    text = "# Hack The Garden"
    imported_at = clock.CLOSED


class NoteFactory(DjangoModelFactory[Note]):
    class Meta:
        model = Note

    event = factory.SubFactory(EventFactory)
    column = Note.Column.WENT_WELL
    text = "The hut."
    written_at = clock.REVIEW


class GroupFactory(DjangoModelFactory[Group]):
    class Meta:
        model = Group

    event = factory.SubFactory(EventFactory)
    column = Note.Column.WENT_WELL
    name = factory.Sequence(lambda n: f"Group {n}")


class SurveyFactory(DjangoModelFactory[Survey]):
    class Meta:
        model = Survey

    event = factory.SubFactory(EventFactory)
    closes_on = clock.CLOSED.date()


class RespondentFactory(DjangoModelFactory[Respondent]):
    class Meta:
        model = Respondent

    attendee = factory.SubFactory(AttendeeFactory)


class AnswerFactory(DjangoModelFactory[Answer]):
    class Meta:
        model = Answer

    event = factory.SubFactory(EventFactory)
    question = Question.OVERALL
    choice = Rating.GOOD
