"""Adding a channel, trying it out and removing it: a person's own, or an event's."""

from datetime import datetime

from django.db import IntegrityError, transaction

from planning.events.models import Event
from planning.outbox.addresses import check_address, service_at
from planning.outbox.channels import REMOVED
from planning.outbox.mails import one_line
from planning.outbox.models import Channel, ChannelQuerySet, Message
from planning.outbox.posting import post
from planning.people.models import User
from planning.rejection import Rejected

MOST = 10
"""Channels of one person, or of one event."""

TEST = "This is a test post. From now on we write here as well; whoever added the channel can remove it there."


class ChannelRejected(Rejected):
    pass


def channels_of(owner: User | Event) -> ChannelQuerySet:
    """Those in use, each with its last post."""
    mine = Channel.objects.filter(user=owner) if isinstance(owner, User) else Channel.objects.filter(event=owner)
    return mine.in_use().with_last_post()


def add_channel(owner: User | Event, *, name: str, address: str, now: datetime) -> Channel:
    """Refuses an address that is none, or leads inside (AddressRejected)."""
    name, address = one_line(name), address.strip()
    if not name:
        raise ChannelRejected("Say what the channel is called here.")
    if channels_of(owner).count() >= MOST:
        raise ChannelRejected(f"There are {MOST} channels already. Remove one first.")
    check_address(address)
    return Channel.objects.create(
        name=name,
        url=address,
        user=owner if isinstance(owner, User) else None,
        event=owner if isinstance(owner, Event) else None,
        made_at=now,
    )


def replace_address(channel: Channel, *, address: str) -> None:
    address = address.strip()
    check_address(address)
    if not Channel.objects.in_use().filter(pk=channel.pk).update(url=address):
        raise ChannelRejected(REMOVED)


def send_test_post(channel: Channel, *, now: datetime) -> Message:
    """Through the outbox, like any other post."""
    try:
        with transaction.atomic():
            return post(
                key=f"channel/{channel.pk}/test/{now:%Y-%m-%dT%H:%M}",
                to=channel.name,
                channel=channel,
                subject=f"Hack the Garden posts to {channel.name}",
                text=TEST,
                now=now,
            )
    except IntegrityError:
        raise ChannelRejected("A test post was written less than a minute ago. Wait a moment.") from None


@transaction.atomic
def remove_channel(channel: Channel, *, now: datetime) -> None:
    """Forget its address. What still waits for it goes nowhere; what went there stays told of."""
    Channel.objects.in_use().filter(pk=channel.pk).update(removed_at=now, url="")
    unsent = channel.messages.filter(state__in=[Message.State.WAITING, Message.State.HELD])
    unsent.update(state=Message.State.DEAD, last_error=REMOVED)


def service_of(channel: Channel) -> str:
    return service_at(channel.url)
