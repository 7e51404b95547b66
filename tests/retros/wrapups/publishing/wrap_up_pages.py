"""Events in their wrap-up, and the page that shows it."""

from django.test import Client

from planning.events.models import Event
from planning.events.phases import Phase
from tests.factories import EventFactory
from tests.pages import words


def in_wrap_up() -> Event:
    event: Event = EventFactory(phase=Phase.WRAP_UP)
    return event


def wrap_up(client: Client, event: Event) -> str:
    return words(client.get(f"/{event.slug}/wrap-up/"))
