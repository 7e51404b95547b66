"""The next event, with people, topics and ballots, for trying things out."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone

from htg.rehearsal.demo import ADMIN, ATTENDEE, ORGANIZER, PASSWORD, create_demo
from planning.outbox.delivery import deliver


class Command(BaseCommand):
    help = (
        "Create the next event with people, topics, ballots and accounts to sign in with, for trying things out on "
        "your own machine. Whatever is already there stays as it is."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--deliver", action="store_true", help="First send what is waiting; print the rest after.")

    def handle(self, *_args: Any, **options: Any) -> None:
        if not settings.LOCAL:
            raise CommandError(
                "Everyone knows the password of the demo's accounts, so it is for your own machine only: set LOCAL=1."
            )
        event = create_demo(now=timezone.now())
        if options["deliver"]:
            deliver(clock=timezone.now)
        lines = [
            f"The next event is {event}: {settings.SITE_URL}{event.get_absolute_url()}",
            f"Sign in with a password, {PASSWORD}, at {settings.SITE_URL}{reverse('account_login')} as",
            f"  {ATTENDEE:<22} who has a ballot to cast",
            f"  {ORGANIZER:<22} who organizes the event",
            f"  {ADMIN:<22} who sees all records at {reverse('admin:index')}, and can plan the next event",
        ]
        self.stdout.write("\n".join(lines))
