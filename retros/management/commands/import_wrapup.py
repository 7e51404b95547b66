"""Import a published wrap-up into the database."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand
from django.template.defaultfilters import pluralize
from django.utils import timezone

from planning.rejection import Rejected
from retros.wrapups.document import decode, read_document
from retros.wrapups.document.mending import LARGEST
from retros.wrapups.importing import Change, ImportedChange, ImportPlan, import_wrap_up, plan_import
from retros.wrapups.importing.serializers import ImportPlanSerializer, ReadWrapUpSerializer

MARKS = {Change.ADDED: "+", Change.CHANGED: "~", Change.REMOVED: "-", Change.KEPT: "=", Change.GONE: "?"}
STAYS = {
    Change.KEPT: "it differs: what is here stays",
    Change.GONE: "no longer in the file: what is here stays",
}
LONGEST_DIFF = 8  # lines


class Command(BaseCommand):
    help = (
        "Import a published wrap-up into the database: the event, its topics, reports, links and next steps. "
        "Importing it again changes nothing. Importing an edited version brings in what was edited there, and keeps "
        "what was edited here."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="The Markdown or text of the wrap-up; - for standard input.")
        parser.add_argument(
            "--event", metavar="SLUG", default="", help="The event's month, like 2025-06, if the file doesn't say."
        )
        parser.add_argument("--dry-run", action="store_true", help="Write nothing; show what would change.")
        parser.add_argument("--format", choices=["text", "json"], default="text", help="Output format (default: text).")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            plan = self.plan(options)
        except Rejected as rejection:
            self.refuse(options["file"], getattr(rejection, "line", 1), str(rejection))
        except OSError as error:
            self.refuse(options["file"], 1, f"{error.strerror}.")
        if options["format"] == "json":
            serializer = ReadWrapUpSerializer if options["dry_run"] else ImportPlanSerializer
            self.stdout.write(json.dumps(serializer(plan).data, ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(story(plan, dry_run=options["dry_run"])))

    def plan(self, options: dict[str, Any]) -> ImportPlan:
        text, now = decode(read_bytes(options["file"])), timezone.now()
        if options["dry_run"]:
            return plan_import(read_document(text), month=options["event"], now=now)
        return import_wrap_up(read_document(text), text=text, month=options["event"], now=now)

    def refuse(self, file: str, line: int, reason: str) -> NoReturn:
        """Report it the way compilers do, so that editors find the line."""
        self.stderr.write(f"{file}:{line}: {reason}")
        sys.exit(1)


def read_bytes(file: str) -> bytes:
    """As many bytes as a wrap-up may have, and one more if there are too many."""
    if file == "-":
        return sys.stdin.buffer.read(LARGEST + 1)
    with Path(file).open("rb") as opened:
        return opened.read(LARGEST + 1)


def story(plan: ImportPlan, *, dry_run: bool) -> Iterator[str]:
    yield from summary(plan)
    if plan.warnings:
        yield "\nWarnings"
        yield from (f"  line {warning.line}: {warning.text}" for warning in plan.warnings)
    if plan.changes:
        yield "\nChanges"
        for change in plan.changes:
            yield from describe(change)
    if not plan.merged.writes:
        yield "\nNothing to change."
    elif dry_run:
        yield "\nThis is a dry run: nothing was written."
    else:
        yield "\nImported."


def summary(plan: ImportPlan) -> Iterator[str]:
    document, topics = plan.document, plan.document.topics
    days = f"{document.starts_on} to {document.ends_on}" if document.starts_on else ""
    yield f"{document.name} ({document.slug})"
    yield from (f"  {fact}" for fact in (days, document.venue, ", ".join(name for name, _ in document.hosts)) if fact)
    steps, links = sum(len(topic.next_steps) for topic in topics), sum(len(topic.links) for topic in topics)
    yield (
        f"  {len(topics)} topic{pluralize(topics)}, {steps} next step{pluralize(steps)}, {links} link{pluralize(links)}"
    )


def describe(change: ImportedChange) -> Iterator[str]:
    where = f"{change.topic}: " if change.topic and change.topic not in {change.here, change.in_file} else ""
    what = f"{change.label} {change.what}"
    yield f"  {MARKS[change.what]} {where}{what} (line {change.line}){short(change)}"
    if change.stays:
        yield f"      {STAYS[change.what]}"
    if change.what in {Change.CHANGED, Change.KEPT}:
        yield from difference(change.here, change.in_file)


def short(change: ImportedChange) -> str:
    """What is new or gone, on one line."""
    if change.what in {Change.CHANGED, Change.KEPT}:
        return ""
    text = " ".join((change.in_file or change.here).split())
    return f": {text[:100]}{'…' if len(text) > 100 else ''}" if text else ""


def difference(here: str, in_file: str) -> Iterator[str]:
    """The lines that differ."""
    lines = list(unified_diff(here.splitlines(), in_file.splitlines(), n=0, lineterm=""))
    differing = [line for line in lines[2:] if not line.startswith("@@")]
    yield from (f"      {line}" for line in differing[:LONGEST_DIFF])
    if len(differing) > LONGEST_DIFF:
        yield f"      … and {len(differing) - LONGEST_DIFF} more lines"
