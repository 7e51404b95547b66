"""Filling the report of a topic."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db import transaction

from planning.events.phases import Phase
from planning.people.models import Attendee
from planning.rejection import Rejected
from planning.topics.models import Topic
from retros.wrapups.models import Link, Report

GITHUB = re.compile(
    r"https://github\.com/(?P<repository>[\w.-]+/[\w.-]+)"
    r"(?:/pull/(?P<pull>\d+)|/issues/(?P<issue>\d+)|/tree/(?P<branch>[^#?]*[^#?/])|)(?=/|[#?]|$)"
)
LONGEST_TITLE = 200  # Link.title


class ReportRejected(Rejected):
    """A report that cannot be filled."""


class ReportSavedMeanwhile(ReportRejected):
    """What was filled in began from a version that is no longer there."""


@dataclass(frozen=True)
class NamedLink:
    kind: Link.Kind
    url: str
    title: str


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
            report.links.create(position=position, kind=named.kind, url=named.url, title=named.title)
    return report


def name_link(url: str) -> NamedLink:
    """Tell what a link leads to from its address: `owner/repo#123` for a pull request or issue on GitHub."""
    kind, title = kind_and_title(url)
    return NamedLink(kind, url, title[:LONGEST_TITLE])


def kind_and_title(url: str) -> tuple[Link.Kind, str]:
    match = GITHUB.match(url)
    if match is None:
        return Link.Kind.NOTES, ""
    repository = match["repository"]
    if number := match["pull"]:
        return Link.Kind.PULL_REQUEST, f"{repository}#{number}"
    if number := match["issue"]:
        return Link.Kind.ISSUE, f"{repository}#{number}"
    if branch := match["branch"]:
        return Link.Kind.BRANCH, f"{repository}:{branch}"
    return Link.Kind.REPOSITORY, repository
