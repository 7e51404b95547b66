"""Reminders by hand: what will be due, and writing what is due now without Celery."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from retros.reminders.deciding.contents import PhaseItem, StepItem
from retros.reminders.planning import plan_reminders, post_to_event_channels
from retros.reminders.preview.foreseeing import MOST_DAYS, PlannedDigest, preview_of


class Command(BaseCommand):
    help = (
        "Write the digests that are due now, and what is new for the channels of events, into the outbox, and print "
        "as JSON how many messages there were. "
        "Run it as often as you like: no one gets the same twice."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="Write nothing; print as JSON what would go out, to whom, and why."
        )
        parser.add_argument(
            "--days",
            type=int,
            default=1,
            choices=range(1, MOST_DAYS + 1),
            metavar=f"1-{MOST_DAYS}",
            help="How many days a dry run looks ahead, including today. Default: 1.",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        now = timezone.now()
        if options["dry_run"]:
            report: object = [outline(digest) for digest in preview_of(now, days=options["days"])]
        else:
            report = {"messages": plan_reminders(now=now) + post_to_event_channels(now=now)}
        self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))


def outline(digest: PlannedDigest) -> dict[str, object]:
    return {
        "to": digest.recipient.email,
        "day": digest.day.isoformat(),
        "at": digest.at.isoformat(),
        "held": digest.is_held,
        "opening": digest.contents.opening,
        "steps": [outline_of_step(item) for item in digest.contents.steps],
        "nudges": [outline_of_nudge(item) for item in digest.contents.nudges],
    }


def outline_of_step(item: StepItem) -> dict[str, object]:
    return {
        "step": item.step.pk,
        "text": item.step.text,
        "due_on": item.due_on.isoformat(),
        "number": item.number,
        "why": item.why,
    }


def outline_of_nudge(item: PhaseItem) -> dict[str, object]:
    return {"kind": item.kind, "event": item.event.slug, "subject": item.subject, "until": item.until.isoformat()}
