"""Forming teams from files: the best plan there is, with nothing but the file."""

import json
from argparse import ArgumentParser
from math import inf
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from planning.management.reading import REFUSED, read_text
from planning.teams.assigning.documents import solve_and_judge
from planning.teams.assigning.reading import ProblemRejected, read_problem


class Command(BaseCommand):
    help = (
        "Put people with ranked wishes onto topics, and say who is where and why. The plan is proved best. Reads no "
        "database. Ends with status 2 where a file is wrong, and then says only which entry."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE.json", help="People and topics; - reads standard input.")
        parser.add_argument("--json", action="store_true", help="A document a line, one for each file.")
        parser.add_argument("--explain", action="store_true", help="Also what a better wish would cost the others.")
        parser.add_argument("--seconds", type=float, default=inf, help="Stop then, with the best plan found so far.")

    def handle(self, *_args: Any, **options: Any) -> None:
        written = plan_as_line if options["json"] else plan_as_text
        # Nothing is printed before all are solved: a refusal leaves the output empty.
        lines = [written(self.solve(name, options)) for name in options["files"]]
        self.stdout.write("\n".join(lines))

    def solve(self, name: str, options: dict[str, Any]) -> dict[str, Any]:
        try:
            problem = read_problem(read_text(name))
        except ProblemRejected as rejection:
            raise CommandError(f"{name}: {rejection}", returncode=REFUSED) from rejection
        try:
            return solve_and_judge(problem, seconds=options["seconds"], explain=options["explain"])
        except TimeoutError as late:
            raise CommandError(f"{name}: {late}") from late


def plan_as_line(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False)


def plan_as_text(document: dict[str, Any]) -> str:
    if document["plan"] is None:
        return "\n".join(["No plan keeps all the rules.", *(one["text"] for one in document["conflicts"])])
    teams = {
        topic: [name for name, chosen in document["plan"].items() if chosen == topic] for topic in document["open"]
    }
    lines = [f"{topic}: {', '.join(members)}" for topic, members in teams.items()]
    lines += [f"{one['topic']}: {one['reason']}" for one in document["closed"]]
    lines += [f"{one['person']} has no team. {one['reason']}" for one in document["unplaced"]]
    lines += [f"Without the rule “{one['rule']}”, {one['unplaced']} would have no team." for one in document["relief"]]
    return "\n".join(lines)
