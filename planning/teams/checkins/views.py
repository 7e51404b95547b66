from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from planning.events.phases import Phase
from planning.paging import page_of
from planning.people.access import get_attendee, get_insider
from planning.people.pages import event_page, is_sent, post_only, sign_in_first
from planning.people.unsent import posted_or_kept
from planning.teams.access import get_own_team
from planning.teams.checkins.checking_in import check_in, offer_help
from planning.teams.checkins.forms import CheckInForm
from planning.teams.checkins.listing import answerable, with_offers, word_before
from planning.teams.checkins.rounds import round_of
from planning.teams.listing import present_stay
from planning.teams.membership import TeamRejected
from planning.teams.models import CheckIn


@sign_in_first
def check_ins(request: HttpRequest, slug: str) -> HttpResponse:
    attendee = get_insider(request, slug)
    event, now = attendee.event, timezone.now()
    wanted, is_open = "help-wanted" in request.GET, event.phase_at(now) is Phase.HACKING
    words = CheckIn.objects.filter(team__topic__event=event).select_related("team__topic__event", "author")
    page = page_of(request, with_offers(words.calling() if wanted else words, attendee))
    present = present_stay(attendee)
    context = {
        "page": page,
        "help_wanted": wanted,
        "own_team": present.team if present else None,
        "is_open": is_open,
        "answerable": answerable(attendee, page) if is_open and attendee.pk else set(),
        "arrived": request.GET.get("arrived", ""),
    }
    return event_page(request, "planning/teams/checkins/check_ins.html", event, attendee, context, now=now)


@sign_in_first
def check_in_new(request: HttpRequest, slug: str, topic_slug: str) -> HttpResponse:
    attendee, team = get_own_team(request, slug, topic_slug)
    form, now = CheckInForm(posted_or_kept(request)), timezone.now()
    if is_sent(request, form):
        try:
            check_in(attendee, team, **form.cleaned_data, clock=timezone.now)
        except TeamRejected as rejection:
            form.add_error(None, str(rejection))
        else:
            messages.success(request, "Your check-in is there for everyone to read.")
            return redirect(f"{reverse('check-ins', args=[slug])}?arrived={topic_slug}")
    context = {"team": team, "form": form, "before": word_before(team, now=now)}
    return event_page(request, "planning/teams/checkins/form.html", attendee.event, attendee, context, now=now)


@sign_in_first
@post_only("check-ins", "slug")
def help_offer(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    attendee = get_attendee(request, slug)
    word = get_object_or_404(CheckIn.objects.select_related("team__topic__event"), pk=pk, team__topic__event__slug=slug)
    try:
        offer_help(attendee, word, clock=timezone.now)
    except TeamRejected as rejection:
        messages.error(request, str(rejection))
    else:
        messages.success(request, "The team knows that you can help.")
    return redirect(word.team)


@sign_in_first
def evening_round(request: HttpRequest, slug: str) -> HttpResponse:
    attendee = get_insider(request, slug)
    event, now = attendee.event, timezone.now()
    whole = round_of(event, now=now)
    page = page_of(request, range(whole.screens), 1)
    context = {"page": page, "whole": whole, "screen": whole.screen(page.number)}
    return event_page(request, "planning/teams/checkins/round.html", event, attendee, context, now=now)
