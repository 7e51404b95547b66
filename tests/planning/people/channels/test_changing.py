from datetime import timedelta

import pytest

from planning.outbox.chat.addresses import AddressRejected
from planning.outbox.models import Channel, Message
from planning.people.channels.changing import (
    MOST,
    ChannelRejected,
    add_channel,
    channels_of,
    remove_channel,
    send_test_post,
)
from tests.clock import HACKING
from tests.factories import ChannelFactory, EventFactory, MessageFactory, UserFactory

pytestmark = pytest.mark.django_db

ADDRESS = "ntfys://hack-the-garden"
State = Message.State


def test_channel_is_a_persons_or_an_events() -> None:
    user, event = UserFactory(), EventFactory()

    own = add_channel(user, name="Mine", address=f" {ADDRESS}\n", now=HACKING)
    ours = add_channel(event, name="Ours", address=ADDRESS, now=HACKING)

    assert (own.user, own.event, own.url, own.made_at) == (user, None, ADDRESS, HACKING)
    assert (ours.user, ours.event) == (None, event)
    assert list(channels_of(user)) == [own]
    assert list(channels_of(event)) == [ours]


def test_channel_that_leads_inside_is_not_kept() -> None:
    with pytest.raises(AddressRejected):
        add_channel(UserFactory(), name="Router", address="ntfys://192.168.0.1/topic", now=HACKING)

    assert not Channel.objects.exists()


def test_name_of_a_channel_is_one_line() -> None:
    channel = add_channel(UserFactory(), name="Slack\r\nBcc: x@example.org", address=ADDRESS, now=HACKING)

    assert channel.name == "Slack Bcc: x@example.org"
    with pytest.raises(ChannelRejected, match="Give the channel a name"):
        add_channel(UserFactory(), name=" \n", address=ADDRESS, now=HACKING)


def test_channels_end_somewhere() -> None:
    user = UserFactory()
    ChannelFactory.create_batch(MOST, user=user)

    with pytest.raises(ChannelRejected, match="Remove one first"):
        add_channel(user, name="One more", address=ADDRESS, now=HACKING)


def test_test_post_waits_in_the_outbox_once_a_minute() -> None:
    channel = ChannelFactory(name="#garden")

    message = send_test_post(channel, now=HACKING)

    assert (message.channel, message.to, message.state) == (channel, "#garden", State.WAITING)
    with pytest.raises(ChannelRejected, match="Wait a moment"):
        send_test_post(channel, now=HACKING)
    send_test_post(channel, now=HACKING + timedelta(minutes=1))


def test_removed_channel_forgets_its_address_and_gives_up_what_waits() -> None:
    channel = ChannelFactory()
    waiting, held = MessageFactory(channel=channel), MessageFactory(channel=channel, state=State.HELD)
    sent = MessageFactory(channel=channel, state=State.SENT, sent_at=HACKING)
    elsewhere = MessageFactory(channel=ChannelFactory(user=channel.user))

    remove_channel(channel, now=HACKING)

    channel.refresh_from_db()
    assert (channel.url, channel.removed_at) == ("", HACKING)
    for message, state, why in (
        (waiting, State.DEAD, "The channel was removed."),
        (held, State.DEAD, "The channel was removed."),
        (sent, State.SENT, ""),
        (elsewhere, State.WAITING, ""),
    ):
        message.refresh_from_db()
        assert (message.state, message.last_error) == (state, why)
    assert list(channels_of(channel.user)) == [elsewhere.channel]
