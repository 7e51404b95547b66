"""Filling the report of a topic."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from django.db import transaction

from planning.events.phases import Phase
from planning.people.models import Attendee
from planning.rejection import Rejected
from planning.topics.models import Topic
from retros.wrapups.document.links import name_link
from retros.wrapups.models import Report


class ReportRejected(Rejected):
    """A report that cannot be filled."""


class ReportSavedMeanwhile(ReportRejected):
    """What was filled in began from a version that is no longer there."""


@transaction.atomic
def fill_report(
    topic: Topic,
    *,
    outcome: str,
    achievements: str,
    urls: Sequence[str] = (),
    author: Attendee | None = None,
    seen: datetime | Literal["any"] | None = "any",
    now: datetime,
) -> Report:
    """Write down what the topic came to. The links replace those that were there; known ones keep their kind.

    `seen` is `updated_at` of the version that was filled upon, None where there was none: nothing is written over
    another one. "any" writes over whatever is there.
    """
    Topic.objects.select_for_update().get(pk=topic.pk)  # two people cannot both find what they have seen
    if topic.event.phase_at(now).is_before(Phase.HACKING):
        raise ReportRejected("The week has not begun yet. There is nothing to report so far.")
    if seen != "any" and not Report.objects.is_still(topic, seen):
        raise ReportSavedMeanwhile(
            "Somebody saved this report meanwhile. Nothing of yours is saved yet: "
            "take over what they wrote and you want to keep, then save again."
        )
    report, _ = Report.objects.update_or_create(
        topic=topic,
        defaults={"outcome": outcome, "achievements": achievements, "written_by": author, "updated_at": now},
    )
    report.links.exclude(url__in=urls).delete()
    known = set(report.links.values_list("url", flat=True))
    for position, url in enumerate(dict.fromkeys(urls), start=1):
        if url in known:
            report.links.filter(url=url).update(position=position)
        else:
            named = name_link(url)
            report.links.create(position=position, kind=named.kind, url=named.url, title=named.text)
    return report
