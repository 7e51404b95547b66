"""The ballot box of an event as a file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from planning.management.reading import REFUSED, find_event
from planning.voting.opened import NotCountedYet, opened_box


class Command(BaseCommand):
    help = (
        "Write the ballot box of an event as a PabuLib file: all ballots under their receipts, without names. "
        "Refused, with status 2, until voting has closed and the tally is stored."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("event", help="Its month, such as 2026-12.")
        parser.add_argument("--out", metavar="FILE.pb", help="Where to. Otherwise it is printed.")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            box = opened_box(find_event(options["event"]))
        except NotCountedYet as refusal:
            raise CommandError(str(refusal), returncode=REFUSED) from refusal
        if options["out"]:
            Path(options["out"]).write_bytes(box.content.encode())
            self.stdout.write(f"{options['out']}: SHA-256 {box.sha256}")
        else:
            self.stdout.write(box.content, ending="")
