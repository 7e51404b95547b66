"""Where the reports of topics are read."""

from collections.abc import Collection

from planning.topics.models import Topic
from retros.wrapups.models import Report


def addresses_of_reports(topics: Collection[Topic]) -> dict[int, str]:
    """By the ids of the topics that have one: one query."""
    reports = Report.objects.filter(topic__in=topics).select_related("topic__event")
    return {report.topic_id: report.get_absolute_url() for report in reports}
