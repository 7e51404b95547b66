"""Some years of topics, most of which have nothing to do with each other."""

from planning.topics.models import Topic
from retros.wrapups.models import Report
from tests.factories import LinkFactory, NextStepFactory, PastEventFactory, ReportFactory, TopicFactory

NAMES = ("bees", "compost", "fences", "gates", "hoses", "ladders", "mulch", "nets", "paths", "rakes", "sheds", "wells")


def fill_archive() -> Topic:
    """The topic of 2001-05 that is worth carrying on: partly done, with two next steps of which one is open."""
    event = PastEventFactory(slug="2001-05", name="Hack 05/2001")
    for name in NAMES:
        TopicFactory(event=event, title=f"About {name}", problem="Gardeners wait.")
    topic: Topic = TopicFactory(
        event=event, slug="audit", title="Generic Audit Log Extension", problem="Logs are lost."
    )
    report = ReportFactory(topic=topic, outcome=Report.Outcome.PARTLY)
    LinkFactory(report=report, url="https://github.com/metal-stack/gardener-extension-audit/pull/7")
    NextStepFactory(topic=topic)
    NextStepFactory(topic=topic, state="done")
    return topic
