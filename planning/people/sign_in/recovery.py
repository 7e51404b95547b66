"""A way back for people who have lost their second factor and their recovery codes."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from planning.people.models import User
from planning.people.sign_in.notices import FACTOR_REMOVED, send_notice


@transaction.atomic
def remove_second_factors(user: User, *, now: datetime) -> int:
    """All of them, with the recovery codes. Return how many there were."""
    number: int = Authenticator.objects.filter(user=user).delete()[0]
    if number:
        send_notice(user, FACTOR_REMOVED, now=now)
    return number
