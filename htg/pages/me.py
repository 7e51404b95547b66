from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from htg.pages.standing import standing_of
from htg.pages.what_now import what_now
from planning.outbox.models import Message, MessageQuerySet
from planning.paging import page_of, start_of
from planning.people.access import as_user
from planning.people.models import User
from planning.people.pages import sign_in_first
from planning.people.tokens.forms import TokenForm
from retros.nextsteps.models import NextStep


@sign_in_first
def me(request: HttpRequest) -> HttpResponse:
    user, now = as_user(request), timezone.now()
    places = list(user.attendances.coming().select_related("event", "organization").order_by("-event__slug"))
    running = [place for place in places if place.event.wrap_up_due_at and now < place.event.wrap_up_due_at]
    context = {
        "now": now,
        "today": timezone.localdate(now),
        "places": places,
        "steps": start_of(NextStep.objects.owned_by(user).open().with_owner().order_by("due_on", "pk")),
        "page": page_of(request, user.api_tokens.all()),
        "token_form": TokenForm(auto_id="token-%s"),
        "mail": letters_to(user)[:10],
        "lacks_second_factor": any(place.is_organizer for place in places) and not is_mfa_enabled(user),
    }
    if running:
        nearest = running[-1]
        standing = standing_of(nearest.event, nearest, is_signed_in=True, now=now)
        context |= {"nearest": nearest, "standing": standing, "action": what_now(standing)}
    return render(request, "me.html", context)


def letters_to(user: User) -> MessageQuerySet:
    """What the site wrote to the person, without the mails that carry codes to sign in with."""
    return Message.objects.filter(to=user.email).exclude(key__startswith="account/")
