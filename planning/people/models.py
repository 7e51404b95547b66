from datetime import datetime
from typing import Any, ClassVar, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import Lower

from planning.choices import one_of
from planning.events.closing import Kept, KeptQuerySet
from planning.events.models import Event, Organization
from planning.people.handles import LONGEST, Handle
from planning.searching import holding
from planning.texts.cleaning import address
from planning.texts.columns import Address, Distinct, Folded, Line


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=address(username or ""))

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """Someone who can sign in. At an event they are an Attendee."""

    username = None  # type: ignore[assignment]  # people are known by their address
    email = Address("email address", unique=True)
    first_name = Line("first name", max_length=150, blank=True)
    last_name = Line("last name", max_length=150, blank=True)
    folded_name = Folded("first_name", "last_name")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    time_zone = models.CharField(max_length=63, blank=True, help_text="Like Europe/Berlin; empty: the site's own.")

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]  # takes an address, not a name

    class Meta:
        ordering = ["email"]
        constraints = [
            one_of("user_language", "language", "en", "de"),
            models.CheckConstraint(
                name="user_email_is_lower_case",
                condition=Q(email=Lower("email")),
                violation_error_message="Write the address in lower case.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    @property
    def display_name(self) -> str:
        """Their name, or else what stands before the @ of their address."""
        return self.get_full_name() or self.email.partition("@")[0]

    @property
    def has_rights(self) -> bool:
        """Those for the pages and the API need no access to the admin."""
        return self.is_staff or self.is_superuser or self.groups.exists() or self.user_permissions.exists()

    @property
    def zone(self) -> ZoneInfo:
        """Where the person is; the site's own zone if what they wrote is not one."""
        try:
            return ZoneInfo(self.time_zone or settings.TIME_ZONE)
        except (ZoneInfoNotFoundError, ValueError, OSError):  # the last is for “Europe”, which is a folder of zones
            return ZoneInfo(settings.TIME_ZONE)


class SkillQuerySet(models.QuerySet["Skill"]):
    def get_by_natural_key(self, name: str) -> "Skill":
        return self.get(folded_name=name)

    def most_common(self) -> Self:
        return self.annotate(people=Count("attendees")).order_by("-people", "name")


class Skill(models.Model):
    """Something people are good at, as the first of them wrote it. The list grows as they register."""

    LONGEST = 60

    name = Line(max_length=LONGEST)
    folded_name = Folded("name")

    objects = SkillQuerySet.as_manager()

    class Meta:
        ordering = ["folded_name"]
        constraints = [
            Distinct(
                name="skill_once",
                fields=["folded_name"],
                violation_error_message="There is already a skill with this name.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.name,)


class Shirt(models.TextChoices):
    XS = "XS", "XS"
    S = "S", "S"
    M = "M", "M"
    L = "L", "L"
    XL = "XL", "XL"
    XXL = "XXL", "XXL"
    XXXL = "3XL", "3XL"


COMING = Q(cancelled_at=None)
HAS_A_SEAT = Q(cancelled_at=None, waiting_since=None, without_seat=False)
WAITS = Q(cancelled_at=None, waiting_since__isnull=False)


class AttendeeQuerySet(KeptQuerySet["Attendee"]):
    def get_by_natural_key(self, slug: str, github: str) -> "Attendee":
        return self.get(event__slug=slug, folded_github=github)

    def coming(self) -> Self:
        """Everyone who has not given up their place."""
        return self.filter(COMING)

    def admitted(self) -> Self:
        """Everyone with a seat."""
        return self.filter(HAS_A_SEAT)

    def inside(self) -> Self:
        """Everyone with a seat, and those who organize without one."""
        return self.filter(cancelled_at=None, waiting_since=None)

    def waiting(self) -> Self:
        """The waiting list, in order of arrival."""
        return self.filter(WAITS).order_by("waiting_since", "pk")

    def hoping(self, now: datetime) -> Self:
        """Those on the waiting list of an event that is not over, so that they may still get a seat."""
        return self.waiting().filter(event__ends_at__gt=now)

    def electorate(self) -> Self:
        """Everyone with a seat; once voting has closed, everyone who had one then: a closed tally never changes."""
        closes = F("event__voting_closes_at")
        return self.filter(
            Q(cancelled_at=None) | Q(cancelled_at__gte=closes),
            Q(without_seat=False),
            Q(seated_at=None, registered_at=None)
            | Q(seated_at=None, registered_at__lt=closes)  # entered by hand, with a seat
            | Q(seated_at__lt=closes)
            | Q(event__voting_closes_at=None),
            Q(waiting_since=None) | Q(waiting_since__gte=closes, seated_at__lt=closes),
        )

    def organizers(self) -> Self:
        return self.filter(role=Attendee.Role.ORGANIZER)

    def reachable(self) -> Self:
        """People with an account, and so with an address."""
        return self.exclude(user=None)

    def matching(self, words: str) -> Self:
        """Everyone whose name, organization, GitHub handle and skills hold each of the words between them."""
        asked = Q()
        for word in words.replace("@", " ").split():
            skills = Skill.objects.filter(attendees=OuterRef("pk"), folded_name__contains=word)
            asked &= holding(word, "folded_name", "folded_github", "organization__folded_name") | Q(Exists(skills))
        return self.filter(asked)


class Attendee(Kept):
    """One person at one event. People of past events have no account, only a name or a GitHub handle.

    People who give up their seat are kept, for what they said, own and voted for. Here they are outsiders.
    """

    class Role(models.TextChoices):
        ATTENDEE = "attendee", "attendee"
        ORGANIZER = "organizer", "organizer"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="attendees")
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="attendances")
    name = Line(max_length=100)
    folded_name = Folded("name")
    github = Handle("GitHub handle", max_length=LONGEST, blank=True)
    folded_github = Folded("github")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="attendees"
    )
    role = models.CharField(max_length=10, choices=Role, default=Role.ATTENDEE)
    arrives_on = models.DateField(null=True, blank=True, help_text="Empty: the event's first day.")
    leaves_on = models.DateField(null=True, blank=True, help_text="Empty: the event's last day.")
    skills = models.ManyToManyField(Skill, related_name="attendees", blank=True)
    diet = Line(max_length=200, blank=True)
    shirt = models.CharField("T-shirt", max_length=3, choices=Shirt, blank=True)
    without_seat = models.BooleanField(default=False, help_text="Organizes the event, but does not come.")
    registered_at = models.DateTimeField(null=True, blank=True)
    waiting_since = models.DateTimeField(
        null=True, blank=True, help_text="Set while the person is on the waiting list."
    )
    seated_at = models.DateTimeField(null=True, editable=False)
    cancelled_at = models.DateTimeField(null=True, blank=True, help_text="Set once the person has given up their seat.")

    objects = AttendeeQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        indexes = [
            models.Index(name="attendee_coming_by_name", fields=["event", "name", "id"], condition=COMING),
            models.Index(name="attendee_seated_by_group", fields=["event", "organization"], condition=HAS_A_SEAT),
            models.Index(name="attendee_waiting_in_order", fields=["event", "waiting_since", "id"], condition=WAITS),
        ]
        constraints = [
            one_of("attendee_role", "role", "attendee", "organizer"),
            one_of("attendee_shirt", "shirt", "", "XS", "S", "M", "L", "XL", "XXL", "3XL"),
            models.CheckConstraint(
                name="attendee_days_in_order",
                condition=Q(arrives_on__isnull=True) | Q(leaves_on__isnull=True) | Q(arrives_on__lte=F("leaves_on")),
                violation_error_message="The day of leaving comes before the day of arriving.",
            ),
            models.UniqueConstraint(
                name="attendee_once_per_event",
                fields=["event", "user"],
                violation_error_message="This person is already registered for the event.",
            ),
            Distinct(
                name="attendee_github_once_per_event",
                fields=["event", "folded_github"],
                condition=~Q(folded_github="") & Q(cancelled_at=None),
                violation_error_message="Someone with this GitHub handle is already registered.",
            ),
            models.CheckConstraint(
                name="attendee_organizer_has_a_seat",
                condition=Q(role="attendee", without_seat=False)
                | Q(role="organizer", waiting_since__isnull=True, cancelled_at__isnull=True),
                violation_error_message="An organizer can neither be on the waiting list nor have cancelled.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str, str]:
        """The event and the GitHub handle: what the fixtures identify people by."""
        return (self.event.slug, self.github)

    natural_key.dependencies = ["planning.event"]  # type: ignore[attr-defined]  # read by Django's serializers

    @property
    def is_organizer(self) -> bool:
        return self.role == self.Role.ORGANIZER

    @property
    def email(self) -> str:
        """Where mail to this person goes; empty for people without an account."""
        return self.user.email if self.user else ""
