"""What arrived, held against what was to arrive."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from email.utils import parseaddr

from planning.outbox.mail.letters import message_id
from planning.outbox.models import Message
from tests.mail_server import MailServer


@dataclass(frozen=True)
class Reckoning:
    """`raw` counts the mails that came under an id that was there before; `doubled` those which a mail program that
    knows ids would still show twice.
    """

    sent: int
    lost: int
    doubled: int
    raw: int
    unexplained: int
    """Of the raw ones, those that were not in the hand of a worker that died, or which the outbox does not count."""

    def __str__(self) -> str:
        return f"{self.lost} lost of {self.sent}, {self.doubled} duplicates by Message-ID, {self.raw} raw duplicates"


def all_sent(number: int) -> bool:
    """Whether there are so many messages, and none of them waits."""
    states = list(Message.objects.values_list("state", flat=True))
    return len(states) >= number and set(states) == {Message.State.SENT}


def reckon(addresses: Collection[str], server: MailServer) -> Reckoning:
    """One mail was to go to each of the addresses."""
    ids_by_address: defaultdict[str, set[str]] = defaultdict(set)
    for mail in server.mails:
        ids_by_address[parseaddr(mail["To"])[1]].add(mail["Message-ID"])
    return Reckoning(
        sent=len(addresses),
        lost=len(set(addresses) - set(ids_by_address)),
        doubled=sum(len(ids) - 1 for ids in ids_by_address.values()),
        raw=len(server.ids) - len(set(server.ids)),
        unexplained=unexplained(server),
    )


def unexplained(server: MailServer) -> int:
    """A copy that came again has to be the last mail of its connection: its worker died before writing it down."""
    last_of = {connection: number for number, connection in enumerate(server.connections)}
    places: defaultdict[str, list[int]] = defaultdict(list)
    for number, mail_id in enumerate(server.ids):
        places[mail_id].append(number)
    in_hand = Counter(
        mail_id
        for mail_id, numbers in places.items()
        for number in numbers[:-1]
        if last_of[server.connections[number]] == number
    )
    counted = {message_id(message): message.takeovers for message in Message.objects.filter(takeovers__gte=1)}
    return sum(len(numbers) - 1 - min(in_hand[mail_id], counted.get(mail_id, 0)) for mail_id, numbers in places.items())
