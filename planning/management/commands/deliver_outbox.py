"""The outbox by hand: what is waiting in it, and sending it without Celery."""

import json
from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import Count
from django.utils import timezone

from planning.outbox.delivery import deliver
from planning.outbox.holding import revive_messages
from planning.outbox.models import Message


class Command(BaseCommand):
    help = (
        "Send what is due in the outbox, and print as JSON how many messages were handled and how many are in each "
        "state. Safe to run beside workers."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Send nothing; print as JSON what is due.")
        parser.add_argument("--revive", action="store_true", help="Try again the messages that were given up on.")

    def handle(self, *_args: Any, **options: Any) -> None:
        now = timezone.now()
        if options["dry_run"]:
            report: object = [message_as_json(message) for message in due_messages(now, with_dead=options["revive"])]
        else:
            revived = revive_messages(Message.objects.all(), now=now) if options["revive"] else 0
            taken = deliver(clock=timezone.now).taken
            report = {"revived": revived, "taken": taken, "states": count_by_state()}
        self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))


def due_messages(now: datetime, *, with_dead: bool) -> list[Message]:
    messages = [*Message.objects.abandoned(now), *Message.objects.due(now)]
    return [*messages, *Message.objects.dead()] if with_dead else messages


def message_as_json(message: Message) -> dict[str, object]:
    return {
        "key": message.key,
        "to": message.to,
        "subject": message.subject,
        "state": message.state,
        "due_at": message.due_at.isoformat(),
        "attempts": message.attempts,
        "last_error": message.last_error,
    }


def count_by_state() -> dict[str, int]:
    counted = Message.objects.order_by().values_list("state").annotate(number=Count("pk"))
    return dict.fromkeys(Message.State.values, 0) | dict(counted)
