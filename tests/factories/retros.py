"""After the last day of an event."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from retros.board.models import Answer, Group, Note, Respondent, Survey
from retros.board.questions import Question, Rating
from retros.nextsteps.evidence.github import reference_of
from retros.nextsteps.evidence.models import StepLink
from retros.nextsteps.models import NextStep
from retros.reminders.models import Digest, PhaseNudge, Preference, Reminder, ReminderPlan
from retros.reviews.models import Demo, ReviewMeeting
from retros.wrapups.models import ImportedWrapUp, Link, Report, ReportRequest, WrapUp
from tests import clock
from tests.factories.planning import (
    AttendeeFactory,
    EventFactory,
    MessageFactory,
    PastEventFactory,
    TopicFactory,
    UserFactory,
)


class NextStepFactory(DjangoModelFactory[NextStep]):
    class Meta:
        model = NextStep

    topic = factory.SubFactory(TopicFactory)
    number = factory.Sequence(lambda n: n % 30_000 + 1)
    text = factory.Sequence(lambda n: f"Do thing {n:05}.")


class PreferenceFactory(DjangoModelFactory[Preference]):
    """Of someone who may be written to at any time of the day, so that a test need not know how late it is."""

    class Meta:
        model = Preference

    user = factory.SubFactory(UserFactory)
    hour = 0


class DueStepFactory(NextStepFactory):
    """One whose owner should be reminded right now."""

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
    name = factory.Sequence(lambda n: f"Group {n:05}")


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
