"""The past events, for a database that does not have them."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from planning.events.models import Event
from retros.nextsteps.evidence.reading import read_unread


class Command(BaseCommand):
    help = (
        "Load the events in fixtures/ that the database does not have. Those it has stay as they were edited on the "
        "site; `loaddata` would set them back to what the files say."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Load nothing; say what would be loaded.")

    def handle(self, *_args: Any, **options: Any) -> None:
        missing = missing_events()
        if missing and not options["dry_run"]:
            call_command("loaddata", *missing, verbosity=0)  # in one go: a topic may continue one of another file
            read_unread()
        names = ", ".join(path.stem for path in missing)
        verb = "To be loaded" if options["dry_run"] else "Loaded"
        self.stdout.write(f"{verb}: {names}" if missing else "Every past event is already there.")


def missing_events() -> list[Path]:
    known = set(Event.objects.values_list("slug", flat=True))
    return sorted(path for folder in settings.FIXTURE_DIRS for path in folder.glob("*.yaml") if path.stem not in known)
