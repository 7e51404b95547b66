"""What is known of steps and events before anything is decided: plain values, neither rows nor a database."""

from dataclasses import dataclass


@dataclass(frozen=True)
class EventFacts:
    pk: int
    slug: str
    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Owner:
    """A person who has a step: an attendee, who may have an account."""

    pk: int
    account: int | None
    has_seat: bool = True


@dataclass(frozen=True)
class EndedLink:
    """A pull request or an issue of a step that ended. `reason` says how it was closed; empty if not known."""

    title: str
    was_merged: bool = False
    reason: str = ""
