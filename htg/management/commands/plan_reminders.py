"""The reminders by hand: what is due, and writing it without Celery."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from retros.reminders.planning import due_sheets, plan_reminders
from retros.reminders.sheets import Sheet


class Command(BaseCommand):
    help = (
        "Write the digests that are due into the outbox, and print as JSON how many there were. "
        "Run it as often as you like: nobody is told the same twice."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="Write nothing; print as JSON what is due, and to whom."
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        now = timezone.now()
        if options["dry_run"]:
            report: object = [outline(sheet) for sheet in due_sheets(now)]
        else:
            report = {"messages": plan_reminders(now=now)}
        self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))


def outline(sheet: Sheet) -> dict[str, object]:
    steps = [
        {
            "step": item.step.pk,
            "text": item.step.text,
            "due_on": item.due_on.isoformat(),
            "number": item.number,
            "why": item.why,
        }
        for _, item in sheet.steps
    ]
    return {"to": sheet.person.user.email, "steps": steps}
