from collections.abc import Callable, Iterable
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from planning import models as planning
from planning.events.phases import Phase
from retros import models as retros
from tests.admin_pages import sign_in, staff
from tests.factories import (
    AttendeeFactory,
    ChannelFactory,
    EventFactory,
    MessageFactory,
    NextStepFactory,
    StepLinkFactory,
    TableImportFactory,
)

pytestmark = pytest.mark.django_db


def lost() -> Model:
    return MessageFactory(state=planning.Message.State.DEAD)


def held() -> Model:
    return MessageFactory(state=planning.Message.State.HELD)


def failing() -> Model:
    channel = ChannelFactory()
    MessageFactory(channel=channel, state=planning.Message.State.DEAD)
    return channel


def hoping() -> Model:
    return AttendeeFactory(event=EventFactory(phase=Phase.BRAINSTORM), waiting_since=timezone.now())


def proposing() -> Model:
    return StepLinkFactory(step=owned(), state=retros.StepLink.State.MERGED, changed_at=timezone.now())


def owned() -> retros.NextStep:
    step: retros.NextStep = NextStepFactory()
    step.owner = AttendeeFactory(event=step.topic.event)
    step.save()
    return step


def unowned() -> Model:
    return NextStepFactory(owner=None)


def checked() -> Model:
    return TableImportFactory(stage=planning.TableImport.Stage.CHECKED)


MATTERS = {
    lost: "message didn’t get through",
    held: "message is held back",
    failing: "channel is failing",
    hoping: "person is waiting for a seat",
    proposing: "link says its step is done",
    unowned: "open step has no owner",
    checked: "table has been checked but not imported",
}
every_matter = pytest.mark.parametrize(("make", "words"), MATTERS.items())


def waiting(client: Client) -> dict[str, str]:
    """The addresses on top of the index, by what they say."""
    return {matter.words: matter.address for matter in client.get("/admin/").context["waiting"]}


def bystanders() -> None:
    """Much of the same kind, none of which waits for anyone."""
    now = timezone.now()
    MessageFactory()
    MessageFactory(channel=ChannelFactory(), state=planning.Message.State.WAITING)
    AttendeeFactory()
    AttendeeFactory(event=EventFactory(phase=Phase.REVIEW), waiting_since=now)
    AttendeeFactory(event=EventFactory(phase=Phase.BRAINSTORM), waiting_since=now, cancelled_at=now)
    StepLinkFactory(step=owned())
    TableImportFactory(stage=planning.TableImport.Stage.REFUSED)


def test_nothing_waits_at_first(admin_client: Client) -> None:
    bystanders()

    page = admin_client.get("/admin/").content.decode()

    assert "Nothing is waiting." in page
    assert waiting(admin_client) == {}


@every_matter
def test_what_waits_leads_to_a_list_of_just_that(make: Callable[[], Model], words: str, admin_client: Client) -> None:
    bystanders()
    row = make()

    listed = admin_client.get(waiting(admin_client)[f"1 {words}"]).context["cl"].queryset

    assert list(listed) == [row]


@every_matter
def test_what_waits_stands_on_top_and_in_its_room(make: Callable[[], Model], words: str, admin_client: Client) -> None:
    make()

    page = unescape(admin_client.get("/admin/").content.decode())

    assert page.count(f">1 {words}</a>") == 2


def test_what_waits_is_counted(admin_client: Client) -> None:
    unowned()
    unowned()

    assert list(waiting(admin_client)) == ["2 open steps have no owner"]


def test_what_is_settled_no_longer_waits(admin_client: Client) -> None:
    step = unowned()
    held()

    retros.NextStep.objects.filter(pk=step.pk).update(owner=AttendeeFactory())

    assert list(waiting(admin_client)) == ["1 message is held back"]


def test_a_channel_whose_next_post_got_through_no_longer_fails(admin_client: Client) -> None:
    channel = failing()
    later = planning.Message.objects.get().written_at + timedelta(minutes=1)
    MessageFactory(channel=channel, state=planning.Message.State.SENT, sent_at=later, written_at=later)

    assert list(waiting(admin_client)) == ["1 message didn’t get through"]


def test_a_channel_that_was_removed_no_longer_fails(admin_client: Client) -> None:
    channel = failing()

    planning.Channel.objects.filter(pk=channel.pk).update(url="", removed_at=timezone.now())

    assert list(waiting(admin_client)) == ["1 message didn’t get through"]


@pytest.mark.parametrize(
    ("rights", "words"),
    [
        (["view_message"], ["1 message didn’t get through", "1 message is held back"]),
        (["change_attendee"], ["1 person is waiting for a seat"]),
        (["add_nextstep", "view_topic"], []),
    ],
)
def test_people_see_what_waits_in_lists_they_may_read(rights: Iterable[str], words: list[str]) -> None:
    for make in (lost, held, hoping, unowned):
        make()

    assert list(waiting(sign_in(staff(*rights)))) == words


def test_the_index_costs_as_many_queries_for_thirty_as_for_one(admin_client: Client) -> None:
    counts = []
    for rows in (1, 29):
        for make in MATTERS:
            for _ in range(rows):
                make()
        admin_client.get("/admin/")
        with CaptureQueriesContext(connection) as captured:
            admin_client.get("/admin/")
        counts.append(len(captured))

    assert counts[0] == counts[1]
