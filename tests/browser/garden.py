"""An event with a bit of everything on its pages."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from django.test import Client
from django.utils import timezone
from playwright._impl._api_structures import SetCookieParam

from planning.events.models import Event
from planning.events.phases import Phase
from planning.people.models import Attendee, User
from planning.teams.models import CheckIn
from planning.topics.models import Topic
from planning.voting.models import Vote
from retros.board.questions import CHOICES
from retros.nextsteps.evidence.models import StepLink
from retros.nextsteps.models import NextStep
from retros.reminders.letters.steps import BUTTONS
from retros.reminders.links import step_path, token_of, unsubscribe_url
from retros.reviews.timer.running import go_on
from tests.factories import (
    AnswerFactory,
    AttendeeFactory,
    BallotFactory,
    ChannelFactory,
    CheckInFactory,
    CommentFactory,
    DemoFactory,
    DueStepFactory,
    EventFactory,
    GroupFactory,
    LinkFactory,
    MembershipFactory,
    NextStepFactory,
    NoteFactory,
    OrganizationFactory,
    OrganizerFactory,
    PastEventFactory,
    ReportFactory,
    StepLinkFactory,
    TopicFactory,
    UserFactory,
    WishFactory,
    WrapUpFactory,
)

OF_AN_EVENT = (
    "organize/",
    "schedule/",
    "settings/",
    "register/",
    "people/",
    "people/waiting/",
    "topics/",
    "topics/import/",
    "topics/new/",
    "unfinished/",
    "ballot/",
    "ballot/receipt/",
    "tally/",
    "tally/?room",
    "wishes/",
    "teams/",
    "teams/?room",
    "without-team/",
    "topics-without-team/",
    "check-ins/",
    "agenda/",
    "agenda/edit/",
    "agenda/room/",
    "agenda/presenters/",
    "wrap-up/",
    "wrap-up/print/",
    "wrap-up/gate/",
    "wrap-up/import/",
    "wrap-up/publish/",
    "board/",
    "board/room/",
    "board/groups/",
    "survey/",
    "follow-up/",
    "reminders/",
    "channels/",
)
OF_A_TOPIC = ("", "edit/", "withdraw/", "demo/", "report/", "report/edit/")
OF_A_NOTE = ("", "step/", "remove/")
OF_A_TEAM = ("", "check-in/")


@dataclass(frozen=True)
class Garden:
    event: Event
    organizer: Attendee
    topic: Topic
    step: NextStep
    reader: User
    """Someone with a mail in German about the step."""


def plant(phase: Phase) -> Garden:
    event = EventFactory(phase=phase)
    organizer = OrganizerFactory(event=event, organization=OrganizationFactory())
    earlier = TopicFactory(event=PastEventFactory(), title="Prepare the ground")
    topic = TopicFactory(
        event=event,
        title="Grow `seeds` in [winter](https://example.org)",
        problem="They *freeze*.",
        benefits="🌱 more seeds\n❄️ less waiting",
        proposed_by=organizer,
        continues=earlier,
    )
    TopicFactory(event=event, track=Topic.Track.FAST_TRACK)
    CommentFactory(topic=topic)
    Vote.objects.create(ballot=BallotFactory(attendee=organizer), topic=topic)
    WishFactory(attendee=organizer, topic=topic)
    stay = MembershipFactory(team__topic=topic, attendee=AttendeeFactory(event=event))
    stuck = {"mood": CheckIn.Mood.STUCK, "details": "Frost.", "help_wanted": "A heater."}
    CheckInFactory(team=stay.team, author=stay.attendee, **stuck)
    report = ReportFactory(topic=topic)
    LinkFactory(report=report)
    demo = DemoFactory(meeting__event=event, topic=topic)
    demo.presenters.add(stay.attendee)
    DemoFactory(meeting=demo.meeting, position=1).presenters.add(organizer)
    go_on(demo.meeting, seen=0, now=timezone.now() - timedelta(minutes=6))  # over time
    WrapUpFactory(event=event, introduction="We met.")
    NoteFactory(event=event, group=GroupFactory(event=event))
    NoteFactory(event=event, author=organizer)
    for question, choices in CHOICES.items():
        AnswerFactory.create_batch(3, event=event, question=question, choice=choices.values[0])
    step = NextStepFactory(topic=topic, owner=organizer)
    StepLinkFactory(step=step, state=StepLink.State.MERGED, changed_at=timezone.now())
    NextStepFactory(topic=earlier)
    DueStepFactory(topic=topic, owner=organizer, due_on=timezone.localdate() + timedelta(days=3))
    ChannelFactory(user=None, event=event)
    reader = UserFactory(language="de")
    OrganizerFactory(event=event, user=reader)
    return Garden(event, organizer, topic, step, reader)


def pages_of(garden: Garden) -> list[str]:
    """Every page that an organizer can open by its address."""
    event = garden.event.get_absolute_url()
    topic = garden.topic.get_absolute_url()
    note = garden.organizer.notes.get()
    return [
        "/",
        "/me/",
        "/me/reminders/",
        "/me/channels/",
        "/next-steps/",
        "/next-steps/triage/",
        "/next-steps/feed/",
        *pages_of_mails(garden),
        garden.step.get_absolute_url(),
        event,
        *(event + page for page in OF_AN_EVENT),
        *(f"{event}teams/{garden.topic.slug}/{page}" for page in OF_A_TEAM),
        *(f"{event}board/notes/{note.pk}/{page}" for page in OF_A_NOTE),
        *(topic + page for page in OF_A_TOPIC),
        garden.topic.continues.event.get_absolute_url() if garden.topic.continues else "/",
    ]


def pages_of_mails(garden: Garden) -> list[str]:
    """Those that links in mails open, in the language of the reader."""
    today = timezone.localdate()
    token = token_of(garden.step, garden.reader, due_on=today, day=today)
    unsubscribe = urlsplit(unsubscribe_url(garden.reader)).path
    return [step_path(token), *(step_path(token, action) for action in BUTTONS), unsubscribe]


def signed_in_cookie(attendee: Attendee, url: str) -> SetCookieParam:
    client = Client()
    if attendee.user:
        client.force_login(attendee.user)
    return {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}
