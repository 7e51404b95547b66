"""A page of each list of the API costs the same queries and bytes, however many pages come after it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Model

from planning.events.models import Event
from planning.events.phases import Phase
from planning.people.models import Attendee
from planning.people.tokens.models import ApiToken
from planning.teams.models import CheckIn, Team
from planning.topics.models import Topic
from retros.nextsteps.models import NextStep
from retros.reviews.models import ReviewMeeting
from tests.api import visitor
from tests.clock import HACKING
from tests.factories import (
    AnswerFactory,
    AttendeeFactory,
    ChannelFactory,
    CheckInFactory,
    CommentFactory,
    DemoFactory,
    EventFactory,
    GroupFactory,
    HelpOfferFactory,
    ImportedTopicFactory,
    InvitationFactory,
    JoinRequestFactory,
    LinkFactory,
    MembershipFactory,
    MessageFactory,
    NextStepFactory,
    NoteFactory,
    OrganizationFactory,
    OrganizerFactory,
    ReminderFactory,
    ReportFactory,
    ReviewMeetingFactory,
    StepLinkFactory,
    SwitchRequestFactory,
    TeamFactory,
    TopicFactory,
    WordToPeopleFactory,
    WrapUpFactory,
)
from tests.flat import assert_flat
from tests.htg.test_api_lists import LISTS

pytestmark = pytest.mark.django_db

ROWS = 10


class Garden:
    """What the rows are added to, and who looks at them: an organizer who is an admin as well."""

    event: Event
    topic: Topic
    step: NextStep
    team: Team
    meeting: ReviewMeeting
    organizer: Attendee

    def __init__(self) -> None:
        self.event = EventFactory(phase=Phase.CLOSED)
        self.organizer = OrganizerFactory(event=self.event, user__is_staff=True, user__is_superuser=True)
        self.topic = TopicFactory(event=self.event)
        self.step = NextStepFactory(topic=self.topic, owner=self.person())
        self.team = TeamFactory(topic=self.topic)
        self.meeting = ReviewMeetingFactory(event=self.event)

    def person(self) -> Attendee:
        person: Attendee = AttendeeFactory(event=self.event, organization=OrganizationFactory())
        return person

    def topic_of(self) -> Topic:
        topic: Topic = TopicFactory(event=self.event, proposed_by=self.person(), continues=TopicFactory())
        return topic

    def with_organizations(self) -> None:
        event = EventFactory()
        event.hosts.add(OrganizationFactory())
        event.organizations.add(OrganizationFactory())

    def with_presenters(self, meeting: ReviewMeeting) -> None:
        demo = DemoFactory(meeting=meeting)
        demo.presenters.add(AttendeeFactory(event=meeting.event, organization=OrganizationFactory()))

    def with_links(self) -> None:
        report = ReportFactory(topic=self.topic_of(), written_by=self.person())
        LinkFactory.create_batch(2, report=report)

    def with_member(self) -> None:
        MembershipFactory(team=TeamFactory(topic=self.topic_of()), attendee=self.person())

    def call(self) -> CheckIn:
        check_in: CheckIn = CheckInFactory(team=self.team, author=self.person(), help_wanted="A reviewer.")
        return check_in

    def with_note(self) -> None:
        NoteFactory(event=self.event, group=GroupFactory(event=self.event))

    def with_token(self) -> None:
        assert self.organizer.user is not None
        ApiToken.issue(self.organizer.user, f"script {ApiToken.objects.count()}", now=HACKING)

    def owned(self, **facts: Any) -> NextStep:
        step: NextStep = NextStepFactory(owner=self.person(), **facts)
        return step

    def moved(self) -> NextStep:
        return self.owned(topic__event=self.event, state=NextStep.State.MOVED, moved_to=TopicFactory())


Add = Callable[[Garden], Model | str | None]

ADD: dict[str, Add] = {
    "organizations/": lambda _: OrganizationFactory(),
    "events/": Garden.with_organizations,
    "tokens/": Garden.with_token,
    "me/channels/": lambda garden: MessageFactory(channel=ChannelFactory(user=garden.organizer.user)),
    "messages/": lambda _: MessageFactory(),
    "links/": lambda _: LinkFactory(),
    "next-steps/": Garden.moved,
    "next-steps/{step}/links/": lambda garden: StepLinkFactory(step=garden.step),
    "reminders/": lambda garden: ReminderFactory(step=garden.moved(), to=garden.organizer.user),
    "review-meetings/": lambda garden: garden.with_presenters(ReviewMeetingFactory()),
    "wrap-ups/": lambda _: WrapUpFactory(),
    "events/{event}/attendees/": Garden.person,
    "events/{event}/channels/": lambda garden: ChannelFactory(user=None, event=garden.event),
    "events/{event}/check-ins/": lambda garden: CheckInFactory(team=garden.team, author=garden.person()),
    "events/{event}/demos/": lambda garden: garden.with_presenters(garden.meeting),
    "events/{event}/groups/": Garden.with_note,
    "events/{event}/help-offers/": lambda garden: HelpOfferFactory(check_in=garden.call(), attendee=garden.person()),
    "events/{event}/imported-topics/": lambda garden: ImportedTopicFactory(topic=garden.topic_of()),
    "events/{event}/invitations/": lambda garden: InvitationFactory(event=garden.event),
    "events/{event}/join-requests/": lambda garden: JoinRequestFactory(event=garden.event),
    "events/{event}/words/": lambda garden: WordToPeopleFactory(event=garden.event),
    "events/{event}/memberships/": Garden.with_member,
    "events/{event}/notes/": lambda garden: NoteFactory(
        event=garden.event, author=garden.person(), step=NextStepFactory()
    ),
    "events/{event}/reports/": Garden.with_links,
    "events/{event}/survey/answers/": lambda garden: AnswerFactory(event=garden.event),
    "events/{event}/switch-requests/": lambda garden: SwitchRequestFactory(
        team=TeamFactory(topic=garden.topic_of()), attendee=garden.person()
    ),
    "events/{event}/teams/": Garden.with_member,
    "events/{event}/topics/": Garden.topic_of,
    "events/{event}/topics/{topic}/comments/": lambda garden: CommentFactory(
        topic=garden.topic, author=garden.person()
    ),
    "events/{event}/topics/{topic}/next-steps/": lambda garden: garden.owned(topic=garden.topic),
}


def test_every_list_is_here() -> None:
    assert ADD.keys() == LISTS


@pytest.mark.parametrize("path", sorted(ADD))
def test_a_page_costs_the_same_however_many_come_after_it(path: str) -> None:
    garden = Garden()
    address = "/api/v1/" + path.format(event=garden.event.slug, topic=garden.topic.slug, step=garden.step.pk)

    def add(number: int) -> None:
        for _ in range(number):
            ADD[path](garden)

    add(5)  # so that there is a next page from the beginning, and readable answers
    assert_flat(visitor(garden.organizer), f"{address}?page_size={ROWS}", add, rows=ROWS)
    assert len(visitor(garden.organizer).get(f"{address}?page_size={ROWS}").json()["results"]) == ROWS
