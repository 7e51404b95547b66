"""Inviting people to an event by their addresses."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from planning.management.reading import REFUSED, find_event, read_bytes
from planning.people.invitations.deciding import GuestDecision, GuestState
from planning.people.invitations.guests import GuestsRefused, read_guests
from planning.people.invitations.inviting import invite, plan_guests
from planning.people.invitations.keys import InvitationRejected
from planning.people.invitations.serializers import GuestDecisionSerializer
from planning.people.invitations.showing import in_numbers


class Command(BaseCommand):
    help = (
        "Invite people to an event, each by a mail of their own: a CSV with a column of addresses, or a list like "
        "`Name <mail>`. Nobody is invited twice. Ends with status 1 if a row was refused, and 2 if the file cannot be "
        "read, there is no such event, or it is over."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("event", metavar="EVENT", help="Its month, like 2026-12.")
        parser.add_argument("file", metavar="FILE", help="The table or the list; - for standard input.")
        parser.add_argument("--dry-run", action="store_true", help="Send nothing; show what would become of each row.")
        parser.add_argument("--json", action="store_true", help="Write a list of: row, email, name, state, why.")

    def handle(self, *_args: Any, **options: Any) -> None:
        event = find_event(options["event"])
        try:
            guests = read_guests(read_bytes(options["file"]))
            if options["dry_run"]:
                decisions = plan_guests(event, guests, now=timezone.now())
            else:
                decisions = invite(event, guests, clock=timezone.now)
        except (GuestsRefused, InvitationRejected) as refused:
            raise CommandError(f"{options['file']}: {refused}", returncode=REFUSED) from refused
        if options["json"]:
            rows = GuestDecisionSerializer(decisions, many=True).data
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(in_lines(decisions, dry_run=options["dry_run"])))
        if any(decision.state is GuestState.REFUSED for decision in decisions):
            sys.exit(1)


def in_lines(decisions: Sequence[GuestDecision], *, dry_run: bool) -> Iterator[str]:
    for decision in decisions:
        yield f"{decision.guest.row}: {decision.guest.email or 'no address'}: {decision.state}. {decision.why}"
    yield "This is a dry run: nothing was sent." if dry_run else in_numbers(decisions)
