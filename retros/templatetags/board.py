"""`{% board_origin step user %}`: what on the board a next step came from, for those who may read the board."""

from django.contrib.auth.models import AnonymousUser
from django.template import Library

from planning.people.models import User
from retros.board.notes.turning import card_of
from retros.nextsteps.access import find_seat
from retros.nextsteps.models import NextStep

register = Library()


@register.inclusion_tag("retros/board/notes/_origin.html")
def board_origin(step: NextStep, user: User | AnonymousUser) -> dict[str, object]:
    """Two queries, and no more for outsiders."""
    card = card_of(step)
    return {"card": card if card and find_seat(user, step.topic.event) else None}
