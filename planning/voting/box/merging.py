"""Which topic a merged one has become."""

from collections.abc import Mapping

from planning.voting.box.records import Project


def end_of_merges(topic: str, projects: Mapping[str, Project]) -> str | None:
    """The topic at the end of all merges; none where they go in a circle."""
    passed = set[str]()
    while target := projects[topic].merged_into:
        passed.add(topic)
        topic = target
        if topic in passed:
            return None
    return topic
