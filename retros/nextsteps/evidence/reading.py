"""Links in a step's text: they become its links without anyone having to add them."""

from collections.abc import Iterable, Iterator, Sequence

from django.db import transaction
from django.db.models import F, Q
from markdown_it.token import Token

from planning.markdown import MARKDOWN
from retros.nextsteps.ended_links import LONGEST_URL
from retros.nextsteps.evidence.github import Reference, reference_of, short_names
from retros.nextsteps.evidence.models import LinksRead, StepLink
from retros.nextsteps.models import NextStep, NextStepQuerySet

MOST_LINKS = 50  # in one text: anything with more is a list, not a step
MOST_PLAIN = 10_000  # texts without links, in one run
MAY_LINK = Q(text__contains="://") | Q(text__contains="#")


@transaction.atomic
def read_step_links(step: NextStep) -> None:
    """Add the links in the step's text to its own, and drop those that were only in an earlier text.

    One that someone removed stays removed for as long as the text has it.
    """
    text = NextStep.objects.select_for_update().values_list("text", flat=True).get(pk=step.pk)
    found = links_in(text)
    StepLink.objects.filter(step=step, from_text=True).exclude(url__in=found).delete()
    there = list(StepLink.objects.filter(step=step))
    urls, keys = {link.url for link in there}, {link.reference for link in there}
    StepLink.objects.bulk_create(
        StepLink(step=step, url=url, reference=key, from_text=True)
        for url, key in found.items()
        if url not in urls and (not key or key not in keys)
    )
    note_read([(step.pk, text)])


def read_unread(*, most: int = 1000) -> int:
    """Read the links in texts that were added or changed around the rules: from fixtures, tables or the admin.

    Returns how many were read, at most so many of those that have any.
    """
    plain = list(unread_steps().exclude(MAY_LINK).exclude(links__from_text=True).values_list("pk", "text")[:MOST_PLAIN])
    note_read(plain)
    with_links = unread_steps().order_by("pk")[:most]
    for step in with_links:
        read_step_links(step)
    return len(plain) + len(with_links)


def unread_steps() -> NextStepQuerySet:
    """Steps whose text has not been searched for links, or has changed since."""
    return NextStep.objects.exclude(links_read__read_in=F("text"))


def note_read(texts: Iterable[tuple[int, str]]) -> None:
    LinksRead.objects.bulk_create(
        [LinksRead(step_id=step, read_in=text) for step, text in texts],
        batch_size=500,
        update_conflicts=True,
        unique_fields=["step"],
        update_fields=["read_in"],
    )


def links_in(text: str) -> dict[str, str]:
    """The addresses in a Markdown text, in order, each with its key on GitHub or an empty one."""
    if "://" not in text and "#" not in text:
        return {}
    found: dict[str, str] = {}
    for token in MARKDOWN.parse(text):
        for address in addresses(token.children or ()):
            reference = address if isinstance(address, Reference) else reference_of(address)
            url = reference.url if reference else str(address)
            key = reference.key if reference else ""
            if len(found) < MOST_LINKS and len(url) <= LONGEST_URL and not (key and key in found.values()):
                found.setdefault(url, key)
    return found


def addresses(tokens: Sequence[Token]) -> Iterator[str | Reference]:
    """What is linked, and what is named in short form besides the links."""
    inside = False
    for token in tokens:
        if token.type == "link_open":
            inside = True
            href = str(token.attrGet("href"))
            if href.lower().startswith(("https://", "http://")):
                yield href
        elif token.type == "link_close":
            inside = False
        elif token.type == "text" and not inside:
            yield from short_names(token.content)
