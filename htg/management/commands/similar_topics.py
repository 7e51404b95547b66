"""Which topics of earlier events are like one?"""

import json
import re
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from htg.likeness.serializers import SimilarTopicSerializer
from htg.likeness.similar import Similar, similar_topics
from planning.events.converters import EventConverter
from planning.markdown import plain
from planning.texts.cleaning import line, lines
from planning.topics.alike import LikenessQuestion
from planning.topics.models import LONGEST


class Command(BaseCommand):
    help = (
        "List topics that are like one: by the words and links that they have in common, of which the rare ones say "
        "the most. With what came of each, and how many next steps it left open."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("title", metavar="TITLE", help="What the topic is called.")
        parser.add_argument("--text", metavar="FILE", help="What is said about it; - for standard input.")
        parser.add_argument("--before", metavar="EVENT", default="", help="Only topics of events before this month.")
        parser.add_argument("--most", metavar="NUMBER", type=int, default=10, help="How many to list (default: 10).")
        parser.add_argument("--json", action="store_true", help="Write a list of objects.")

    def handle(self, *_args: Any, **options: Any) -> None:
        title, before = line(options["title"]), options["before"]
        if not title:
            raise CommandError("A title needs words.")
        if before and not re.fullmatch(EventConverter.regex, before):
            raise CommandError(f"“{before}” is not a month. Write it like 2026-03.")
        question = LikenessQuestion(title, lines(read(options["text"])), before=before)
        found = similar_topics(question, most=max(1, min(options["most"], 100)))
        if options["json"]:
            data = SimilarTopicSerializer(found, many=True).data
            self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(in_lines(found)) or "No topic is like this one.")


def read(file: str | None) -> str:
    """As much of it as a topic may have."""
    if not file:
        return ""
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}.") from error
    return data.decode("utf-8", errors="replace").replace("\x00", "")[: 3 * LONGEST]


def in_lines(found: list[Similar]) -> Iterator[str]:
    for each in found:
        mark, title = "*" if each.likely else " ", plain(f"{each.emoji} {each.title}").strip()
        came_of_it = each.outcome_in_words or "outcome not on record"
        yield f"{mark} {each.event}  {title}  ({each.slug})"
        yield f"      {came_of_it}, {each.open_steps} open; in common: {', '.join((*each.why.words, *each.why.links))}"
    if any(each.likely for each in found):
        yield "A star marks those that it is likely to carry on."
