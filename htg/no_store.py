"""An answer to one person is not kept by anyone: no proxy, and no browser that is handed on."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

Answer = Callable[[HttpRequest], HttpResponse]
ALWAYS = ("/accounts/",)
"""Pages on the way in."""


def no_store(get_response: Answer) -> Answer:
    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if is_personal(request):
            patch_cache_control(response, no_store=True, private=True)
        return response

    return answer


def is_personal(request: HttpRequest) -> bool:
    """Whether the answer could depend on who is signed in. A session that was never looked at made no difference."""
    if request.path.startswith(ALWAYS):
        return True
    was_asked = request.session.accessed or "Authorization" in request.headers
    return was_asked and request.user.is_authenticated
