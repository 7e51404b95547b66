import pytest
from django.test import Client

from planning.outbox.models import Channel, Message
from planning.people.channels import views as channel_views
from tests.clock import HACKING
from tests.factories import AttendeeFactory, ChannelFactory, EventFactory, MessageFactory, UserFactory
from tests.pages import organizing, queries_of, words, writes_of

pytestmark = pytest.mark.django_db

ADDRESS = "ntfys://secretsecret"
MINE = "/me/channels/"


def person(client: Client) -> object:
    user = UserFactory()
    client.force_login(user)
    return user


def test_person_adds_a_channel_and_never_sees_its_address_again(client: Client) -> None:
    user = person(client)

    page = client.post(MINE, {"name": "My phone", "address": ADDRESS}, follow=True)

    assert Channel.objects.get().user == user
    assert "“My phone” has been added." in words(page)
    assert "My phone ntfy Nothing has been posted there yet." in words(page)
    assert "secretsecret" not in page.content.decode()


def test_address_inside_is_refused_on_its_field(client: Client) -> None:
    person(client)

    page = client.post(MINE, {"name": "Router", "address": "ntfys://192.168.0.1/topic"})

    assert page.context["form"].errors.keys() == {"address"}
    assert "points inside the network" in words(page)
    assert not Channel.objects.exists()


def test_one_channel_too_many_is_refused_above_the_form(client: Client) -> None:
    ChannelFactory.create_batch(10, user=person(client))

    page = client.post(MINE, {"name": "One more", "address": ADDRESS})

    assert "There are already 10 channels." in words(page)


def test_test_post_is_sent_with_a_click_and_never_by_looking(client: Client) -> None:
    channel = ChannelFactory(user=person(client))

    client.get(f"{MINE}{channel.pk}/test/")
    assert not Message.objects.exists()
    page = client.post(f"{MINE}{channel.pk}/test/", follow=True)
    again = client.post(f"{MINE}{channel.pk}/test/", follow=True)

    assert Message.objects.get().channel == channel
    assert "A test post is on its way" in words(page)
    assert "Wait a moment" in words(again)


def test_channel_is_removed_with_a_click_and_never_by_looking(client: Client) -> None:
    channel = ChannelFactory(user=person(client))

    client.get(f"{MINE}{channel.pk}/remove/")
    assert Channel.objects.in_use().exists()
    page = client.post(f"{MINE}{channel.pk}/remove/", follow=True)

    assert not Channel.objects.in_use().exists()
    assert "its address deleted" in words(page)


def test_channels_of_others_are_nobody_elses(client: Client) -> None:
    person(client)
    other = ChannelFactory(url=ADDRESS)

    assert other.name not in words(client.get(MINE))
    assert [client.post(f"{MINE}{other.pk}/{what}/").status_code for what in ("test", "remove")] == [404, 404]


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("dead", "didn’t get through, and we’ve given up. Slack knows this address no more."),
        ("sent", "✓ The last post was delivered."),
        ("waiting", "hasn’t got through yet. We’ll keep trying. Slack knows this address no more."),
    ],
)
def test_page_says_what_became_of_the_last_post(client: Client, state: str, said: str) -> None:
    channel = ChannelFactory(user=person(client))
    MessageFactory(
        channel=channel,
        state=state,
        sent_at=HACKING if state == "sent" else None,
        last_error="" if state == "sent" else "Slack knows this address no more.",
    )

    assert said in words(client.get(MINE))


def test_page_says_that_a_post_is_on_its_way(client: Client) -> None:
    MessageFactory(channel=ChannelFactory(user=person(client)))

    assert "is on its way." in words(client.get(MINE))


def test_page_says_that_posts_take_the_extra(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    person(client)
    monkeypatch.setattr(channel_views, "INSTALLED", False)

    assert "have to install the extra channels first" in words(client.get(MINE))


def test_page_costs_the_same_for_one_channel_and_for_ten(client: Client) -> None:
    user = person(client)
    MessageFactory(channel=ChannelFactory(user=user))
    few = queries_of(client, MINE)
    for _ in range(9):
        MessageFactory(channel=ChannelFactory(user=user))

    assert len(queries_of(client, MINE)) == len(few)


def test_looking_at_channels_writes_nothing(client: Client) -> None:
    ChannelFactory(user=person(client))

    assert writes_of(client, MINE) == []


def test_organizers_see_to_the_channels_of_their_event(client: Client) -> None:
    event = EventFactory()
    organizing(client, event)
    address = f"/{event.slug}/channels/"

    client.post(address, {"name": "#garden", "address": ADDRESS})
    channel = Channel.objects.get()
    page = client.post(f"{address}{channel.pk}/test/", follow=True)

    assert channel.event == event
    assert "A test post is on its way to “#garden”." in words(page)
    assert "secretsecret" not in page.content.decode()
    assert "#garden has been removed" in words(client.post(f"{address}{channel.pk}/remove/", follow=True)).replace(
        "“", ""
    ).replace("”", "")


def test_channels_of_an_event_are_for_its_organizers(client: Client) -> None:
    attendee = AttendeeFactory()
    address = f"/{attendee.event.slug}/channels/"

    assert client.get(address).status_code == 302
    client.force_login(UserFactory())
    assert client.get(address).status_code == 404
    client.force_login(attendee.user)
    assert client.get(address).status_code == 403


def test_organizer_of_one_event_leaves_the_channels_of_another_alone(client: Client) -> None:
    event = EventFactory()
    organizing(client, event)
    other = ChannelFactory(user=None, event=EventFactory())

    assert client.post(f"/{event.slug}/channels/{other.pk}/remove/").status_code == 404
