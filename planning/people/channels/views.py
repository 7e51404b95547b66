"""Channels besides mail: a person's own, and an event's, which its organizers look after."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from planning.events.models import Event
from planning.outbox.chat.addresses import INSTALLED, AddressRejected
from planning.people.access import as_user, get_organizer
from planning.people.channels.changing import ChannelRejected, add_channel, channels_of, remove_channel, send_test_post
from planning.people.channels.forms import ChannelForm
from planning.people.models import Attendee, User
from planning.people.pages import event_page, is_sent, post_only, sign_in_first
from planning.people.speaking import speaking_to
from planning.people.unsent import posted_or_kept, unsent


@sign_in_first
def my_channels(request: HttpRequest) -> HttpResponse:
    user = as_user(request)
    with speaking_to(user):
        return channels_page(request, user)


@sign_in_first
@post_only("my-channels")
def my_channel_test(request: HttpRequest, pk: int) -> HttpResponse:
    user = as_user(request)
    with speaking_to(user):
        return channel_test(request, user, pk)


@sign_in_first
@post_only("my-channels")
def my_channel_remove(request: HttpRequest, pk: int) -> HttpResponse:
    user = as_user(request)
    with speaking_to(user):
        return channel_remove(request, user, pk)


@sign_in_first
def event_channels(request: HttpRequest, slug: str) -> HttpResponse:
    organizer = get_organizer(request, slug)
    return channels_page(request, organizer.event, organizer=organizer)


@sign_in_first
@post_only("event-channels", "slug")
def event_channel_test(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    return channel_test(request, get_organizer(request, slug).event, pk)


@sign_in_first
@post_only("event-channels", "slug")
def event_channel_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    return channel_remove(request, get_organizer(request, slug).event, pk)


def channels_address(owner: User | Event) -> str:
    return reverse("my-channels") if isinstance(owner, User) else reverse("event-channels", args=[owner.slug])


def channels_page(request: HttpRequest, owner: User | Event, *, organizer: Attendee | None = None) -> HttpResponse:
    form = ChannelForm(posted_or_kept(request))
    if is_sent(request, form):
        try:
            channel = add_channel(owner, **form.cleaned_data, now=timezone.now())
        except AddressRejected as rejection:
            form.add_error("address", str(rejection))
        except ChannelRejected as rejection:
            form.add_error(None, str(rejection))
        else:
            added = _("“%(channel)s” has been added. Send a test post to see whether it arrives.")
            messages.success(request, added % {"channel": channel})
            return redirect(channels_address(owner))
    context = {
        "channels": channels_of(owner),
        "page": channels_address(owner),
        "form": form,
        "can_post": INSTALLED,
    }
    template = "planning/people/channels/channels.html"
    if organizer is None:
        return render(request, template, context | {"unsent": unsent(request)})
    return event_page(request, template, organizer.event, organizer, context)


def channel_test(request: HttpRequest, owner: User | Event, pk: int) -> HttpResponse:
    channel = get_object_or_404(channels_of(owner), pk=pk)
    try:
        send_test_post(channel, now=timezone.now())
    except ChannelRejected as rejection:
        messages.error(request, str(rejection))
    else:
        on_its_way = _("A test post is on its way to “%(channel)s”. Look there, and here, in a moment.")
        messages.success(request, on_its_way % {"channel": channel})
    return redirect(channels_address(owner))


def channel_remove(request: HttpRequest, owner: User | Event, pk: int) -> HttpResponse:
    channel = get_object_or_404(channels_of(owner), pk=pk)
    remove_channel(channel, now=timezone.now())
    removed = _("“%(channel)s” has been removed, and its address deleted.")
    messages.success(request, removed % {"channel": channel})
    return redirect(channels_address(owner))
