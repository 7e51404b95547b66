"""The reminders by hand: what is due, and writing it without Celery."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from retros.reminders.planning import Nudge, nudges_by_person, plan_reminders


class Command(BaseCommand):
    help = (
        "Write the reminders that are due into the outbox, and print as JSON how many messages that made. "
        "Run it as often as you like: each step is reminded of once for each stage."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="Write nothing; print as JSON what is due, and to whom."
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        now = timezone.now()
        if options["dry_run"]:
            report: object = [outline(nudges) for nudges in nudges_by_person(timezone.localdate(now))]
        else:
            report = {"messages": plan_reminders(now=now)}
        self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))


def outline(nudges: list[Nudge]) -> dict[str, object]:
    steps = [
        {
            "step": nudge.step.pk,
            "text": nudge.step.text,
            "due_on": nudge.step.due_on.isoformat() if nudge.step.due_on else None,
            "stage": nudge.stage,
        }
        for nudge in nudges
    ]
    return {"to": nudges[0].to.email, "steps": steps}
