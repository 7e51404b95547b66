from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from planning.markdown import plain
from planning.people.access import familiar
from planning.people.pages import post_only, sign_in_first
from planning.people.unsent import unsent
from retros.nextsteps.access import get_own_step, get_step, get_step_to_take, latest_attendance, may_change
from retros.nextsteps.closing import StepRejected, assign, close, move, reopen, take
from retros.nextsteps.forms import AssignForm, CloseForm, LinkForm, MoveForm, ReopenForm, TakeForm
from retros.nextsteps.history import changes_of
from retros.nextsteps.lines import StepLines
from retros.nextsteps.models import NextStep


def next_step(request: HttpRequest, pk: int) -> HttpResponse:
    return step_page(request, get_step(pk))


@sign_in_first
@post_only("next-step", "pk")
def next_step_close(request: HttpRequest, pk: int) -> HttpResponse:
    user, step = get_own_step(request, pk)
    form = CloseForm(request.POST)
    if form.is_valid():
        state, note = NextStep.State(form.cleaned_data["state"]), form.cleaned_data["note"]
        try:
            close(step, state, by=user, note=note, now=timezone.now())
        except StepRejected as rejection:
            form.add_error(None, str(rejection))
        else:
            return changed(request, pk, f"“{plain(step.text)}” is {state.label}.")
    return refused(request, pk, close_form=form)


@sign_in_first
@post_only("next-step", "pk")
def next_step_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    _, step = get_own_step(request, pk)
    form = ReopenForm(request.POST)
    if not form.is_valid():
        return refused(request, pk, reopen_form=form)
    reopen(step, note=form.cleaned_data["note"], now=timezone.now())
    return changed(request, pk, f"“{plain(step.text)}” is open again.")


@sign_in_first
@post_only("next-step", "pk")
def next_step_take(request: HttpRequest, pk: int) -> HttpResponse:
    attendee, step = get_step_to_take(request, pk)
    form = TakeForm(request.POST)
    if form.is_valid():
        try:
            take(step, attendee, due_on=form.cleaned_data["due_on"], now=timezone.now())
        except StepRejected as rejection:
            form.add_error(None, str(rejection))
        else:
            return changed(request, pk, f"“{plain(step.text)}” is yours. Thank you!")
    return refused(request, pk, take_form=form)


@sign_in_first
@post_only("next-step", "pk")
def next_step_assign(request: HttpRequest, pk: int) -> HttpResponse:
    _, step = get_own_step(request, pk)
    form = AssignForm(request.POST, step=step, familiar=familiar(request.user))
    if form.is_valid():
        try:
            assign(step, **form.cleaned_data, now=timezone.now())
        except StepRejected as rejection:
            form.add_error(None, str(rejection))
        else:
            return changed(request, pk, "The owner and due date have been saved.")
    return refused(request, pk, assign_form=form)


@sign_in_first
@post_only("next-step", "pk")
def next_step_move(request: HttpRequest, pk: int) -> HttpResponse:
    user, step = get_own_step(request, pk)
    form = MoveForm(request.POST, step=step)
    if form.is_valid():
        try:
            move(step, **form.cleaned_data, by=user, now=timezone.now())
        except StepRejected as rejection:
            form.add_error(None, str(rejection))
        else:
            return changed(request, pk, f"“{plain(step.text)}” moved into “{plain(str(form.cleaned_data['topic']))}”.")
    return refused(request, pk, move_form=form)


def changed(request: HttpRequest, pk: int, message: str) -> HttpResponse:
    """Back to where the person came from; in place, the line as it is now."""
    if in_place(request):
        response = step_line(request, pk)
        response["HX-Trigger"] = "next-step-changed"
        return response
    messages.success(request, message)
    back = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back if is_ours else get_step(pk))


def refused(request: HttpRequest, pk: int, **form: forms.Form) -> HttpResponse:
    """The step as it is now, with what was typed and why it was refused."""
    return step_line(request, pk, **form) if in_place(request) else step_page(request, get_step(pk), **form)


def in_place(request: HttpRequest) -> bool:
    """HTMX asks for the line only."""
    return "HX-Request" in request.headers


def step_line(request: HttpRequest, pk: int, **form: forms.Form) -> HttpResponse:
    lines = StepLines(familiar=familiar(request.user), today=timezone.localdate())
    context = {
        "steps": lines.of([get_step(pk).pk]),
        "changeable": {pk},
        "close_form": None,
        "back": request.POST.get("back", ""),
        "with_topic": "with_topic" in request.POST,
    }
    return render(request, "retros/nextsteps/listing/_steps.html", context | form)


def step_page(request: HttpRequest, step: NextStep, **form: forms.Form) -> HttpResponse:
    """The step with everything that can be done about it; `form` is one that came back with errors."""
    today, known = timezone.localdate(), familiar(request.user)
    actions = ("close", "reopen", "take", "assign", "move", "link")
    kept = {action: unsent(request, reverse(f"next-step-{action}", args=[step.pk])) or None for action in actions}
    context: dict[str, Any] = {
        "step": step,
        "today": today,
        "familiar": known,
        "changes": changes_of(step, familiar=known),
        "may_change": may_change(request.user, step),
        "visitor": latest_attendance(request.user),
        "carried_on_by": step.topic.continued_by.standing().select_related("event"),
        "close_form": CloseForm(kept["close"], auto_id="close-%s"),
        "reopen_form": ReopenForm(kept["reopen"], auto_id="reopen-%s"),
        "take_form": TakeForm(kept["take"], initial={"due_on": today + timedelta(weeks=4)}, auto_id="take-%s"),
        "assign_form": AssignForm(kept["assign"], step=step, familiar=known, auto_id="assign-%s"),
        "move_form": MoveForm(kept["move"], step=step, auto_id="move-%s"),
        "link_form": LinkForm(kept["link"], auto_id="link-%s"),
        "unsent": any(kept.values()),
    }
    return render(request, "retros/nextsteps/next_step.html", context | form)
