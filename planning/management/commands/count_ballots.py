"""Counting ballot boxes from files: by any rule, with nothing but the file."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from planning.management.reading import REFUSED, read_text
from planning.texts.plurals import counted
from planning.voting.box.counting import BoxCount, CountOptions, count_box
from planning.voting.box.documents import count_as_document, whole
from planning.voting.box.reading import read_box
from planning.voting.box.records import BoxRejected
from planning.voting.rules.choosing import Rule, staffable


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
        asked = CountOptions(rule, options["places"], options["salt"], shortlist=options["shortlist"])
        written = tally_as_line if options["json"] else tally_as_text
        # Nothing is printed before all are counted: a refusal leaves the output empty.
        counted = [written(self.count(name, asked)) for name in options["files"]]
        self.stdout.write("\n".join(counted))

    def count(self, name: str, asked: CountOptions) -> BoxCount:
        try:
            box = read_box(read_text(name))
            for warning in box.warnings:
                self.stderr.write(f"{name}: {warning}")
            return count_box(box, asked)
        except BoxRejected as rejection:
            raise CommandError(f"{name}: {rejection}", returncode=REFUSED) from rejection


def tally_as_line(count: BoxCount) -> str:
    return json.dumps(count_as_document(count), ensure_ascii=False)


def tally_as_text(count: BoxCount) -> str:
    result = count.result
    marks = "points" if result.election.has_points else "votes"
    places = "by cost" if str(result.election.places) == "cost" else f"{result.election.places} places"
    lines = [f"{count.rule}, {places}: {len(result.election.marks)} of {count.ballots} ballots"]
    popularity = result.election.popularity
    lines += [
        f"{place:4} {topic}  ({popularity[topic]} {marks})" for place, topic in enumerate(result.winners, start=1)
    ]
    lines += [f"Without a chosen topic: {len(result.without)}"]
    for shorter in count.shortlists or ():
        needs, without = whole(shorter.needs), len(shorter.result.without)
        needed = f"{needs} people needed, {without} without a chosen topic"
        lines += [f"With {counted(shorter.places, 'place')}: {needed}"]
    if count.shortlists is not None:
        lines += [f"Enough people for {counted(staffable(count.shortlists, heads=count.heads), 'place')}"]
    return "\n".join(lines)
