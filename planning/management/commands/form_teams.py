"""Forming the teams of an event: the best plan there is, or only showing it."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from planning.events.models import Event
from planning.teams.membership import TeamRejected
from planning.teams.plans.loading import problem_of
from planning.teams.plans.making import usual_options
from planning.teams.plans.publishing import form_teams
from planning.teams.plans.solving_apart import solve_apart


class Command(BaseCommand):
    help = "Form the teams of an event from the wishes, mixed, and tell everyone; with --dry-run only print the plan."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("event", metavar="EVENT", help="Its year and month, such as 2026-12.")
        parser.add_argument("--dry-run", action="store_true", help="Change nothing.")
        parser.add_argument("--json", action="store_true", help="The whole plan, as assign_teams writes it.")

    def handle(self, *_args: Any, event: str, dry_run: bool, **options: Any) -> None:
        found = Event.objects.filter(slug=event).first()
        if found is None:
            raise CommandError(f"There is no event {event}.")
        try:
            plan = plan_of(found, dry_run=dry_run)
        except TeamRejected as rejected:
            raise CommandError(str(rejected)) from rejected
        self.stdout.write(json.dumps(plan, ensure_ascii=False) if options["json"] else in_one_line(plan))


def plan_of(event: Event, *, dry_run: bool) -> dict[str, Any]:
    if dry_run:
        return solve_apart([problem_of(event, usual_options(event))])[0]
    form_teams(event, clock=timezone.now)
    result: dict[str, Any] = event.plans.in_force().latest("published_at").result
    return result


def in_one_line(plan: dict[str, Any]) -> str:
    first = sum(rank == 1 for rank in plan["ranks"].values())
    outside = sum(rank == 0 for rank in plan["ranks"].values())
    return (
        f"{len(plan['open'])} teams, {first} people on their first wish, {outside} outside their list, "
        f"{len(plan['unplaced'])} without a team."
    )
