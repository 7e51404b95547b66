"""Mail that bounced, from the mail server's pipe."""

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from planning.outbox.mail.bounces import NoBounce, NotForGood, mark_bounced, read_bounce

LARGEST = 10 * 1024 * 1024


class Command(BaseCommand):
    help = (
        "Read a delivery status notification (RFC 3464) from standard input and mark what it returns as bounced. Made "
        "for the pipe of a mail server that accepts mail for the sender's address. Exits with 0 if it was marked or "
        "is only late, with 65 if the mail is something else, so that the server returns it to its sender, "
        "and with 75 if it should be tried again later."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Mark nothing; print what would be marked.")

    def handle(self, *_args: Any, **options: Any) -> None:
        notification = sys.stdin.buffer.read(LARGEST + 1)
        if len(notification) > LARGEST:
            raise CommandError("This mail is larger than 10 MB.", returncode=os.EX_DATAERR)
        try:
            bounce = read_bounce(notification)
            if not options["dry_run"]:
                mark_bounced(bounce, now=timezone.now())
        except NotForGood as news:
            self.stdout.write(str(news))
            return
        except NoBounce as refusal:
            raise CommandError(str(refusal), returncode=os.EX_DATAERR) from refusal
        except DatabaseError as error:
            raise CommandError(f"The database is down: {error}", returncode=os.EX_TEMPFAIL) from error
        done = "would be marked" if options["dry_run"] else "is marked"
        self.stdout.write(f"Message {bounce.message.pk} {done} as bounced: {bounce.reason}")
