"""Export the wrap-up of an event as a file, or those of all events as a folder."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from planning.management.reading import find_event
from retros.management.exporting import ExportCommand
from retros.wrapups.archive.finding import home_of
from retros.wrapups.document import Form
from retros.wrapups.models import WrapUp
from retros.wrapups.publishing.files import form_named, markdown_of, summary_of
from retros.wrapups.publishing.folder import TABLE, files_of


class Command(ExportCommand):
    help = (
        "Print the wrap-up of an event as Markdown in the community's published format, drafts too; "
        "with --summary a short text for a blog instead, with --all those of all events into a folder."
    )
    what = "the wrap-up"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        self.slug_argument.nargs = "?"
        parser.add_argument("--summary", action="store_true", help="The summary for a blog.")
        parser.add_argument(
            "--form",
            choices=[form.value for form in Form],
            help="The form of that year: labels on the line (2023), above it (2025), or headings (2026). "
            "Without it, an imported wrap-up keeps the form it was published in, and any other has today's.",
        )
        parser.add_argument(
            "--all",
            type=Path,
            metavar="FOLDER",
            help="Write the wrap-ups of all events into this folder or checkout, and their table into its _index.md.",
        )
        parser.add_argument("--dry-run", action="store_true", help="With --all: write nothing; name what would change.")

    def handle(self, *args: Any, **options: Any) -> None:
        folder, slug = options["all"], options["slug"]
        if (folder is None) == (slug is None):
            raise CommandError("Name an event by its month, or a folder with --all.")
        if folder is None:
            super().handle(*args, **options)
        elif options["summary"] or options["out"]:
            raise CommandError("--all writes wrap-ups into a folder: it goes with neither --summary nor --out.")
        else:
            self.write_all(folder, form_named(options["form"]), dry_run=options["dry_run"])

    def write_all(self, folder: Path, form: Form | None, *, dry_run: bool) -> None:
        """Only what changed is written, so that the dates of other files stay."""
        folder, count, changed = home_of(folder), 0, 0
        try:
            table = stored_text(folder / TABLE)
            for file in files_of(WrapUp.objects.all(), form=form, table=table, now=timezone.now()):
                path, count = folder / file.name, count + 1
                if stored_text(path) == file.text:
                    continue
                changed += 1
                self.stdout.write(f"{path}")
                if not dry_run:
                    folder.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(file.text.encode())
        except OSError as error:
            raise CommandError(f"Could not write the wrap-ups: {error}") from error
        unchanged = f"{count - changed} of {count} files are as they were."
        self.stdout.write(f"{unchanged} This is a dry run: nothing was written." if dry_run else unchanged)

    def document(self, slug: str, **options: Any) -> str:
        event, wrap_ups = find_event(slug), WrapUp.objects.all()
        if options["summary"]:
            return summary_of(event, wrap_ups)
        return markdown_of(event, wrap_ups, form_named(options["form"]))


def stored_text(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace") if path.exists() else ""
