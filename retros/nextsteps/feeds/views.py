"""The list as requested, exported from the site; and people's own steps, at their private link."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from planning.backoffice.spreadsheets.downloads import csv_of
from planning.people.access import as_user, familiar
from planning.people.pages import sign_in_first
from retros.nextsteps.feeds.exports import COLUMNS, table_rows, write_atom, write_calendar
from retros.nextsteps.feeds.models import CALENDAR, NEWS, Feed, feed_owner, make_feed, revoke_feed
from retros.nextsteps.listing.views import asked_by
from retros.nextsteps.models import NextStep

CALENDAR_TYPE = "text/calendar; charset=utf-8"
NEWS_TYPE = "application/atom+xml; charset=utf-8"


def next_steps_csv(request: HttpRequest) -> StreamingHttpResponse:
    form = asked_by(request)
    rows = table_rows(form.steps(NextStep.objects.all()), familiar=form.reader.familiar)
    return csv_of(request, COLUMNS, rows, name="next-steps")


def next_steps_calendar(request: HttpRequest) -> HttpResponse:
    form = asked_by(request)
    dates = write_calendar(form.steps(NextStep.objects.all()), familiar=form.reader.familiar, now=timezone.now())
    headers = {"Content-Disposition": 'attachment; filename="next-steps.ics"'}
    return HttpResponse(dates, content_type=CALENDAR_TYPE, headers=headers)


def next_steps_atom(request: HttpRequest) -> HttpResponse:
    """News of steps in any state: a closed one is news too."""
    form = asked_by(request)
    steps = form.in_view(form.narrow(NextStep.objects.all()))
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    news = write_atom(
        steps,
        name=f"next-steps{query}",
        familiar=form.reader.familiar,
        address_of_list=reverse("next-steps") + query,
        address_of_feed=request.path + query,
    )
    return HttpResponse(news, content_type=NEWS_TYPE)


@sign_in_first
def own_feed(request: HttpRequest) -> HttpResponse:
    """The page that shows the link, makes a new one, or revokes it."""
    user = as_user(request)
    if request.method != "POST":
        return render(request, "retros/nextsteps/feeds/own_feed.html", {"feed": Feed.objects.filter(user=user).first()})
    if request.POST.get("do") == "revoke":
        revoke_feed(user)
        messages.success(request, "The link was revoked.")
    else:
        make_feed(user, now=timezone.now())
        messages.success(request, "This is your link.")
    return redirect("next-steps-own-feed")


def feed(request: HttpRequest, token: str, kind: str) -> HttpResponse:
    """What a calendar or feed reader is given, on behalf of the person whose link it is."""
    user = feed_owner(token) if kind in {CALENDAR, NEWS} else None
    if user is None:
        raise Http404("This link was revoked. Perhaps its owner made a new one.")
    steps, known = NextStep.objects.owned_by(user), familiar(user)
    if kind == CALENDAR:
        dates = write_calendar(steps.with_owner(), familiar=known, now=timezone.now())
        return HttpResponse(dates, content_type=CALENDAR_TYPE, headers={"Cache-Control": "no-store, private"})
    lists = f"{reverse('next-steps')}?view=mine"
    own = f"next-steps/of/{user.pk}"  # also if they make a new link
    news = write_atom(steps, name=own, familiar=known, address_of_list=lists, address_of_feed=request.path)
    return HttpResponse(news, content_type=NEWS_TYPE, headers={"Cache-Control": "no-store, private"})
