"""Results to show on the home page, chosen by a rule that the page can tell."""

from collections.abc import Iterable

from django.db.models import Window
from django.db.models.functions import RowNumber

from htg.pages.harvest import Harvest
from retros.wrapups.models import Report

FEW = 3

SHOWN = ("achievements", "topic__slug", "topic__emoji", "topic__title", "topic__event__slug", "topic__event__name")


def load_results(newest: Iterable[Harvest]) -> list[Report]:
    """Of each event the first in its wrap-up that reached its goal, the latest events first; then the second of each.

    One query.
    """
    events = [harvest.event.pk for harvest in newest if harvest.counts[Report.Outcome.ACHIEVED]][:FEW]
    place = Window(RowNumber(), partition_by="topic__event", order_by=("topic__position", "topic__pk"))
    reached = Report.objects.filter(topic__event__in=events, outcome=Report.Outcome.ACHIEVED, topic__withdrawn_at=None)
    found = reached.annotate(place=place).select_related("topic__event").only(*SHOWN)
    return list(found.order_by("place", "-topic__event__slug")[:FEW])
