from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from planning.markdown import plain
from planning.people.pages import post_only, sign_in_first
from planning.rejection import Rejected
from retros.nextsteps.access import get_own_step
from retros.nextsteps.evidence.links import add_link, confirm_link, dismiss_link, drop_by_link, remove_link
from retros.nextsteps.forms import LinkForm
from retros.nextsteps.views import refused


@sign_in_first
@post_only("next-step", "pk")
def next_step_link(request: HttpRequest, pk: int) -> HttpResponse:
    _, step = get_own_step(request, pk)
    form = LinkForm(request.POST, auto_id="link-%s")
    if form.is_valid():
        try:
            add_link(step, **form.cleaned_data, now=timezone.now())
        except Rejected as rejection:
            form.add_error(None, str(rejection))
        except ValidationError as error:
            form.add_error(None, error.messages[0])
        else:
            messages.success(request, "The link has been added.")
            return redirect("next-step", pk)
    return refused(request, pk, link_form=form)


def about_a_link(change: Callable[[HttpRequest, int, int], str]) -> Callable[..., HttpResponseBase]:
    """A button beside a link: back to the step, with the result or why not."""

    @sign_in_first
    @post_only("next-step", "pk")
    def pressed(request: HttpRequest, pk: int, link_pk: int) -> HttpResponse:
        try:
            messages.success(request, change(request, pk, link_pk))
        except Rejected as rejection:
            messages.error(request, str(rejection))
        return redirect("next-step", pk)

    return pressed


@about_a_link
def link_remove(request: HttpRequest, pk: int, link_pk: int) -> str:
    _, step = get_own_step(request, pk)
    remove_link(step, link_pk, now=timezone.now())
    return "The link has been removed."


@about_a_link
def link_dismiss(request: HttpRequest, pk: int, link_pk: int) -> str:
    _, step = get_own_step(request, pk)
    dismiss_link(step, link_pk, now=timezone.now())
    return "The step stays open."


@about_a_link
def link_drop(request: HttpRequest, pk: int, link_pk: int) -> str:
    user, step = get_own_step(request, pk)
    drop_by_link(step, link_pk, by=user, now=timezone.now())
    return f"“{plain(step.text)}” is dropped."


@about_a_link
def link_confirm(request: HttpRequest, pk: int, link_pk: int) -> str:
    user, step = get_own_step(request, pk)
    confirm_link(step, link_pk, by=user, now=timezone.now())
    return f"“{plain(step.text)}” is done."
