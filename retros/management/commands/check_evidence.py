"""Evidence by hand: what links would be checked, and checking them without Celery."""

import json
from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from retros.nextsteps.evidence.models import PollingPause, StepLink
from retros.nextsteps.evidence.polling import EACH, MOST, poll
from retros.nextsteps.evidence.reading import read_unread


class Command(BaseCommand):
    help = (
        "Read the links in the texts of next steps, ask GitHub what became of those that point to a pull request or an "
        "issue, and print the result as JSON. Asks nothing without GITHUB_TOKEN. Safe to run beside workers."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="Ask nothing, write nothing; print as JSON what would be checked."
        )
        parser.add_argument("--most", type=int, default=MOST, help=f"Maximum number of requests (default: {MOST}).")

    def handle(self, *_args: Any, **options: Any) -> None:
        now = timezone.now()
        if options["dry_run"]:
            links = links_to_ask(now, most=options["most"])
            report: dict[str, object] = {"asks": [link_as_json(link) for link in links]}
        else:
            read = read_unread()
            report = {"read": read, **poll(now=now, most=options["most"])}
        self.stdout.write(json.dumps(report | hindrances(now), ensure_ascii=False, indent=2))


def links_to_ask(now: datetime, *, most: int) -> list[StepLink]:
    return list(StepLink.objects.to_ask(before=now - EACH)[:most])


def link_as_json(link: StepLink) -> dict[str, object]:
    checked_at = link.checked_at.isoformat() if link.checked_at else None
    return {"link": link.name, "step": link.step_id, "state": link.state, "checked_at": checked_at}


def hindrances(now: datetime) -> dict[str, object]:
    if not settings.GITHUB_TOKEN:
        return {"hindered_by": "GITHUB_TOKEN is not set, so GitHub is not asked."}
    pauses = PollingPause.objects.filter(until__gt=now)
    return {"paused": [{"until": pause.until.isoformat(), "reason": pause.reason} for pause in pauses]}
