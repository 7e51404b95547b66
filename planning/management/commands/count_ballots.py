"""Counting ballot boxes from files: by any rule, with nothing but the file."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from planning.voting.box.counting import Asked, Count, count_box
from planning.voting.box.documents import as_document, whole
from planning.voting.box.reading import read_box
from planning.voting.box.records import BoxRejected
from planning.voting.rules.choosing import Rule, staffable

REFUSED = 2


class Command(BaseCommand):
    help = (
        "Count ballot boxes (PabuLib files, .pb) and say which topics are chosen, round by round. Reads no database. "
        "Ends with status 2 where a file cannot be counted, and then says only which record is wrong."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE.pb", help="A ballot box; - reads standard input.")
        parser.add_argument("--rule", choices=list(map(str, Rule)), help="In place of the one the file names.")
        parser.add_argument(
            "--places", default="", metavar="K|M+F|cost", help="8 places, 7 main and 1 fast track (7+1), or by cost."
        )
        parser.add_argument("--salt", help="What decides between equals.")
        parser.add_argument("--shortlist", action="store_true", help="Also count for every smaller number of places.")
        parser.add_argument("--json", action="store_true", help="A document a line, one for each file.")

    def handle(self, *_args: Any, **options: Any) -> None:
        rule = Rule(options["rule"]) if options["rule"] else None
        asked = Asked(rule, options["places"], options["salt"], shortlist=options["shortlist"])
        written = as_line if options["json"] else as_text
        # Nothing is printed before all are counted: a refusal leaves the output empty.
        counted = [written(self.count(name, asked)) for name in options["files"]]
        self.stdout.write("\n".join(counted))

    def count(self, name: str, asked: Asked) -> Count:
        try:
            box = read_box(text_of(name))
            for warning in box.warnings:
                self.stderr.write(f"{name}: {warning}")
            return count_box(box, asked)
        except BoxRejected as rejection:
            raise CommandError(f"{name}: {rejection}", returncode=REFUSED) from rejection
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{name} cannot be read: {error}", returncode=REFUSED) from error


def text_of(name: str) -> str:
    content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    return content.decode("utf-8-sig")


def as_line(count: Count) -> str:
    return json.dumps(as_document(count), ensure_ascii=False)


def as_text(count: Count) -> str:
    result = count.result
    marks = "points" if result.election.has_points else "votes"
    lines = [f"{count.rule}, {result.election.places} places: {len(result.election.marks)} of {count.ballots} ballots"]
    popularity = result.election.popularity
    lines += [
        f"{place:4} {topic}  ({popularity[topic]} {marks})" for place, topic in enumerate(result.winners, start=1)
    ]
    lines += [f"Without a chosen topic: {len(result.without)}"]
    for shorter in count.shortlists or ():
        needs, without = whole(shorter.needs), len(shorter.result.without)
        lines += [f"With {shorter.places} places: {needs} people needed, {without} without a chosen topic"]
    if count.shortlists is not None:
        lines += [f"Enough people for {staffable(count.shortlists, heads=count.heads)} places"]
    return "\n".join(lines)
