"""Adding, testing and removing a channel: a person's own, or an event's."""

from contextlib import nullcontext
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from planning.events.models import Event
from planning.outbox.chat.addresses import check_address, service_at
from planning.outbox.chat.failures import Code, Failure
from planning.outbox.mail.letters import subject_line
from planning.outbox.models import Channel, ChannelQuerySet, Message
from planning.outbox.posting import post
from planning.people.models import User
from planning.people.speaking import speaking_to
from planning.rejection import Rejected
from planning.repeats import sent_before

MOST = 10
"""Channels of one person, or of one event."""


class ChannelRejected(Rejected):
    pass


def channels_of(owner: User | Event) -> ChannelQuerySet:
    """Those in use, each with its last post."""
    mine = Channel.objects.filter(user=owner) if isinstance(owner, User) else Channel.objects.filter(event=owner)
    return mine.in_use().with_last_post()


@transaction.atomic
def add_channel(owner: User | Event, *, name: str, address: str, now: datetime) -> Channel:
    """Refuses an address that is not one, or points inside (AddressRejected)."""
    name, address = subject_line(name), address.strip()
    if not name:
        raise ChannelRejected(_("Give the channel a name."))
    owner._meta.model._default_manager.select_for_update().get(pk=owner.pk)  # sent twice at once, it is one
    if before := sent_before(channels_of(owner), "made_at", now=now, name=name, url=address):
        return before
    if channels_of(owner).count() >= MOST:
        raise ChannelRejected(_("There are already %(number)s channels. Remove one first.") % {"number": MOST})
    check_address(address)
    return Channel.objects.create(
        name=name,
        url=address,
        user=owner if isinstance(owner, User) else None,
        event=owner if isinstance(owner, Event) else None,
        made_at=now,
    )


def send_test_post(channel: Channel, *, now: datetime) -> Message:
    """Through the outbox, like any other post."""
    subject, text = test_words(channel)
    try:
        with transaction.atomic():
            return post(
                key=f"channel/{channel.pk}/test/{now:%Y-%m-%dT%H:%M}",
                to=channel.name,
                channel=channel,
                subject=subject,
                text=text,
                now=now,
            )
    except IntegrityError:
        raise ChannelRejected(_("The last test post was less than a minute ago. Wait a moment.")) from None


def test_words(channel: Channel) -> tuple[str, str]:
    """Subject and text, in the language of the channel's owner; an event's channel is everyone's."""
    with speaking_to(channel.user) if channel.user else nullcontext():
        return (
            _("Hack the Garden posts to %(channel)s") % {"channel": channel.name},
            _("This is a test post. From now on we’ll post here too. Whoever added the channel can remove it."),
        )


@transaction.atomic
def remove_channel(channel: Channel, *, now: datetime) -> None:
    """Forget its address. What is still waiting for it is dropped; what was sent stays on record."""
    Channel.objects.in_use().filter(pk=channel.pk).update(removed_at=now, url="")
    unsent = channel.messages.filter(state__in=[Message.State.WAITING, Message.State.HELD])
    unsent.update(state=Message.State.DEAD, **Failure(Code.REMOVED).columns())


def service_of(channel: Channel) -> str:
    return service_at(channel.url)
