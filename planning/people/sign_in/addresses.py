"""Which account an address belongs to."""

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction

from planning.people.models import User


@transaction.atomic
def account_of(address: str) -> User:
    """The account of the person who has just proved that the address is theirs. Created now if there is none."""
    proven = EmailAddress.objects.select_related("user").filter(email=address, verified=True).first()
    if proven:
        found: User = proven.user
        return found
    user, _ = User.objects.get_or_create(email=address, defaults={"password": make_password(None)})
    has_another = EmailAddress.objects.filter(user=user, primary=True).exclude(email=address).exists()
    EmailAddress.objects.update_or_create(
        user=user, email=address, defaults={"verified": True, "primary": not has_another}
    )
    return user
