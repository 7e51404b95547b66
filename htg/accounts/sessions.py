"""Where someone is signed in: only they can see the list, and end sessions there."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from planning.people.access import as_user
from planning.people.models import User
from planning.people.pages import sign_in_first

BROWSERS = {"Firefox": "Firefox", "Edg": "Edge", "OPR": "Opera", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "an iPhone",
    "iPad": "an iPad",
    "Windows": "Windows",
    "Mac OS X": "a Mac",
    "Linux": "Linux",
}


@sign_in_first
def sessions(request: HttpRequest) -> HttpResponse:
    user = as_user(request)
    mine = open_sessions(user)
    if request.method == "POST":
        chosen = request.POST.get("session", "")
        ended = [
            session for session in mine if (not chosen or str(session.pk) == chosen) and not is_here(request, session)
        ]
        for session in ended:
            session.end()
        messages.success(request, words_for(len(ended)))
        return redirect("sessions")
    rows = [(session, device(session.user_agent), is_here(request, session)) for session in mine]
    return render(request, "account/sessions.html", {"rows": sorted(rows, key=lambda row: not row[2])})


def open_sessions(user: User) -> list[UserSession]:
    """Those that still work: they have not expired, and the password is the same."""
    now = timezone.now()
    known = {session.session_key: session for session in UserSession.objects.filter(user=user).order_by("-created_at")}
    stored = Session.objects.filter(session_key__in=known, expire_date__gt=now)
    valid = {
        row.session_key for row in stored if row.get_decoded().get(HASH_SESSION_KEY) == user.get_session_auth_hash()
    }
    return [session for key, session in known.items() if key in valid]


def is_here(request: HttpRequest, session: UserSession) -> bool:
    return bool(session.session_key == request.session.session_key)


def device(user_agent: str) -> str:
    """“Firefox on Windows”, as far as the browser says."""
    browser = next((name for mark, name in BROWSERS.items() if mark in user_agent), "A program")
    system = next((name for mark, name in SYSTEMS.items() if mark in user_agent), "")
    return f"{browser} on {system}" if system else browser


def words_for(number: int) -> str:
    if not number:
        return "There was nothing to end."
    return "The session has ended." if number == 1 else f"{number} sessions have ended."
