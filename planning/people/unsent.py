"""What someone typed in a form that came back after their session had ended: kept until they are signed in again.

Forms are shown only to people who are signed in, and their browser remembers that: so someone who lost a session is
known, and all they typed is kept, one form each. From strangers little is kept, and not for long, since anyone could
send it. The database counts: no limit is lifted while the cache is down.
"""

from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.datastructures import MultiValueDict

from planning.people.models import User
from planning.people.sign_in.models import Unsent

KEY = "unsent"
SIGNED_OUT = "signed_out"
LAST_HERE = "last_here"  # a cookie that outlives the session: it says whose form comes back later
A_YEAR = 365 * 24 * 60 * 60
LARGEST = 50_000  # bytes: longer than any form here
LARGEST_OF_STRANGERS = 5_000
FROM_ONE_ADDRESS = 40  # thirty people in a hut share one
OF_ALL_STRANGERS = 400


def name_visitor(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Note in the browser who is signed in there."""
    if last_here(request) != str(request.user.pk):
        secure = bool(settings.SESSION_COOKIE_SECURE)
        response.set_signed_cookie(
            last_here_cookie(), str(request.user.pk), max_age=A_YEAR, secure=secure, httponly=True, samesite="Lax"
        )
    return response


def last_here(request: HttpRequest) -> str:
    return str(request.get_signed_cookie(last_here_cookie(), default=""))


def last_here_cookie() -> str:
    """Bound to this host wherever there is TLS, like the other cookies."""
    return f"__Host-{LAST_HERE}" if settings.SESSION_COOKIE_SECURE else LAST_HERE


def known_here(request: HttpRequest) -> User | None:
    """Who was last signed in in this browser."""
    number = last_here(request)
    return User.objects.filter(pk=number).first() if number else None


def keep_nothing(request: HttpRequest) -> None:
    """Someone who signs out may hand on the device: no one else should see what is still open there."""
    request.session[SIGNED_OUT] = True


def keep_unsent(request: HttpRequest) -> None:
    """Keep what was posted, or say that it was not kept."""
    if SIGNED_OUT in request.session:
        return
    now, user = timezone.now(), known_here(request)
    typed = {name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}
    form: dict[str, Any] = {"address": address_key(request), "path": request.path, "typed": typed, "kept_at": now}
    Unsent.objects.forgotten(now).delete()
    if not is_room_for(len(request.POST.urlencode()), user, form["address"]):
        messages.warning(request, "You were signed out, and what you entered wasn’t kept. Go back and copy it first.")
        return
    kept = Unsent.objects.update_or_create(user=user, defaults=form)[0] if user else strangers_own(request, form)
    request.session[KEY] = kept.pk
    messages.warning(request, "You were signed out. Sign in again: what you entered is kept.")


def strangers_own(request: HttpRequest, form: dict[str, Any]) -> Unsent:
    """Their earlier one, if there is one, with what they sent now."""
    earlier = Unsent.objects.of_strangers().filter(pk__in=[request.session[KEY]] if KEY in request.session else [])
    if earlier.update(**form):
        return earlier.get()
    return Unsent.objects.create(**form)


def is_room_for(size: int, user: User | None, address: str) -> bool:
    if user is not None:
        return size <= LARGEST
    strangers = Unsent.objects.of_strangers()
    if size > LARGEST_OF_STRANGERS or strangers.count() >= OF_ALL_STRANGERS:
        return False
    return strangers.filter(address=address).count() < FROM_ONE_ADDRESS


def address_key(request: HttpRequest) -> str:
    """Tells one from another without naming any."""
    return salted_hmac("planning.people.unsent", get_adapter().get_client_ip(request)).hexdigest()[:32]


def drop_unsent(request: HttpRequest) -> None:
    if KEY in request.session:
        Unsent.objects.filter(pk=request.session.pop(KEY)).delete()


def unsent(request: HttpRequest, path: str = "") -> MultiValueDict[str, Any]:
    """What the visitor posted to this page, or to `path`, while signed out. Empty if nothing, or someone else's."""
    if KEY not in request.session:
        return MultiValueDict()
    kept = Unsent.objects.fresh(timezone.now()).filter(pk=request.session[KEY], path=path or request.path)
    theirs = kept.filter(Q(user=None) | Q(user=request.user.pk)).first()
    return MultiValueDict(theirs.typed if theirs else {})


def posted_or_kept(request: HttpRequest) -> MultiValueDict[str, Any] | None:
    """What a form is filled with: what was just posted, or what was kept. None if it is newly opened."""
    return request.POST if request.method == "POST" else unsent(request) or None
