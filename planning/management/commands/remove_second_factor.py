"""The way back of an admin who lost the second factor, when there is no other admin to remove it."""

from argparse import ArgumentParser
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from planning.people.models import User
from planning.people.sign_in.recovery import remove_second_factors


class Command(BaseCommand):
    help = (
        "Remove the second factor of an account, passkeys and recovery codes too, and tell its owner by mail. They "
        "sign in with a code or their password then, and set up another one."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address", help="The e-mail address of the account.")
        parser.add_argument("--dry-run", action="store_true", help="Remove nothing; print what would be removed.")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            user = User.objects.get_by_natural_key(options["address"])
        except User.DoesNotExist:
            raise CommandError(f"No account has the address {options['address']}.") from None
        number = Authenticator.objects.filter(user=user).count()
        if not number:
            raise CommandError(f"{user.email} has no second factor.")
        if not options["dry_run"]:
            remove_second_factors(user, now=timezone.now())
        done = "would be removed" if options["dry_run"] else "removed"
        self.stdout.write(f"{user.email}: {number} {done}, recovery codes counted as one.")
