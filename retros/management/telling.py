"""What an import changes, as text for the terminal."""

from collections.abc import Iterator
from difflib import unified_diff

from django.template.defaultfilters import pluralize

from retros.wrapups.importing import Change, ImportedChange, ImportPlan
from retros.wrapups.importing.planning import count_changes

MARKS = {Change.ADDED: "+", Change.CHANGED: "~", Change.REMOVED: "-", Change.KEPT: "=", Change.GONE: "?"}
STAYS = {
    Change.KEPT: "it differs: what is here stays",
    Change.GONE: "no longer in the file: what is here stays",
}
LONGEST_DIFF = 8  # lines


def story(plan: ImportPlan, *, dry_run: bool) -> Iterator[str]:
    yield from summary(plan)
    if plan.warnings:
        yield "\nWarnings"
        yield from (f"  line {warning.line}: {warning.text}" for warning in plan.warnings)
    if plan.changes:
        yield "\nChanges"
        for change in plan.changes:
            yield from describe(change)
    if not plan.merged.writes:
        yield "\nNothing to change."
    elif dry_run:
        yield "\nThis is a dry run: nothing was written."
    else:
        yield "\nImported."


def brief(plan: ImportPlan) -> Iterator[str]:
    """One line for each fact, as there are many documents. What differs is only counted."""
    yield from (f"  {line}" for line in summary(plan))
    yield from (f"    warning, line {warning.line}: {warning.text}" for warning in plan.warnings)
    written = [change for change in plan.changes if not change.stays]
    staying = [change for change in plan.changes if change.stays]
    yield f"    {count_changes(written)}" if written else "    Nothing to change."
    if staying:
        yield f"    {count_changes(staying)}: --dry-run shows both sides, --take-file takes the file's."


def summary(plan: ImportPlan) -> Iterator[str]:
    document, topics = plan.document, plan.document.topics
    days = f"{document.starts_on} to {document.ends_on}" if document.starts_on else ""
    yield f"{document.name} ({document.slug})"
    yield from (f"  {fact}" for fact in (days, document.venue, ", ".join(name for name, _ in document.hosts)) if fact)
    steps, links = sum(len(topic.next_steps) for topic in topics), sum(len(topic.links) for topic in topics)
    yield (
        f"  {len(topics)} topic{pluralize(topics)}, {steps} next step{pluralize(steps)}, {links} link{pluralize(links)}"
    )


def describe(change: ImportedChange) -> Iterator[str]:
    where = f"{change.topic}: " if change.topic and change.topic not in {change.here, change.in_file} else ""
    what = f"{change.label} {change.what}"
    yield f"  {MARKS[change.what]} {where}{what} (line {change.line}){short(change)}"
    if change.stays:
        yield f"      {STAYS[change.what]}"
    if change.what in {Change.CHANGED, Change.KEPT}:
        yield from difference(change.here, change.in_file)


def short(change: ImportedChange) -> str:
    """What is new or gone, on one line."""
    if change.what in {Change.CHANGED, Change.KEPT}:
        return ""
    text = " ".join((change.in_file or change.here).split())
    return f": {text[:100]}{'…' if len(text) > 100 else ''}" if text else ""


def difference(here: str, in_file: str) -> Iterator[str]:
    """The lines that differ."""
    lines = list(unified_diff(here.splitlines(), in_file.splitlines(), n=0, lineterm=""))
    differing = [line for line in lines[2:] if not line.startswith("@@")]
    yield from (f"      {line}" for line in differing[:LONGEST_DIFF])
    if len(differing) > LONGEST_DIFF:
        yield f"      … and {len(differing) - LONGEST_DIFF} more lines"
