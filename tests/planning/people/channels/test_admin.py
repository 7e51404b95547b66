import pytest
from django.test import Client

from planning.outbox.models import Channel, Message
from tests.admin_pages import act, address, export, sign_in, staff
from tests.clock import HACKING
from tests.factories import ChannelFactory, EventFactory, MessageFactory, UserFactory

pytestmark = pytest.mark.django_db

SECRET = "ntfys://secretsecret"


@pytest.fixture
def admin() -> Client:
    return sign_in(staff("view_channel", "add_channel", "change_channel", "view_message", "view_user", "view_event"))


def test_address_is_on_no_page_and_in_no_table(admin: Client) -> None:
    channel = ChannelFactory(url=SECRET)
    MessageFactory(channel=channel)

    pages = [
        admin.get(address(Channel, "changelist")),
        admin.get(address(Channel, "change", channel.pk)),
        admin.get(address(Message, "changelist")),
    ]

    assert {page.status_code for page in pages} == {200}
    assert [page for page in pages if b"secretsecret" in page.content] == []
    assert "secretsecret" not in export(admin, Channel)
    assert channel.user.email in export(admin, Channel)


@pytest.mark.parametrize(("model", "lookup"), [(Channel, "url__contains"), (Message, "channel__url__contains")])
def test_filter_in_the_address_of_a_page_spells_no_secret_out(
    admin: Client, model: type[Channel] | type[Message], lookup: str
) -> None:
    assert admin.get(address(model, "changelist"), {lookup: "s"}).status_code == 400


def test_channels_are_found_by_name_person_and_event(admin: Client) -> None:
    channel = ChannelFactory(name="Beetroot", user=UserFactory(email="ada@example.org"))
    other = ChannelFactory(user=None, event=EventFactory(slug="2031-05"))

    found = [
        list(admin.get(address(Channel, "changelist"), {"q": q}).context["cl"].queryset)
        for q in ("beet", "ada@", "2031-05")
    ]

    assert found == [[channel], [channel], [other]]


def test_channel_is_added_with_an_address(admin: Client) -> None:
    user = UserFactory()
    page = address(Channel, "add")

    refused = admin.post(page, {"name": "Phone", "user": user.pk, "address": "ntfys://10.0.0.1/topic"})
    empty = admin.post(page, {"name": "Phone", "user": user.pk})
    nobodys = admin.post(page, {"name": "Phone", "address": SECRET})
    admin.post(page, {"name": "Phone", "user": user.pk, "address": SECRET})

    assert "points inside the network" in refused.content.decode()
    assert "This field is required." in empty.content.decode()
    assert "A channel belongs to a person" in nobodys.content.decode()
    assert [(c.user, c.url, c.made_at is not None) for c in Channel.objects.all()] == [(user, SECRET, True)]


def test_address_is_replaced_or_stays_as_it_is(admin: Client) -> None:
    channel = ChannelFactory(url=SECRET)
    page = address(Channel, "change", channel.pk)

    admin.post(page, {"name": "Renamed", "user": channel.user.pk, "address": ""})
    channel.refresh_from_db()
    assert (channel.name, channel.url) == ("Renamed", SECRET)

    admin.post(page, {"name": "Renamed", "user": channel.user.pk, "address": "ntfys://other"})
    channel.refresh_from_db()
    assert channel.url == "ntfys://other"


def test_chosen_channels_are_removed_as_their_owners_would(admin: Client) -> None:
    message = MessageFactory(channel=ChannelFactory())

    assert act(admin, "remove", [message.channel]) == ["1 removed."]
    assert act(admin, "remove", [message.channel]) == ["All of these had already been removed."]

    message.refresh_from_db()
    assert (message.state, message.last_error) == (Message.State.DEAD, "The channel was removed.")


def test_removed_channel_stays_so(admin: Client) -> None:
    removed = ChannelFactory(url="", removed_at=HACKING)
    page = address(Channel, "change", removed.pk)

    assert admin.get(page).status_code == 200
    assert admin.post(page, {"name": "Back", "user": removed.user.pk, "address": SECRET}).status_code == 403
