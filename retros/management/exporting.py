"""Commands that write a document of an event: to standard output, or into a file."""

from argparse import Action, ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError


class ExportCommand(BaseCommand):
    what: str
    """What cannot be written if the file cannot."""

    slug_argument: Action

    def add_arguments(self, parser: ArgumentParser) -> None:
        self.slug_argument = parser.add_argument("slug", help="The event's month, like 2023-11.")
        parser.add_argument("--out", type=Path, metavar="FILE", help="Write to this file instead of standard output.")

    def document(self, slug: str, **options: Any) -> str:
        raise NotImplementedError

    def handle(self, *_args: Any, out: Path | None, **options: Any) -> None:
        text = self.document(**options)
        if out is None:
            self.stdout.write(text, ending="")
            return
        try:
            out.write_text(text, encoding="utf-8")
        except OSError as error:
            raise CommandError(f"Could not write {self.what}: {error}") from error
        self.stdout.write(f"Written to {out}.")
