import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import models, transaction
from django.db.models import F, Q

from planning.people.models import User
from planning.repeats import WITHIN
from planning.texts.columns import Folded, Line


class ApiToken(models.Model):
    """A key to the API, made by its owner. Only its digest is kept: the key itself is shown once."""

    LIFETIME = timedelta(days=365)
    STEP = timedelta(minutes=1)
    """How precisely we know when a token was last used."""

    class Scope(models.TextChoices):
        READ = "read", "read only"
        WRITE = "write", "read and write"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    name = Line(max_length=100, help_text="What it is for.")
    folded_name = Folded("name")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    scope = models.CharField(max_length=5, choices=Scope, default=Scope.READ)
    last_used_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = "API token"
        constraints = [
            models.CheckConstraint(name="token_expires", condition=Q(expires_at__gt=F("created_at"))),
            models.CheckConstraint(name="token_scope", condition=Q(scope__in=["read", "write"])),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    @transaction.atomic
    def issue(cls, user: User, name: str, *, scope: str = Scope.READ, now: datetime) -> str:
        """Make a token and return its key, which is never shown again. Asked for twice, the last key is the one."""
        key, until = secrets.token_urlsafe(32), now + cls.LIFETIME
        User.objects.select_for_update().get(pk=user.pk)  # also twice at once
        cls.objects.filter(user=user, name=name, created_at__gt=now - WITHIN, created_at__lt=now + WITHIN).delete()
        cls.objects.create(user=user, name=name, scope=scope, digest=digest(key), created_at=now, expires_at=until)
        return key

    @property
    def may_write(self) -> bool:
        return self.scope == self.Scope.WRITE

    def note_use(self, now: datetime) -> None:
        """Note when it was last used, unless that was noted within the last minute."""
        stale = Q(last_used_at=None) | Q(last_used_at__lte=now - self.STEP)
        if self.last_used_at is None or self.last_used_at <= now - self.STEP:
            ApiToken.objects.filter(stale, pk=self.pk).update(last_used_at=now)


def digest(key: str) -> str:
    """SHA-256 in hex. The key is 32 random bytes, so a slow hash would add nothing."""
    return hashlib.sha256(key.encode()).hexdigest()
