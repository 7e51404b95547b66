"""Import published wrap-ups into the database: one, several, or the whole archive of the community."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import pluralize
from django.utils import timezone

from retros.management.telling import brief, story
from retros.wrapups.archive.bringing_in import Brought, bring_in
from retros.wrapups.archive.finding import Source, find_sources
from retros.wrapups.document.mending import LARGEST
from retros.wrapups.importing.serializers import ImportPlanSerializer, ReadWrapUpSerializer


class Command(BaseCommand):
    help = (
        "Import published wrap-ups into the database: the events, their topics, reports, links and next steps. "
        "Importing one again changes nothing. Importing an edited version brings in what was edited there, and keeps "
        "what was edited here. Of a folder, such as a checkout of the community's documentation, each wrap-up is "
        "imported as a whole or not at all, oldest first; its _index.md fills in dates, venue and organizer. "
        "Ends with status 1 if a file was refused."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "paths",
            metavar="PATH",
            nargs="+",
            help="The Markdown or text of a wrap-up, or a folder of them; - for standard input.",
        )
        parser.add_argument(
            "--event", metavar="SLUG", default="", help="The event's month, like 2025-06, if the file doesn't say."
        )
        parser.add_argument("--dry-run", action="store_true", help="Write nothing; show what would change.")
        parser.add_argument(
            "--take-file",
            action="store_true",
            help="Where a file differs from what is here already, take what the file says. Otherwise what is here "
            "stays, and both are shown.",
        )
        parser.add_argument(
            "--format",
            choices=["text", "json"],
            default="text",
            help="Output format (default: text). In JSON, one file is an object; of several, or of a folder, those "
            "that were read are a list.",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        paths: list[str] = options["paths"]
        is_one = len(paths) == 1 and not Path(paths[0]).is_dir()
        sources = [source_of_input()] if paths == ["-"] else list(find_sources([Path(path) for path in paths]))
        month, dry_run = options["event"], options["dry_run"]
        if month and not is_one:
            raise CommandError("--event goes with one file. Several say which events they're about, or their names do.")
        results = bring_in(sources, month=month, dry_run=dry_run, takes_file=options["take_file"], now=timezone.now())
        told = self.as_json if options["format"] == "json" else self.as_text
        brought = told(results, sources, is_one=is_one, dry_run=dry_run)
        if any(each.refused for each in brought):
            sys.exit(1)

    def as_json(
        self, results: Iterator[Brought], _sources: Sequence[Source], *, is_one: bool, dry_run: bool
    ) -> list[Brought]:
        brought, documents = [], []
        serializer = ReadWrapUpSerializer if dry_run else ImportPlanSerializer
        for each in results:
            brought.append(each)
            self.refuse(each)
            if each.plan:
                documents.append(({} if is_one else {"file": each.name}) | serializer(each.plan).data)
        if documents or not is_one:
            self.stdout.write(json.dumps(documents[0] if is_one else documents, ensure_ascii=False, indent=2))
        return brought

    def as_text(
        self, results: Iterator[Brought], sources: Sequence[Source], *, is_one: bool, dry_run: bool
    ) -> list[Brought]:
        brought = []
        for number, each in enumerate(results, start=1):
            brought.append(each)
            if not is_one:
                self.stdout.write(f"[{number}/{len(sources)}] {each.name}")
            self.refuse(each)
            if each.passed_over:
                self.stdout.write(f"  Passed over. {each.passed_over}")
            if each.plan:
                told = story(each.plan, dry_run=dry_run) if is_one or dry_run else brief(each.plan)
                self.stdout.write("\n".join(told))
        if not is_one:
            self.stdout.write(total_in_words(brought))
        return brought

    def refuse(self, each: Brought) -> None:
        """Report it the way compilers do, so that editors find the line."""
        if each.refused:
            self.stderr.write(f"{each.name}:{each.line}: {each.refused}")


def source_of_input() -> Source:
    return Source("-", sys.stdin.buffer.read(LARGEST + 1))


def total_in_words(brought: Sequence[Brought]) -> str:
    read = sum(each.plan is not None for each in brought)
    refused = sum(bool(each.refused) for each in brought)
    passed_over = sum(bool(each.passed_over) for each in brought)
    return f"{read} wrap-up{pluralize(read)} read, {refused} refused, {passed_over} passed over."
