"""Importing: carrying out a plan."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone

from planning.events.closing import keep_what_closed
from planning.events.models import Event
from planning.events.organizations import organization_named
from planning.markdown import plain
from planning.people.models import User
from planning.rejection import Rejected
from planning.texts.columns import with_folded
from planning.topics.models import Topic
from planning.topics.proposals import free_slug
from retros.nextsteps.closing import add_step
from retros.nextsteps.evidence.reading import read_step_links
from retros.nextsteps.models import NextStep
from retros.wrapups.assembling import document_of, document_topic
from retros.wrapups.document import Document, DocumentLink, DocumentTopic, Reading, write_document
from retros.wrapups.importing.carrying import carry
from retros.wrapups.importing.merging import MergedTopic
from retros.wrapups.importing.planning import ImportPlan, last_seen_here, plan_import, report_of
from retros.wrapups.models import ImportedWrapUp, Link, Report, WrapUp

REASON = "Imported from the published wrap-up."
LAST_MINUTE = time(23, 59)
NOTHING = DocumentTopic(title="")
FACTS = ("name", "venue", "venue_url", "topics_url", "review_url")
FRAME = ("introduction", "conclusion", "front_matter")


class ChangedMeanwhile(Rejected):
    """What would be imported is not what was looked at."""


@transaction.atomic
def import_wrap_up(
    reading: Reading,
    *,
    text: str,
    month: str = "",
    seen: str = "",
    takes_file: bool = False,
    by: User | None = None,
    now: datetime,
) -> ImportPlan:
    """Write what was read to the event, which is created if there is none. Returns what was changed.

    `text` is what was read: it is kept as the base of the next import. `seen` is the fingerprint of the plan that was
    looked at, if one was. Raises DocumentRejected, as `plan_import` does.
    """
    # No one publishes, fills in a report or closes a step between reading what is here and writing.
    of_event = {"event__slug": month or reading.document.slug}
    list(WrapUp.objects.select_for_update().filter(**of_event))
    list(Topic.objects.select_for_update().filter(**of_event))
    list(NextStep.objects.select_for_update().filter(topic__in=Topic.objects.filter(**of_event)))
    plan = plan_import(reading, month=month, takes_file=takes_file, now=now)
    if seen and seen != plan.fingerprint:
        raise ChangedMeanwhile("The event was edited meanwhile. Nothing was imported: please check the changes again.")
    event = plan.event or create_event(plan.document)
    keep_what_closed(now)  # topics are coming, with titles and positions that were counted
    if plan.merged.writes:
        write_event(event, plan.merged.event)
        write_topics(event, plan, now=now)
    keep_document(event, plan, text=text, is_decided=takes_file, by=by, now=now)
    return plan


def keep_document(
    event: Event, plan: ImportPlan, *, text: str, is_decided: bool, by: User | None, now: datetime
) -> None:
    """Keep what was imported, and what is here instead. An export tells from it what was edited here since."""
    imported = ImportedWrapUp.objects.filter(event=event).first()
    if imported is None or imported.text != text or (is_decided and plan.merged.writes):
        after = document_of(event, WrapUp.objects.all())
        is_planned = event.wrap_up_due_at is not None
        here = after if is_decided else undecided(plan, imported, after, is_planned=is_planned)
        kept = {"text": text, "here": write_document(here), "imported_at": now, "imported_by": by}
        ImportedWrapUp.objects.update_or_create(event=event, defaults=kept)


def undecided(plan: ImportPlan, imported: ImportedWrapUp | None, after: Document, *, is_planned: bool) -> Document:
    """The event as it is after an import, without what people here decided on.

    Nobody did for a past event that was entered from its documents; for one that was planned here, people wrote it.
    """
    if imported is None or plan.here is None:
        return plan.document if is_planned else after
    before = last_seen_here(imported)
    return carry(plan.here, before, onto=after).document if before else after


def create_event(document: Document) -> Event:
    event, is_new = Event.objects.get_or_create(slug=document.slug, defaults={"name": document.name})
    if not is_new:
        raise ChangedMeanwhile("Someone else has just created this event. Please check the changes again.")
    return event


def write_event(event: Event, merged: Document) -> None:
    facts: dict[str, Any] = {name: getattr(merged, name) for name in FACTS}
    if merged.starts_on and merged.ends_on and not event.starts_on:
        facts |= {"starts_on": merged.starts_on, "ends_on": merged.ends_on}
    if merged.starts_on and merged.ends_on and not event.starts_at:
        facts["starts_at"] = timezone.make_aware(datetime.combine(merged.starts_on, time.min))
        facts["ends_at"] = timezone.make_aware(datetime.combine(merged.ends_on, LAST_MINUTE))
    if any(getattr(event, name) != value for name, value in facts.items()):
        save_row(event, facts)
    for name, url in merged.hosts:
        write_host(event, name, url)
    wrap_up = WrapUp.objects.filter(event=event).first() or WrapUp(event=event)
    frame = {name: getattr(merged, name) for name in FRAME}
    if wrap_up._state.adding or any(getattr(wrap_up, name) != text for name, text in frame.items()):
        save_row(wrap_up, frame)


def write_host(event: Event, name: str, url: str) -> None:
    if host := organization_named(name):
        if url and not host.url:
            host.url = url
            host.save(update_fields=["url"])
        event.hosts.add(host)


def write_topics(event: Event, plan: ImportPlan, *, now: datetime) -> None:
    for position, merged in enumerate(plan.merged.topics, start=1):
        if merged.place is None:
            topic, here = Topic(event=event, slug=free_slug(event, plain(merged.topic.title))), NOTHING
        else:
            topic = plan.topics[merged.place]
            here = document_topic(topic, report_of(topic))
        write_proposal(topic, here, merged.topic, position=position)
        store_report(topic, here, merged, now=now)
        save_steps(topic, merged.topic.next_steps, now=now)


def write_proposal(topic: Topic, here: DocumentTopic, becomes: DocumentTopic, *, position: int) -> None:
    columns = {
        "position": (topic.position, position),
        "emoji": (here.emoji, becomes.emoji),
        "title": (here.title, becomes.title),
        "problem": (here.problem_statement, becomes.problem_statement),
        "motivation": (here.motivation, becomes.motivation),
    }
    changed = {name: after for name, (before, after) in columns.items() if before != after}
    if "motivation" in changed:
        changed["benefits"] = ""  # they are part of it, as in the document
    if changed:
        save_row(topic, changed)


def store_report(topic: Topic, here: DocumentTopic, merged: MergedTopic, *, now: datetime) -> None:
    becomes, report = merged.topic, report_of(topic) or Report(topic=topic)
    columns: dict[str, Any] = {
        name: getattr(becomes, name)
        for name in ("achievements", "steps_introduction", "notes")
        if getattr(becomes, name) != getattr(here, name)
    }
    if becomes.outcome != here.outcome:
        columns["outcome"], columns["outcome_note"] = read_outcome(becomes.outcome)
    is_missing = merged.gets_report and report._state.adding
    if columns or is_missing or becomes.links != here.links:
        save_row(report, columns | {"updated_at": now})
    if becomes.links != here.links:
        write_links(report, becomes.links)


def read_outcome(text: str) -> tuple[str, str]:
    """The outcome and its note: the inverse of `outcome_in_words`."""
    word, colon, note = text.partition(": ")
    for outcome in Report.Outcome:
        if word == outcome.label and bool(colon) == bool(note) and note == note.strip():
            return outcome, note
    return "", text


def write_links(report: Report, links: Sequence[DocumentLink]) -> None:
    report.links.exclude(url__in=[link.url for link in links]).delete()
    for position, link in enumerate(links, start=1):
        row = {"position": position, "kind": link.kind, "title": link.text}
        Link.objects.update_or_create(report=report, url=link.url, defaults=row)


def save_steps(topic: Topic, texts: Sequence[str], *, now: datetime) -> None:
    steps = list(topic.next_steps.all())
    for step, text in zip(steps, texts, strict=False):
        if step.text != text:
            save_row(step, {"text": text})
            read_step_links(step)
    for text in texts[len(steps) :]:
        add_step(topic, text, now=now)


def save_row(row: Any, columns: dict[str, Any]) -> None:
    """Save the row, noting in its history where the change came from."""
    for name, value in columns.items():
        setattr(row, name, value)
    row._change_reason = REASON
    row.save(update_fields=None if row._state.adding else with_folded(row, columns))
