"""Links in a step's text: they become its links without anyone having to add them."""

from collections.abc import Iterator, Sequence

from django.db import transaction
from django.db.models import F, Q
from markdown_it.token import Token

from planning.markdown import MARKDOWN
from retros.nextsteps.evidence.github import Reference, reference_of, short_names
from retros.nextsteps.evidence.models import LONGEST_URL, StepLink
from retros.nextsteps.models import NextStep

MOST_LINKS = 50  # in one text: anything with more is a list, not a step
MAY_LINK = Q(text__contains="://") | Q(text__contains="#")


@transaction.atomic
def read_links(step: NextStep) -> None:
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
    NextStep.objects.filter(pk=step.pk).update(links_read_in=text)


def read_unread(*, most: int = 1000) -> int:
    """Read the links in texts that were added or changed around the rules: from fixtures, tables or the admin.

    Returns how many were read, at most so many of those that have any.
    """
    unread = NextStep.objects.unread()
    plain = unread.exclude(MAY_LINK).exclude(links__from_text=True)
    read = NextStep.objects.filter(pk__in=plain.values("pk")).update(links_read_in=F("text"))
    for step in unread.order_by("pk")[:most]:
        read_links(step)
        read += 1
    return read


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
