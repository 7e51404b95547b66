"""What the buttons of the organizers' overview do at once. The rules are in the rooms, the same for pages and API."""

from collections.abc import Callable, Sized

from planning.clock import Clock
from planning.people.models import Attendee
from planning.people.registration.registering import give_free_seats
from planning.people.undelivered import send_again
from planning.teams.asking import ask_for_wishes, ask_silent_teams
from planning.texts.plurals import counted
from planning.voting.reminding import remind_voters


def give_seats(organizer: Attendee, *, clock: Clock) -> str:
    return f"{counted(give_free_seats(organizer, clock=clock), 'person has', 'people have')} a seat now."


def send_mails_again(organizer: Attendee, *, clock: Clock) -> str:
    return f"{counted(send_again(organizer, clock=clock), 'mail is on its way', 'mails are on their way')} again."


def ask_by(rule: Callable[..., Sized]) -> Callable[..., str]:
    def ask(organizer: Attendee, *, clock: Clock) -> str:
        return f"{counted(len(rule(organizer, clock=clock)), 'mail is on its way', 'mails are on their way')}."

    return ask


ACTIONS: dict[str, Callable[..., str]] = {
    "give-seats": give_seats,
    "send-again": send_mails_again,
    "remind-voters": ask_by(remind_voters),
    "ask-for-wishes": ask_by(ask_for_wishes),
    "ask-silent-teams": ask_by(ask_silent_teams),
}
"""By their names in addresses. Each says what it did, or is refused."""
