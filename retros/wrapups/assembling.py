"""The document of an event, put together from its rows."""

from dataclasses import replace

from django.db.models import QuerySet

from planning.events.models import Event
from planning.topics.models import Topic
from retros.wrapups.document import Document, DocumentLink, DocumentTopic, LinkKind
from retros.wrapups.models import Report, WrapUp


def document_of(event: Event, wrap_ups: QuerySet[WrapUp]) -> Document:
    """Load the wrap-up of an event: five queries, however many topics.

    The introduction and conclusion come from these wrap-ups, those that the reader may see.
    """
    wrap_up = wrap_ups.filter(event=event).first() or WrapUp(event=event)
    return Document(
        slug=event.slug,
        name=event.name,
        starts_on=event.starts_on,
        ends_on=event.ends_on,
        venue=event.venue,
        venue_url=event.venue_url,
        hosts=tuple((host.name, host.url) for host in event.hosts.all()),
        topics_url=event.topics_url,
        review_url=event.review_url,
        introduction=wrap_up.introduction,
        conclusion=wrap_up.conclusion,
        front_matter=wrap_up.front_matter,
        topics=tuple(document_topic(report.topic, report) for report in Report.objects.of(event)),
    )


def document_topic(topic: Topic, report: Report | None) -> DocumentTopic:
    """The topic as a wrap-up describes it, as far as it is known."""
    benefits = "\n".join(f"* {line.strip()}" for line in topic.benefits.splitlines() if line.strip())
    known = DocumentTopic(
        emoji=topic.emoji,
        title=topic.title,
        problem_statement=topic.problem.strip(),
        motivation="\n\n".join(text for text in (topic.motivation.strip(), benefits) if text),
        next_steps=tuple(step.text for step in topic.next_steps.all()),
    )
    if report is None:
        return known
    return replace(
        known,
        outcome=outcome_in_words(report),
        achievements=report.achievements.strip(),
        steps_introduction=report.steps_introduction,
        links=tuple(DocumentLink(LinkKind(link.kind), link.url, link.title) for link in report.links.all()),
        notes=report.notes.strip(),
    )


def outcome_in_words(report: Report) -> str:
    """`partly`, `partly: the tests are missing`, or only the words."""
    return ": ".join(text for text in (report.get_outcome_display(), report.outcome_note.strip()) if text)
