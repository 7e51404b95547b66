"""What waits for someone in the admin, and the list that shows it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model, QuerySet
from django.urls import reverse

from htg.admin_rooms import room_of
from planning.backoffice.spreadsheets.models import TableImport
from planning.outbox.models import Channel, Message
from planning.people.models import Attendee
from planning.texts.plurals import counted
from retros.nextsteps.evidence.models import StepLink
from retros.nextsteps.models import NextStep


@dataclass(frozen=True)
class Matter:
    """`asked` is what the list of the model is filtered by: there it has the same rows."""

    model: type[Model]
    asked: dict[str, str]
    one: str
    many: str
    rows: Callable[[datetime], QuerySet[Any]]

    @property
    def address(self) -> str:
        changelist = reverse(f"admin:{self.model._meta.app_label}_{self.model._meta.model_name}_changelist")
        return f"{changelist}?{urlencode(self.asked)}"


MATTERS = (
    Matter(
        Message,
        {"state__exact": "dead"},
        "message didn’t get through",
        "messages didn’t get through",
        lambda _now: Message.objects.dead(),
    ),
    Matter(
        Message,
        {"state__exact": "held"},
        "message is held back",
        "messages are held back",
        lambda _now: Message.objects.held(),
    ),
    Matter(
        Channel,
        {"last_post": "failed"},
        "channel is failing",
        "channels are failing",
        lambda _now: Channel.objects.failing(),
    ),
    Matter(
        Attendee,
        {"seat": "hoping"},
        "person is waiting for a seat",
        "people are waiting for a seat",
        Attendee.objects.hoping,
    ),
    Matter(
        StepLink,
        {"proposing": "yes"},
        "link says its step is done",
        "links say their step is done",
        lambda _now: StepLink.objects.proposing().filter(step__state=NextStep.State.OPEN),
    ),
    Matter(
        NextStep,
        {"attention": "unowned"},
        "open step has no owner",
        "open steps have no owner",
        lambda _now: NextStep.objects.open().unowned(),
    ),
    Matter(
        TableImport,
        {"stage__exact": "checked"},
        "table has been checked but not imported",
        "tables have been checked but not imported",
        lambda _now: TableImport.objects.filter(stage=TableImport.Stage.CHECKED),
    ),
)
"""In the order of the rooms."""


@dataclass(frozen=True)
class Waiting:
    room: str
    words: str
    address: str


def what_waits(readable: Collection[type[Model]], *, now: datetime) -> list[Waiting]:
    """What is in the lists that the person may read. A query for each matter."""
    found = [(matter, matter.rows(now).count()) for matter in MATTERS if matter.model in readable]
    return [
        Waiting(room_of(matter.model), counted(count, matter.one, matter.many), matter.address)
        for matter, count in found
        if count
    ]
