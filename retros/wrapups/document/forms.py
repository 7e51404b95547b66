"""Which of the three forms a document has."""

from collections import Counter
from collections.abc import Iterable

from retros.wrapups.document.blocks import Block
from retros.wrapups.document.facts import Form
from retros.wrapups.document.labels import Field, Label, line_label

FIELDS = {Field.PROBLEM, Field.ACHIEVEMENTS, Field.NEXT_STEPS, Field.LINKS}


def form_of(labels: Iterable[tuple[Block, list[Label]]], lines: list[str]) -> Form:
    """The form of most of a document's labels; the newest if it has none."""
    counts: Counter[Form] = Counter()
    for block, own in labels:
        if block.kind == "heading":
            counts[Form.HEADINGS] += len(own)
        elif own:
            for line in lines[block.first : block.end]:
                found = line_label(line.strip(), plain=True)
                if found and found[0].field in FIELDS:
                    counts[Form.LABELS if found[1].strip() else Form.LABELS_ABOVE] += 1
    return max(Form, key=lambda form: (counts[form], form))
