"""The rooms of the admin, in the order of the lifecycle. Pure."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model

ROOMS = {
    "outbox": ("Outbox", "Mails and chat posts: on their way, sent, or held back."),
    "events": ("Events", "The hackathons with their deadlines, and the organizations people come from."),
    "people": ("People", "Accounts, who comes to which event, and what people sign in with."),
    "topics": ("Topics", "What people propose to work on, and what others say about it."),
    "voting": ("Voting", "Who has voted, and how it came out. Nobody sees who voted for what."),
    "teams": ("Teams", "What people wish for, who works with whom, and what the teams report."),
    "nextsteps": ("Next steps", "What remains to be done, by whom and by when, and what GitHub says about it."),
    "reviews": ("Reviews", "The review meetings and their demos."),
    "wrapups": ("Wrap-ups", "What the teams write about their topics, and the document made from it."),
    "reminders": ("Reminders", "What reminds people of their next steps, and how they want to be reminded."),
    "board": ("Board", "What people say when they look back: notes and the survey."),
    "backoffice": ("Tables", "Files that were imported into the lists here."),
}
"""By the package that a model lives in: what a room is called, and what is in it."""


def room_of(model: type[Model]) -> str:
    """Accounts, which partly come from packages, belong to the people."""
    package = model.__module__.split(".")[1]
    return package if package in ROOMS else "people"


def in_rooms(pages: Iterable[dict[str, Any]], index: str) -> list[dict[str, Any]]:
    """Group the pages as Django's templates expect those of apps, leaving out rooms without any."""
    rooms: dict[str, list[dict[str, Any]]] = {room: [] for room in ROOMS}
    for page in pages:
        rooms[room_of(page["model"])].append(page)
    return [
        {"app_label": room, "name": name, "about": about, "app_url": f"{index}#{room}", "models": rooms[room]}
        for room, (name, about) in ROOMS.items()
        if rooms[room]
    ]
