"""The stored tally of an event."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from planning.management.reading import REFUSED, find_event
from planning.texts.plurals import counted
from planning.voting.models import OpenedBox
from planning.voting.opened import NotCountedYet, opened_box


class Command(BaseCommand):
    help = (
        "Say which topics were chosen at an event, and how it was counted. "
        "Refused, with status 2, until voting has closed and the tally is stored."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("event", help="Its month, such as 2026-12.")
        parser.add_argument("--json", action="store_true", help="The document that verify_tally.py compares with.")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            box = opened_box(find_event(options["event"]))
        except NotCountedYet as refusal:
            raise CommandError(str(refusal), returncode=REFUSED) from refusal
        self.stdout.write(box.result if options["json"] else in_words(box), ending="")


def in_words(box: OpenedBox) -> str:
    result = json.loads(box.result)
    votes = result["popularity"]
    lines = [f"{result['rule']}, {result['places']} places: {counted(result['counted'], 'ballot')} counted"]
    lines += [f"{place:4} {topic}  ({votes[topic]})" for place, topic in enumerate(result["winners"], start=1)]
    lines += [f"Without a chosen topic: {len(result['without'])}", f"SHA-256 of the ballot box: {box.sha256}"]
    return "\n".join(lines) + "\n"
