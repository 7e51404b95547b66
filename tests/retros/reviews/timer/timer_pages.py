"""The pages of the timer, and using it there."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from planning.events.models import Event
from retros.reviews.models import ReviewMeeting
from retros.reviews.timer.running import go_on
from tests.pages import words


def begin(meeting: ReviewMeeting, **ago: float) -> None:
    go_on(meeting, seen=meeting.moves, now=timezone.now() - timedelta(**ago))
    meeting.refresh_from_db()


def press(client: Client, meeting: ReviewMeeting, move: str, **data: Any) -> Any:
    meeting.refresh_from_db()
    pressed = {"move": move, "seen": meeting.moves} | data
    return client.post(f"/{meeting.event.slug}/agenda/presenters/", pressed)


def page(client: Client, event: Event, path: str) -> str:
    return words(client.get(f"/{event.slug}/{path}"))


def states(meeting: ReviewMeeting) -> list[str]:
    return [demo.state for demo in meeting.demos.in_order()]
