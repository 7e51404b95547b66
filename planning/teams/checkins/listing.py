"""Check-ins as pages show them."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils import timezone

from planning.people.models import Attendee
from planning.teams.models import CheckIn, HelpOffer, Team


def with_offers(words: "QuerySet[CheckIn]", attendee: Attendee) -> "QuerySet[CheckIn]":
    """Each with how many can help, and whether the visitor is among them."""
    own = HelpOffer.objects.filter(check_in=OuterRef("pk"), attendee=attendee.pk)
    return words.annotate(offers=Count("help_offers"), is_offered=Exists(own)).order_by("-written_at", "-pk")


def word_before(team: Team, *, now: datetime) -> CheckIn | None:
    """What the team said last before today."""
    start_of_day = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return team.check_ins.filter(written_at__lt=start_of_day).select_related("author").first()


def answerable(attendee: Attendee, words: Iterable[CheckIn]) -> set[int]:
    """Those of them that ask for help now, for another team than the person's own."""
    asking = [word.pk for word in words if word.help_wanted]
    if not asking:
        return set()
    standing = CheckIn.objects.last_words().filter(pk__in=asking)
    return set(standing.exclude(team__in=attendee.memberships.present().values("team")).values_list("pk", flat=True))
