"""Looking for one row of a long list by the words that someone types."""

from django.db.models import Q
from django.http import HttpRequest

from planning.texts.cleaning import line

LONGEST = 100
"""Characters that are looked for. No name here is longer."""


def asked_for(request: HttpRequest, name: str = "q") -> str:
    """What `?q=` asks for, as one line; empty without it."""
    return line(request.GET.get(name, "").replace("\x00", "")[:LONGEST])


def holding(words: str, *columns: str) -> Q:
    """Rows that hold each of the words in one of these `Folded` columns. All rows where no word is given."""
    asked = Q()
    for word in words.split():
        asked &= Q(*((f"{column}__contains", word) for column in columns), _connector=Q.OR)
    return asked
