"""One whole event, played through on a scratch database."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from htg.rehearsal.documents import FolderRefused, leave, refuse_unwritable
from htg.rehearsal.rehearse import CHAPTERS, Rehearsal, Size, rehearse
from htg.rehearsal.staging import PlannedEvent, PlanRefused
from htg.rehearsal.telling import ProgressBar, Teller

MOST = 1000


class Command(BaseCommand):
    help = (
        "Rehearse one whole event on a scratch database: people register, propose, vote, form teams, check in, report, "
        "and are reminded of their next steps. The real database is only read, and no one gets a mail. "
        "The same seed tells the same story."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--attendees", type=int, default=30, help="How many people come (default: 30).")
        parser.add_argument("--topics", type=int, default=12, help="How many topics they propose (default: 12).")
        parser.add_argument("--seed", type=int, default=1, help="Another seed tells another story (default: 1).")
        parser.add_argument(
            "--event",
            metavar="SLUG",
            help="Rehearse a copy of this planned event, filled up with made-up people and topics.",
        )
        parser.add_argument(
            "--out", type=Path, default=Path("rehearsal"), metavar="DIR", help="Folder of the documents (rehearsal)."
        )
        parser.add_argument(
            "--json", action="store_true", help="JSON to standard output; the story goes to standard error then."
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        size, folder = Size(attendees=options["attendees"], topics=options["topics"]), options["out"]
        refuse_size(size)
        try:
            refuse_unwritable(folder)
            planned = PlannedEvent.load(options["event"]) if options["event"] else None
            rehearsal = self.play(size, options["seed"], planned, as_json=options["json"])
            leave(rehearsal.documents, folder)
        except (FolderRefused, PlanRefused) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.report(rehearsal, folder, as_json=options["json"])

    def play(self, size: Size, seed: int, planned: PlannedEvent | None, *, as_json: bool) -> Rehearsal:
        """Tell the story on standard output, or on standard error if JSON goes to standard output."""
        story = self.stderr if as_json else self.stdout
        put = self.put if self.stderr.isatty() else None
        bar = ProgressBar(put, total=len(CHAPTERS), label="Setting up a scratch database")
        bar.draw()
        try:
            teller = Teller(lambda line: story.write(line, uncoloured), bar)
            return rehearse(size, seed=seed, planned=planned, listener=teller)
        finally:
            bar.clear()

    def put(self, text: str) -> None:
        """Write to the terminal at once, without a line break."""
        self.stderr.write(text, uncoloured, ending="")
        self.stderr.flush()

    def report(self, rehearsal: Rehearsal, folder: Path, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(rehearsal_as_json(rehearsal, folder), ensure_ascii=False, indent=2))
            return
        figures = (f"  {name.replace('_', ' ')}: {figure}" for name, figure in rehearsal.story.figures.items())
        self.stdout.write("\n".join(["\nFigures", *figures]))
        self.stdout.write(f"\nWritten to {folder}: {', '.join(rehearsal.documents)}")


def refuse_size(size: Size) -> None:
    for name, number in (("--attendees", size.attendees), ("--topics", size.topics)):
        if not 1 <= number <= MOST:
            raise CommandError(f"{name} is {number}. Choose a number from 1 to {MOST}.")


def uncoloured(text: str) -> str:
    """Standard error would be red."""
    return text


def rehearsal_as_json(rehearsal: Rehearsal, folder: Path) -> dict[str, object]:
    chapters = [
        {
            "title": chapter.title,
            "happenings": [
                {"at": happening.at.isoformat(), "text": happening.text} for happening in chapter.happenings
            ],
        }
        for chapter in rehearsal.story.chapters
    ]
    return {
        "event": rehearsal.event,
        "chapters": chapters,
        "figures": rehearsal.story.figures,
        "folder": str(folder),
        "files": list(rehearsal.documents),
    }
