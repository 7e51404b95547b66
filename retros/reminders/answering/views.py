"""What people can do through a link in a mail, without signing in. Looking changes nothing: mail scanners do it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from planning.people.models import User
from planning.people.speaking import speaking_to, speaking_to_browser
from retros.nextsteps.closing import StepRejected, close, hand_over, put_off, reopen
from retros.nextsteps.models import NextStep
from retros.reminders.answering.access import Answering, LinkExpired, get_answering, get_subscriber, known_as
from retros.reminders.answering.answers import ANSWERS, changed_since, choices, facts, happened
from retros.reminders.answering.forms import FORMS, AnswerForm
from retros.reminders.letters.steps import place_of, short_text
from retros.reminders.links import LinkBroken, step_path, token_of
from retros.reminders.preferences.choosing import preference_of, subscribe_again, unsubscribe


@never_cache
def linked_step(request: HttpRequest, token: str = "", action: str = "") -> HttpResponse:
    """The step, and a form with the chosen answer. An answer we do not know counts as none."""
    now = timezone.now()
    try:
        answering = get_answering(token, now=now)
    except LinkBroken:
        return broken(request)
    except LinkExpired as expired:
        return outdated(request, expired)
    with speaking_to(answering.user):
        return unlisted(answer(request, answering, action, now=now))


def answer(request: HttpRequest, answering: Answering, action: str, *, now: datetime) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    if action not in FORMS:
        return page(request, answering, now=now)
    form = FORMS[action](posted, answering=answering, today=timezone.localdate(now))
    if posted is not None and not answering.may_act:
        return page(request, answering, now=now, action=action, form=form, status=403)
    if form.is_valid():
        try:
            with acting_as(request, answering.user):
                act(answering, action, form.cleaned_data, now=now)
        except StepRejected as rejection:
            form.add_error(None, str(rejection))
        else:
            return redirect(f"{step_path(answering.token)}?did={action}")
    return page(request, answering, now=now, action=action, form=form)


def act(answering: Answering, action: str, said: dict[str, Any], *, now: datetime) -> None:
    user, step = answering.user, answering.step
    match action:
        case "done" | "dropped":
            with timezone.override(None):  # on today's date here, as everyone counts it, not where they are
                close(step, NextStep.State(action), by=user, note=said["note"], now=now)
        case "hand-over":
            hand_over(step, **said, now=now)
        case "later":
            put_off(step, said["due_on"], now=now)
        case "open-again":
            reopen(step, now=now)


@contextmanager
def acting_as(request: HttpRequest, user: User) -> Iterator[None]:
    """The step's history names them, no matter who is signed in in this browser."""
    visitor, request.user = request.user, user
    try:
        yield
    finally:
        request.user = visitor


def page(
    request: HttpRequest,
    answering: Answering,
    *,
    now: datetime,
    action: str = "",
    form: AnswerForm | None = None,
    status: int = 200,
) -> HttpResponse:
    is_open, may_act, day = answering.step.is_open, answering.may_act, answering.link.day
    fits = may_act and (action == "open-again") != is_open
    others = [
        {
            "text": short_text(step.text),
            "path": step_path(token_of(step, answering.user, due_on=due, day=day)),
        }
        for step, due in answering.others()
    ]
    context = {
        "answering": answering,
        "step": answering.step,
        "text": short_text(answering.step.text),
        "place": place_of(answering.step.topic.title, answering.step.topic.event.name),
        "facts": facts(answering, today=timezone.localdate(now)),
        "happened": happened(request.GET.get("did", ""), answering),
        "changed_since": changed_since(answering, may_act=may_act),
        "asked": ANSWERS[action] if form and (fits or form.is_bound) else None,
        "form": form,
        "choices": choices(answering.token, but=action) if is_open and may_act else [],
        "open_again": step_path(answering.token, "open-again") if not is_open and may_act else "",
        "others": others,
    }
    return render(request, "retros/reminders/answering/step.html", context, status=status)


@never_cache
@csrf_exempt  # the link proves who is asking, and mail programs post here on their own (RFC 8058)
def unsubscribe_page(request: HttpRequest, token: str) -> HttpResponse:
    """Answered without a redirect, as mail programs expect."""
    try:
        user = get_subscriber(token)
    except LinkBroken:
        return broken(request)
    if request.method == "POST" and "again" in request.POST:
        subscribe_again(user)
    elif request.method == "POST":
        unsubscribe(user, now=timezone.now())
    with speaking_to(user):
        context = {
            "name": known_as(user),
            "is_unsubscribed": preference_of(user).unsubscribed_at is not None,
            "is_subscribed_again": "again" in request.POST,
        }
        return unlisted(render(request, "retros/reminders/answering/unsubscribe.html", context))


def broken(request: HttpRequest) -> HttpResponse:
    with speaking_to_browser(request):
        return unlisted(render(request, "retros/reminders/answering/broken.html", status=404))


def outdated(request: HttpRequest, expired: LinkExpired) -> HttpResponse:
    with speaking_to(expired.user) if expired.user else speaking_to_browser(request):
        return unlisted(render(request, "retros/reminders/answering/expired.html", {"step": expired.step}, status=410))


def unlisted(response: HttpResponse) -> HttpResponse:
    """Keep the address, which is a key, out of search engines and away from other sites.

    Not `no-referrer`: with it browsers call the origin of a form "null", and Django refuses the form.
    """
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response
