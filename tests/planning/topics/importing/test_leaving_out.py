"""What a file leaves out stays as it is."""

from typing import Any

import pytest

from planning.clock import stopped_at
from planning.events.models import Event
from planning.topics.importing.facts import SourceTopic
from planning.topics.importing.models import ImportedTopic
from planning.topics.importing.reading import read_topics
from planning.topics.importing.saving import import_topics
from planning.topics.models import Topic
from tests.clock import BRAINSTORM
from tests.factories import EventFactory

pytestmark = pytest.mark.django_db

URL = "https://github.com/garden/hackathon/issues/12"
SOURCE = SourceTopic("🌱 Grow", "### Problem\n\nIt hurts.\n", 12, URL, ("track/fast-track", "networking"), "ada")
IN_ITS_FORM = SourceTopic("Grow", "### Emoji\n\n🌵\n\n### Track\n\nDiscussion\n", 12, URL)


def bring_in(event: Event, *sources: SourceTopic) -> list[str]:
    return [str(each.state) for each in import_topics(event, sources, clock=stopped_at(BRAINSTORM))]


def kept() -> list[Any]:
    texts = Topic.objects.values("title", "emoji", "track", "problem").get()
    return [texts, ImportedTopic.objects.values("key", "number", "url", "labels", "author").get()]


@pytest.mark.parametrize(
    "file",
    [
        b'[{"number": 12, "title": "Grow", "url": "https://github.com/garden/hackathon/issues/12"}]',
        b"- [Grow](https://github.com/garden/hackathon/issues/12)\n",
        b"number,title\n12,Grow\n",
        b"- Grow\n- [Grow](https://github.com/garden/hackathon/issues/12)\n",
    ],
)
@pytest.mark.parametrize("first", [SOURCE, IN_ITS_FORM])
def test_what_a_file_leaves_out_stays(first: SourceTopic, file: bytes) -> None:
    event = EventFactory()
    bring_in(event, first)
    before = kept()

    states = bring_in(event, *read_topics(file))

    assert (set(states), kept()) == ({"same"}, before)


def test_label_that_was_taken_off_changes_the_track() -> None:
    event = EventFactory()
    bring_in(event, SOURCE)

    bring_in(event, SourceTopic("🌱 Grow", SOURCE.body, 12, URL, (), "ada"))

    assert (kept()[0]["track"], kept()[1]["labels"]) == ("main", "")


def test_issue_is_refused_the_second_time_by_whatever_it_is_known() -> None:
    event = EventFactory()
    bring_in(event, SOURCE)

    assert bring_in(event, SourceTopic("Grow", None, 12), SOURCE) == ["same", "refused"]
    assert bring_in(event, SOURCE, SourceTopic("Grow", None, 12)) == ["same", "refused"]
    assert bring_in(event, SOURCE, SourceTopic("Grow")) == ["same", "refused"]


def test_addresses_of_other_trackers_are_told_apart() -> None:
    event = EventFactory()
    long = f"https://tracker.example/{'a' * 300}"
    urls = ["https://tracker.example/show?id=1", "https://tracker.example/show?id=2", f"{long}b", f"{long}c"]
    sources = [SourceTopic(f"Topic {place}", url=url) for place, url in enumerate(urls)]

    assert bring_in(event, *sources) == ["new"] * 4
    assert bring_in(event, *sources) == ["same"] * 4
