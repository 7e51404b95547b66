"""The state of the outbox, and what a person decides about messages in it."""

import json
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import Count, Sum
from django.utils import timezone

from planning.outbox.holding import hold_message, mark_sent, release_message, revive_message
from planning.outbox.models import Message, MessageQuerySet
from planning.rejection import Rejected

MOST = 1000


class Command(BaseCommand):
    help = (
        "Print as JSON how many messages there are in each state, how many of them may or may not have arrived, and "
        "which are held or were given up on, with the reason. With an option, decide about messages first, by their "
        "numbers: all of them, or none if a rule says no."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--hold", nargs="+", type=int, default=[], help="Hold back what is waiting.")
        parser.add_argument("--release", nargs="+", type=int, default=[], help="Send what is held.")
        parser.add_argument("--mark-sent", nargs="+", type=int, default=[], help="What is held in doubt did arrive.")
        parser.add_argument("--revive", nargs="*", type=int, help="Send what was given up on; no numbers: all.")
        parser.add_argument("--dry-run", action="store_true", help="Decide nothing; print what the result would be.")

    def handle(self, *_args: Any, **options: Any) -> None:
        with transaction.atomic():
            self.decide(timezone.now(), **options)
            report = how_it_stands()
            transaction.set_rollback(options["dry_run"])
        self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))

    def decide(self, now: datetime, **options: Any) -> None:
        given_up = options["revive"]
        if given_up == []:
            given_up = list(Message.objects.dead().values_list("pk", flat=True))
        apply(hold_message, options["hold"])
        apply(partial(release_message, now=now), options["release"])
        apply(mark_sent, options["mark_sent"])
        apply(partial(revive_message, now=now), given_up or [])


def apply(rule: Callable[[Message], None], numbers: list[int]) -> None:
    for number in numbers:
        message = Message.objects.filter(pk=number).first()
        if message is None:
            raise CommandError(f"There is no message {number}. Nothing was changed.")
        try:
            rule(message)
        except Rejected as refusal:
            raise CommandError(f"Message {number}: {refusal} Nothing was changed.") from refusal


def how_it_stands() -> dict[str, object]:
    counted = Message.objects.order_by().values_list("state").annotate(number=Count("pk"))
    takeovers = Message.objects.aggregate(number=Sum("takeovers", default=0))["number"]
    return {
        "states": dict.fromkeys(Message.State.values, 0) | dict(counted),
        "takeovers": takeovers,
        "in_doubt": messages_as_json(Message.objects.held_in_doubt()),
        "held": messages_as_json(Message.objects.held().filter(begun_at=None)),
        "dead": messages_as_json(Message.objects.dead()),
    }


def messages_as_json(messages: MessageQuerySet) -> list[dict[str, object]]:
    return [
        {
            "id": message.pk,
            "key": message.key,
            "to": message.to,
            "subject": message.subject,
            "written_at": message.written_at.isoformat(),
            "bounced": message.bounced_at is not None,
            "reason": message.last_error,
        }
        for message in messages[:MOST]
    ]
