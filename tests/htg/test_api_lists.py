"""Every list of the API says the same, whether its rows are read as columns or as objects."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import resolve
from django.utils import timezone
from rest_framework.test import APIClient, APIRequestFactory, force_authenticate

from planning.events.phases import Phase
from planning.people.models import Attendee, User
from planning.people.tokens.models import ApiToken
from planning.rest.columns import layout_of
from planning.rest.lists import ListModelMixin
from retros.nextsteps.models import NextStep
from tests.api import views_of_rooms, visitor
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
    PastEventFactory,
    ReminderFactory,
    ReportFactory,
    ReviewMeetingFactory,
    StepLinkFactory,
    SwitchRequestFactory,
    TeamFactory,
    TopicFactory,
    UserFactory,
    WordToPeopleFactory,
    WrapUpFactory,
)

pytestmark = pytest.mark.django_db

LISTS = {
    "organizations/",
    "events/",
    "tokens/",
    "me/channels/",
    "messages/",
    "links/",
    "next-steps/",
    "next-steps/{step}/links/",
    "reminders/",
    "review-meetings/",
    "wrap-ups/",
    "events/{event}/attendees/",
    "events/{event}/channels/",
    "events/{event}/check-ins/",
    "events/{event}/demos/",
    "events/{event}/groups/",
    "events/{event}/help-offers/",
    "events/{event}/imported-topics/",
    "events/{event}/invitations/",
    "events/{event}/join-requests/",
    "events/{event}/memberships/",
    "events/{event}/notes/",
    "events/{event}/reports/",
    "events/{event}/survey/answers/",
    "events/{event}/switch-requests/",
    "events/{event}/teams/",
    "events/{event}/topics/",
    "events/{event}/topics/{topic}/comments/",
    "events/{event}/words/",
    "events/{event}/topics/{topic}/next-steps/",
}
OF_OBJECTS = {"Demo", "Event", "Group", "Reminder", "Report", "ReviewMeeting", "Team"}
"""With more than one row of another table, or what only an object tells."""


class Stage:
    """An event with something in every list, and one from before the site, whose people anyone may see."""

    def __init__(self) -> None:
        self.event = EventFactory(phase=Phase.CLOSED)
        company = OrganizationFactory()
        self.attendee = AttendeeFactory(event=self.event, organization=company, github="ada")
        self.organizer = OrganizerFactory(event=self.event)
        self.staff = UserFactory(is_staff=True, is_superuser=True)
        self.event.hosts.add(company)
        self.event.organizations.add(company, OrganizationFactory())
        self.topic = TopicFactory(event=self.event, proposed_by=self.attendee, continues=TopicFactory())
        CommentFactory(topic=self.topic, author=self.attendee)
        CommentFactory(topic=self.topic, author=AttendeeFactory(event=PastEventFactory()))
        self.step = NextStepFactory(topic=self.topic, owner=self.attendee, due_on=timezone.localdate())
        self.propose_and_meet()
        self.look_back(company)
        self.of_accounts()

    def propose_and_meet(self) -> None:
        now = timezone.now()
        TopicFactory(event=self.event, emoji="", withdrawn_at=now, proposed_by=None)
        TopicFactory(event=self.event, proposed_at=self.event.voting_closes_at, track="discussion")
        TopicFactory(event=self.event, proposed_at=self.event.voting_closes_at)
        ImportedTopicFactory(topic=self.topic, labels="networking\nstorage")
        ImportedTopicFactory(topic=TopicFactory(event=self.event), number=None, url="", key="title:grow")
        team = TeamFactory(topic=self.topic)
        MembershipFactory(team=team, attendee=self.attendee, until=now)
        MembershipFactory(team=team, attendee=self.organizer)
        check_in = CheckInFactory(team=team, author=self.attendee, help_wanted="A reviewer.")
        HelpOfferFactory(check_in=check_in, attendee=self.organizer)
        SwitchRequestFactory(team=team, attendee=AttendeeFactory(event=self.event))
        meeting = ReviewMeetingFactory(event=self.event, call_url="https://example.org/call")
        DemoFactory(meeting=meeting, topic=self.topic).presenters.add(self.attendee)

    def look_back(self, company: Any) -> None:
        yesterday = timezone.localdate() - timedelta(days=1)
        past = AttendeeFactory(event=PastEventFactory())
        NextStepFactory(topic=TopicFactory(event=past.event), owner=past, due_on=yesterday)
        NextStepFactory(topic=self.topic, owner_organization=company, due_on=yesterday)
        NextStepFactory(topic=self.topic, state=NextStep.State.DONE, closed_on=yesterday, closing_note="Done.")
        NextStepFactory(state=NextStep.State.MOVED, moved_to=self.topic)
        for ending in ({}, {"state": "merged", "reason": "completed"}, {"state": "closed", "reason": "not_planned"}):
            StepLinkFactory(step=self.step, changed_at=timezone.now() if ending else None, **ending)
        report = ReportFactory(topic=self.topic, written_by=self.attendee)
        LinkFactory.create_batch(2, report=report)
        ReportFactory(topic=TopicFactory(event=self.event), written_by=None)
        WrapUpFactory(event=self.event, published_on=timezone.localdate())
        WrapUpFactory(event=past.event, published_on=None)
        group = GroupFactory(event=self.event)
        NoteFactory(event=self.event, author=self.attendee, group=group, step=self.step)
        NoteFactory(event=self.event, author=None)
        AnswerFactory.create_batch(5, event=self.event)

    def of_accounts(self) -> None:
        ReminderFactory(step=self.step, to=self.attendee.user)
        for person in (self.attendee, self.organizer):
            ApiToken.issue(person.user, "for a script", now=timezone.now())
            MessageFactory(channel=ChannelFactory(user=person.user), state="sent", sent_at=timezone.now())
        InvitationFactory(event=self.event)
        JoinRequestFactory(event=self.event)
        WordToPeopleFactory(event=self.event)
        ChannelFactory(user=self.attendee.user)
        ChannelFactory(event=self.event, user=None)
        MessageFactory(state="held", begun_at=timezone.now())

    @property
    def people(self) -> dict[str, Attendee | User | None]:
        return {"visitor": None, "attendee": self.attendee, "organizer": self.organizer, "staff": self.staff}

    def address(self, path: str) -> str:
        return "/api/v1/" + path.format(event=self.event.slug, topic=self.topic.slug, step=self.step.pk)


def as_objects(address: str, who: Attendee | User | None) -> Any:
    """What the view answers without its short way."""
    found = resolve(address)
    kind: Any = found.func.cls  # type: ignore[attr-defined]  # of a view by REST framework

    class Plain(kind):  # type: ignore[misc]  # as above
        def layout(self, _found: Any) -> None:
            return None

    request = APIRequestFactory().get(address)
    if who is not None:
        force_authenticate(request, who.user if isinstance(who, Attendee) else who)
    return Plain.as_view({"get": "list"})(request, **found.kwargs).render()


def test_every_list_is_here_and_reads_columns_where_they_are_enough() -> None:
    views = {view.cls for view in views_of_rooms().values() if view.actions.get("get") == "list"}

    of_objects = set()
    for view in views:
        assert issubclass(view, ListModelMixin)
        shown = view(action="list", request=None)
        if layout_of(shown.get_serializer_class(), view.queryset.model) is None:
            of_objects.add(view.queryset.model.__name__)

    stage = Stage()
    assert {resolve(stage.address(path)).func.cls for path in LISTS} == views  # type: ignore[attr-defined]  # as above
    assert of_objects == OF_OBJECTS


def test_lists_say_the_same_as_columns_and_as_objects() -> None:
    stage = Stage()

    for path in sorted(LISTS):
        address, shown = stage.address(path), set()
        for name, who in stage.people.items():
            client: APIClient = visitor(who)
            answer, expected = client.get(address), as_objects(address, who)
            assert (path, name, answer.status_code) == (path, name, expected.status_code)
            assert answer.content == expected.content, (path, name)
            shown.add(len(answer.json().get("results", [])))
        assert max(shown) > 0, path
