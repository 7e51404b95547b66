from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from planning.people.access import as_user, find_insider
from planning.people.pages import event_page, is_sent, sign_in_first
from planning.people.unsent import posted_or_kept
from planning.topics.access import get_comment_to_take_down, get_own_comment
from planning.topics.comments import CommentRejected, edit_comment, take_back, take_down
from planning.topics.forms import CommentForm, TakeDownForm
from planning.topics.models import Comment

Act = Callable[[], object]


@sign_in_first
def comment_edit(request: HttpRequest, slug: str, topic_slug: str, pk: int) -> HttpResponse:
    comment = get_own_comment(request, slug, topic_slug, pk)
    form = CommentForm(posted_or_kept(request), initial={"text": comment.text})
    says = {"title": "Edit your comment", "submit": "Save it", "done": "Your comment has been edited."}
    return comment_page(
        request,
        comment,
        form,
        says,
        lambda: edit_comment(comment, form.cleaned_data["text"], now=timezone.now()),
    )


@sign_in_first
def comment_take_back(request: HttpRequest, slug: str, topic_slug: str, pk: int) -> HttpResponse:
    comment = get_own_comment(request, slug, topic_slug, pk)
    says = {
        "title": "Take back your comment?",
        "lead": "It goes from the page, and from the search. Nothing of it is kept.",
        "submit": "Take it back",
        "done": "Your comment has been taken back.",
    }
    return comment_page(request, comment, forms.Form(posted_or_kept(request)), says, lambda: take_back(comment))


@sign_in_first
def comment_take_down(request: HttpRequest, slug: str, topic_slug: str, pk: int) -> HttpResponse:
    comment = get_comment_to_take_down(request, slug, topic_slug, pk)
    form = TakeDownForm(posted_or_kept(request))
    says = {
        "title": f"Take down the comment of {comment.author.name}?",
        "lead": "Its author and the organizers can still read it. Everyone else sees that you have taken it down.",
        "submit": "Take it down",
        "done": "The comment has been taken down.",
    }
    return comment_page(
        request,
        comment,
        form,
        says,
        lambda: take_down(comment, form.cleaned_data["taken_down_because"], by=as_user(request), now=timezone.now()),
    )


def comment_page(request: HttpRequest, comment: Comment, form: Any, says: dict[str, str], act: Act) -> HttpResponse:
    """Do it if the form is sent, or show it with what was typed and the reason why it cannot be done."""
    topic = comment.topic
    back = f"{topic.get_absolute_url()}#comments"
    if is_sent(request, form):
        try:
            act()
        except CommentRejected as rejection:
            form.add_error(None, str(rejection))
        else:
            messages.success(request, says["done"])
            return redirect(back)
    context = {**says, "form": form, "back": back, "comment": comment}
    attendee = find_insider(request.user, topic.event)
    return event_page(request, "planning/topics/comment.html", topic.event, attendee, context)
