"""What a report's page shows about pasted links, and about two versions saved at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from retros.wrapups.document import DocumentLink
from retros.wrapups.models import Link, Report
from retros.wrapups.reports.forms import ReportForm
from retros.wrapups.reports.merging import Merge, MergedPiece, Version
from retros.wrapups.reports.pasting import PastedLine, pasted_links, read_lines, write_lines


@dataclass(frozen=True)
class Recognised:
    """`links` with the kind of each; `strange` are the lines without any."""

    links: Sequence[tuple[str, DocumentLink]]
    strange: Sequence[PastedLine]


def recognised(text: str, *, known: Iterable[DocumentLink]) -> Recognised:
    lines = list(read_lines(text, known=known))
    links = [(str(Link.Kind(link.kind).label), link) for link in pasted_links(lines)]
    return Recognised(links, [line for line in lines if not line.links])


@dataclass(frozen=True)
class Difference:
    """A field that two people filled in differently. Without pieces, one of the two wins: the third text."""

    label: str
    mine: str
    theirs: str
    merged: str
    pieces: Sequence[MergedPiece] = ()


def differences_of(merge: Merge) -> list[Difference]:
    return [
        Difference(
            str(ReportForm.base_fields[name].label), *_versions_in_words(merge, name), pieces=merge.pieces.get(name, ())
        )
        for name in (field.name for field in fields(Version))
        if getattr(merge.mine, name) != getattr(merge.theirs, name)
    ]


def _versions_in_words(merge: Merge, name: str) -> tuple[str, str, str]:
    mine, theirs, merged = (_field_in_words(version, name) for version in (merge.mine, merge.theirs, merge.merged))
    return mine, theirs, merged


def _field_in_words(version: Version, name: str) -> str:
    if name == "links":
        return write_lines(version.links)
    if name == "outcome":
        return str(dict(Report.Outcome.choices).get(version.outcome, ""))
    return str(getattr(version, name))
