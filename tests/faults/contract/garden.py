"""Something to meet at every address of the API: an event in each phase, with all that belongs to one."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from planning.events.models import Event
from planning.events.phases import Phase
from planning.people.models import Attendee, User
from planning.people.tokens.models import ApiToken
from planning.topics.models import Topic
from retros.nextsteps.feeds.models import make_feed
from tests import factories as make

ATTENDEE, ORGANIZER = "attendee@example.org", "organizer@example.org"
SLUGS = {phase: f"2126-{number:02}" for number, phase in enumerate(Phase, start=1)}
TOPICS = ("grow-seeds", "mend-the-fence")


def plant() -> None:
    people = [make.UserFactory(email=email, first_name="Ada", last_name="Seed") for email in (ATTENDEE, ORGANIZER)]
    for phase in Phase:
        plant_event(make.EventFactory(slug=SLUGS[phase], phase=phase), *people)
    plant_event(make.PastEventFactory(slug="2020-05"), *people)
    make.OrganizationFactory(name="Seeds and Sons")
    for person in people:
        make.ChannelFactory(user=person)
        ApiToken.issue(person, "script", now=timezone.now())
        make_feed(person, now=timezone.now())


def plant_event(event: Event, attending: User, organizing: User) -> None:
    attendee = make.AttendeeFactory(event=event, user=attending, organization=make.OrganizationFactory())
    organizer = make.OrganizerFactory(event=event, user=organizing)
    make.AttendeeFactory(event=event, user=None, github=f"guest-{event.slug}")
    topics: list[Any] = [make.TopicFactory(event=event, slug=slug, proposed_by=attendee) for slug in TOPICS]
    make.CommentFactory(topic=topics[0], author=attendee)
    make.BallotFactory(attendee=attendee).votes.create(topic=topics[0])
    make.WishFactory(attendee=attendee, topic=topics[0])
    for topic, person in zip(topics, (attendee, organizer), strict=True):
        team = make.TeamFactory(topic=topic)
        make.MembershipFactory(team=team, attendee=person)
        make.CheckInFactory(team=team, author=person)
    make.ChannelFactory(user=None, event=event)
    plant_retro(event, topics, attendee, organizer)


def plant_retro(event: Event, topics: list[Topic], attendee: Attendee, organizer: Attendee) -> None:
    meeting = make.ReviewMeetingFactory(event=event, call_url="https://call.example.org/review")
    for position, topic in enumerate(topics):
        make.DemoFactory(meeting=meeting, topic=topic, position=position).presenters.add(attendee)
    report = make.ReportFactory(topic=topics[0], written_by=attendee)
    make.LinkFactory(report=report, title="The issue")
    make.ReportRequestFactory(topic=topics[1], to=organizer)
    make.WrapUpFactory(event=event, introduction="We came together.")
    today = timezone.localdate()
    mine = make.NextStepFactory(topic=topics[0], owner=attendee, due_on=today + timedelta(days=2))
    make.NextStepFactory(topic=topics[0], due_on=today)
    make.NextStepFactory(topic=topics[1], state="done", closed_on=today)
    make.StepLinkFactory(step=mine)
    make.ReminderFactory(step=mine, to=attendee.user)
    note = make.NoteFactory(event=event, author=attendee)
    group = make.GroupFactory(event=event)
    make.NoteFactory(event=event, author=organizer, group=group)
    note.marks.create(attendee=attendee, dot=1)
    make.SurveyFactory(event=event, closes_on=today + timedelta(days=2))
    make.AnswerFactory.create_batch(3, event=event)
    make.RespondentFactory(attendee=organizer)
