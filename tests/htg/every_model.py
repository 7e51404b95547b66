"""A row of every model that the admin has a page for."""

from collections.abc import Callable

import pytest
from django.db.models import Model

from planning import models as planning
from planning.events.phases import Phase
from retros import models as retros
from retros.nextsteps.feeds.models import make_feed
from tests import clock
from tests.factories import (
    AnswerFactory,
    AttendeeFactory,
    BallotFactory,
    CheckInFactory,
    ClosedTallyFactory,
    CommentFactory,
    DemoFactory,
    DigestFactory,
    EventFactory,
    GroupFactory,
    HelpOfferFactory,
    ImportedTopicFactory,
    ImportedWrapUpFactory,
    InvitationFactory,
    JoinRequestFactory,
    LinkFactory,
    MembershipFactory,
    MessageFactory,
    NextStepFactory,
    NoteFactory,
    OpenedBoxFactory,
    OrganizationFactory,
    PhaseNudgeFactory,
    PlannedTeamsFactory,
    ReminderFactory,
    ReminderPlanFactory,
    ReportFactory,
    ReportRequestFactory,
    RespondentFactory,
    ReviewMeetingFactory,
    SkillFactory,
    StepLinkFactory,
    SurveyFactory,
    SwitchRequestFactory,
    TableImportFactory,
    TeamFactory,
    TopicFactory,
    UserFactory,
    WishFactory,
    WordToPeopleFactory,
    WrapUpFactory,
)


def make_token() -> None:
    planning.ApiToken.issue(UserFactory(), "A script", now=clock.BRAINSTORM)


def make_attendee() -> None:
    AttendeeFactory(organization=OrganizationFactory())


def make_topic() -> None:
    earlier = TopicFactory(proposed_by=AttendeeFactory())
    TopicFactory(proposed_by=AttendeeFactory(), continues=earlier)


def make_step() -> None:
    NextStepFactory(owner=AttendeeFactory())
    NextStepFactory(owner_organization=OrganizationFactory())


def make_report() -> None:
    ReportFactory(written_by=AttendeeFactory())


def make_report_request() -> None:
    request = ReportRequestFactory()
    ReportRequestFactory(topic=request.topic, asked_by=request.to)


def make_answers() -> None:
    """As many as are needed for any of them to be read."""
    AnswerFactory.create_batch(3, event=EventFactory(phase=Phase.CLOSED))


def make_own_feed() -> None:
    make_feed(UserFactory(), now=clock.CLOSED)


def make_links_read() -> None:
    retros.LinksRead.objects.create(step=NextStepFactory())


def make_delivery() -> None:
    deliveries = retros.WebhookDelivery.objects
    deliveries.create(guid=str(deliveries.count()), event="issues", received_at=clock.CLOSED)


def make_pause() -> None:
    pauses = retros.PollingPause.objects
    pauses.create(host=f"{pauses.count()}.example.org", until=clock.CLOSED, reason="Used up.")


def make_follow_up() -> None:
    retros.FollowUp.objects.create(event=EventFactory())


def make_preference() -> None:
    retros.Preference.objects.create(user=UserFactory())


def make_unsent() -> None:
    planning.Unsent.objects.create(user=UserFactory(), path="/new/", typed={}, kept_at=clock.CLOSED)


def make_channel() -> None:
    planning.Channel.objects.create(
        user=UserFactory(), name="Chat", url="json://chat.example.org", made_at=clock.CLOSED
    )


def make_attempts() -> None:
    number = planning.Attempts.objects.count()
    planning.Attempts.objects.create(what="wrong codes", key=str(number), times=1, until=clock.CLOSED)


def make_unrelated() -> None:
    known = planning.Unrelated.objects.first()
    earlier: planning.Topic = known.earlier if known else TopicFactory(event=EventFactory(slug="2001-01"))
    planning.Unrelated.objects.create(topic=TopicFactory(), earlier=earlier, said_at=clock.CLOSED)


MAKE: dict[type[Model], Callable[[], object]] = {
    planning.ApiToken: make_token,
    planning.Attempts: make_attempts,
    planning.Attendee: make_attendee,
    planning.Ballot: BallotFactory,
    planning.ClosedTally: ClosedTallyFactory,
    planning.Channel: make_channel,
    planning.CheckIn: CheckInFactory,
    planning.Comment: CommentFactory,
    planning.Event: EventFactory,
    planning.HelpOffer: HelpOfferFactory,
    planning.ImportedTopic: ImportedTopicFactory,
    planning.Invitation: InvitationFactory,
    planning.JoinRequest: JoinRequestFactory,
    planning.WordToPeople: WordToPeopleFactory,
    planning.Membership: MembershipFactory,
    planning.Message: MessageFactory,
    planning.OpenedBox: OpenedBoxFactory,
    planning.Organization: OrganizationFactory,
    planning.PlannedTeams: PlannedTeamsFactory,
    planning.Skill: SkillFactory,
    planning.SwitchRequest: SwitchRequestFactory,
    planning.TableImport: TableImportFactory,
    planning.Team: TeamFactory,
    planning.Topic: make_topic,
    planning.Unrelated: make_unrelated,
    planning.Unsent: make_unsent,
    planning.User: UserFactory,
    planning.Wish: WishFactory,
    retros.Answer: make_answers,
    retros.Demo: DemoFactory,
    retros.Digest: DigestFactory,
    retros.Feed: make_own_feed,
    retros.FollowUp: make_follow_up,
    retros.Group: GroupFactory,
    retros.ImportedWrapUp: ImportedWrapUpFactory,
    retros.Link: LinkFactory,
    retros.LinksRead: make_links_read,
    retros.NextStep: make_step,
    retros.Note: NoteFactory,
    retros.PhaseNudge: PhaseNudgeFactory,
    retros.Preference: make_preference,
    retros.Reminder: ReminderFactory,
    retros.ReminderPlan: ReminderPlanFactory,
    retros.Report: make_report,
    retros.ReportRequest: make_report_request,
    retros.Respondent: RespondentFactory,
    retros.ReviewMeeting: ReviewMeetingFactory,
    retros.PollingPause: make_pause,
    retros.StepLink: StepLinkFactory,
    retros.Survey: SurveyFactory,
    retros.WebhookDelivery: make_delivery,
    retros.WrapUp: WrapUpFactory,
}

every_model = pytest.mark.parametrize("model", MAKE, ids=lambda model: model.__name__)
