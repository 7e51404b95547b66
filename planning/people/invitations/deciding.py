"""What becomes of each address that is to be invited. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from enum import StrEnum

from planning.people.invitations.guests import Guest


class GuestState(StrEnum):
    NEW = "new"
    AGAIN = "again"
    INVITED = "invited"
    HERE = "here"
    TWICE = "twice"
    REFUSED = "refused"


SENT = frozenset({GuestState.NEW, GuestState.AGAIN})
"""Those that get a mail."""


@dataclass(frozen=True)
class Known:
    """Addresses that the event knows, as they are compared."""

    coming: Set[str] = frozenset()
    waiting: Set[str] = frozenset()
    cancelled: Set[str] = frozenset()
    invited: Set[str] = frozenset()
    expired: Set[str] = frozenset()
    same: Mapping[str, str] = field(default_factory=dict)
    """Other addresses of an account, and the one it is known by."""


@dataclass(frozen=True)
class GuestDecision:
    guest: Guest
    state: GuestState
    why: str

    @property
    def is_sent(self) -> bool:
        return self.state in SENT


def decide(guests: Iterable[Guest], known: Known) -> Iterator[GuestDecision]:
    seen: set[str] = set()
    for guest in guests:
        account = known.same.get(guest.email, guest.email)
        if guest.wrong:
            yield GuestDecision(guest, GuestState.REFUSED, guest.wrong)
        elif account in seen:
            yield GuestDecision(guest, GuestState.TWICE, "The same person is in a row above.")
        else:
            seen.add(account)
            yield GuestDecision(guest, *become(guest.email, account, known))


def become(email: str, account: str, known: Known) -> tuple[GuestState, str]:
    either = {email, account}
    if either & known.coming:
        return GuestState.HERE, "Has a seat. Nothing is sent."
    if either & known.waiting:
        return GuestState.HERE, "Is on the waiting list. Nothing is sent."
    if either & known.invited:
        return GuestState.INVITED, "Was invited before, and has not answered yet. Nothing is sent."
    if either & known.cancelled:
        return GuestState.AGAIN, "Gave up their place, and is invited again."
    if either & known.expired:
        return GuestState.AGAIN, "The earlier invitation no longer works: a new one is sent."
    return GuestState.NEW, "An invitation is sent."
