from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from planning.people.access import as_user
from planning.people.pages import post_only, sign_in_first
from planning.people.tokens.forms import TokenForm
from planning.people.tokens.models import ApiToken


@sign_in_first
@post_only("me")
@never_cache
def token_new(request: HttpRequest) -> HttpResponse:
    """Make a token and show its key, just this once: the answer is not stored, and cannot be opened again."""
    form = TokenForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Say what the token is for, in at most 100 characters, and what it can do.")
        return redirect("me")
    key = ApiToken.issue(as_user(request), **form.cleaned_data, now=timezone.now())
    return render(request, "planning/people/tokens/token.html", {"key": key, **form.cleaned_data})


@sign_in_first
@post_only("me")
def token_delete(request: HttpRequest, pk: int) -> HttpResponse:
    token = get_object_or_404(as_user(request).api_tokens, pk=pk)
    token.delete()
    messages.success(request, f"The token “{token}” no longer works.")
    return redirect("me")
