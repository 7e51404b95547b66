"""Bringing topics into an event: issues of GitHub, a pad's Markdown list, or a table."""

import json
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from planning.management.reading import REFUSED, find_event, read_bytes
from planning.topics.importing.deciding import Choices, ImportDecision, ImportState, Side
from planning.topics.importing.differing import differences
from planning.topics.importing.facts import SourceRejected, SourceTopic
from planning.topics.importing.loading import plan_topics
from planning.topics.importing.reading import read_topics
from planning.topics.importing.saving import import_topics
from planning.topics.importing.serializers import ImportDecisionSerializer

MARKS = {
    ImportState.NEW: "+",
    ImportState.CHANGED: "~",
    ImportState.SAME: "=",
    ImportState.CONFLICT: "?",
    ImportState.CLOSED: "-",
    ImportState.REFUSED: "!",
}

LONGEST_SHOWN = 200


class Command(BaseCommand):
    help = (
        "Bring topics into an event: issues as `gh issue list --json number,title,body,url,labels,author,state` writes "
        "them, the Markdown list of a pad, or a CSV. Importing them again updates what was edited there, and keeps "
        "what was edited here. Ends with status 1 if a topic was refused, and 2 if the file cannot "
        "be read or there is no such event."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("event", metavar="EVENT", help="Its month, like 2026-12.")
        parser.add_argument("file", metavar="FILE", help="The issues, the list or the table; - for standard input.")
        parser.add_argument("--dry-run", action="store_true", help="Write nothing; show what would become of each.")
        parser.add_argument("--json", action="store_true", help="Write a list of objects: number, title, state, why.")
        parser.add_argument(
            "--withdraw-closed", action="store_true", help="Withdraw topics whose issue is closed. Otherwise they stay."
        )
        sides = parser.add_mutually_exclusive_group()
        sides.add_argument(
            "--take-file", action="store_true", help="Where both were edited, take what the file says. Otherwise ask."
        )
        sides.add_argument(
            "--keep-here", action="store_true", help="Where both were edited, keep what is here for good."
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        event, sources = find_event(options["event"]), read_sources(options["file"])
        side = Side.FILE if options["take_file"] else Side.HERE if options["keep_here"] else None
        choices = Choices(side, withdraws_closed=options["withdraw_closed"])
        if options["dry_run"]:
            decisions = plan_topics(event, sources, choices=choices, now=timezone.now())
        else:
            decisions = import_topics(event, sources, choices=choices, clock=timezone.now)
        if options["json"]:
            rows = ImportDecisionSerializer(decisions, many=True).data
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(in_lines(decisions, dry_run=options["dry_run"])))
        if any(each.state is ImportState.REFUSED for each in decisions):
            sys.exit(1)


def read_sources(name: str) -> list[SourceTopic]:
    try:
        return read_topics(read_bytes(name))
    except SourceRejected as rejection:
        raise CommandError(f"{name}: {rejection}", returncode=REFUSED) from rejection


def in_lines(decisions: Sequence[ImportDecision], *, dry_run: bool) -> Iterator[str]:
    for each in decisions:
        number = f"#{each.number} " if each.number else ""
        yield f"{MARKS[each.state]} {number}{each.title}: {each.state}. {each.why}"
        if each.state is ImportState.CONFLICT:
            for text in differences(each):
                yield from (
                    f"      here   {text.name}: {one_line(text.here)}",
                    f"      there  {text.name}: {one_line(text.there)}",
                )
    counts = Counter(each.state for each in decisions)
    told = ", ".join(f"{counts[state]} {state}" for state in ImportState if counts[state])
    yield f"{told or 'No topics'}." + (" This is a dry run: nothing was written." if dry_run else "")


def one_line(text: str) -> str:
    text = " ".join(text.split())
    return f"{text[:LONGEST_SHOWN]}…" if len(text) > LONGEST_SHOWN else text
