"""The parts of a topic, each under its label in one of the three forms."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from retros.wrapups.document.blocks import HEADING
from retros.wrapups.document.escaping import escaped, with_blocks_closed
from retros.wrapups.document.facts import DocumentLink, DocumentTopic, Form, LinkKind
from retros.wrapups.document.labels import Field, is_frame, label_of
from retros.wrapups.document.links import name_link, read_links, write_link
from retros.wrapups.document.lists import entries

CODE = {
    Form.LABELS: "Code/Pull Requests",
    Form.LABELS_ABOVE: "Code/Pull Requests",
    Form.HEADINGS: "Code & Pull Requests",
}
MOTIVATION = {
    Form.LABELS: "Motivation/Benefits",
    Form.LABELS_ABOVE: "Motivation/Benefits",
    Form.HEADINGS: "Motivation & Benefits",
}
KINDS = {
    LinkKind.ISSUE: "Issues",
    LinkKind.BRANCH: "Branches",
    LinkKind.COMMIT: "Commits",
    LinkKind.REPOSITORY: "Repositories",
    LinkKind.DOCUMENT: "Documents",
    LinkKind.TRACKING: "Tracking",
}
"""The labels for links whose kind the address does not show."""


@dataclass(frozen=True)
class TopicSection:
    """One section of a topic. `lists` says that its text is a list, which begins on a line of its own."""

    field: Field
    label: str
    text: str
    lists: bool = False


def write_topic(topic: DocumentTopic, form: Form, *, is_last: bool) -> Iterator[str]:
    yield f"## {' '.join(topic.heading.split())}"
    notes, tracking = escaped(topic.notes, below=2), leading_tracking(topic.links)
    above = [notes, tracking_line(tracking)] if tracking else [notes]
    if HEADING.search(notes):
        above.reverse()  # below a heading of its own it would be tracking something else
    yield from filter(None, above)
    could_mislead = _could_mislead(topic, is_last=is_last)
    for part in parts_of(topic, form, tracked=len(tracking), says_none=could_mislead):
        yield from write_section(part, form)


def write_section(part: TopicSection, form: Form) -> Iterator[str]:
    if form is Form.HEADINGS:
        yield f"### {part.label}"
        yield part.text
    elif form is Form.LABELS and not part.lists:
        bold = f"**{part.label}**:" if part.field is Field.MOTIVATION else f"**{part.label}:**"
        yield f"{bold} {part.text}"
    else:
        yield f"**{part.label}:**\n{part.text}"


def parts_of(topic: DocumentTopic, form: Form, *, tracked: int = 0, says_none: bool = False) -> Iterator[TopicSection]:
    """The sections in their order, without those that would be empty. `tracked` links stand above them."""
    texts = {
        Field.PROBLEM: ("Problem Statement", topic.problem_statement),
        Field.MOTIVATION: (MOTIVATION[form], topic.motivation),
        Field.OUTCOME: ("Outcome", topic.outcome),
        Field.ACHIEVEMENTS: ("Achievements", topic.achievements),
    }
    for field, (label, text) in texts.items():
        if text:
            yield TopicSection(field, label, escaped(text), _begins_as_block(text))
    steps = write_steps(topic, form) or ("None." if says_none else "")
    if steps:
        yield TopicSection(Field.NEXT_STEPS, "Next Steps", steps, _begins_as_block(steps))
    yield from link_parts(topic.links[tracked:], form)


def link_parts(links: Sequence[DocumentLink], form: Form) -> Iterator[TopicSection]:
    for label, group in groupby(links, key=_label_needed if form is Form.HEADINGS else _label_of_old):
        written = [write_link(link, label=label, bare=form is not Form.HEADINGS) for link in group]
        name = KINDS[label] if label else CODE[form]
        name = "Issue" if form is not Form.HEADINGS and name == "Issues" and len(written) == 1 else name
        if form is Form.LABELS and not any("," in each or " " in each for each in written):
            yield TopicSection(Field.LINKS, name, ", ".join(written))
        else:
            yield TopicSection(Field.LINKS, name, bullets(written), lists=True)


def _begins_as_block(text: str) -> bool:
    """Whether it would be other Markdown behind a label on its line."""
    return text.startswith(("* ", "- ", "+ ", "```", "~~~", ">", "|", "#", "    ", "1.", "1)", "<!--"))


def write_steps(topic: DocumentTopic, form: Form) -> str:
    """A list, with the line that leads to it, or else prose as it was read."""
    prose = "\n\n".join(topic.next_steps)
    if topic.steps_are_prose and _is_prose(prose, topic.next_steps):
        return prose
    introduction = topic.steps_introduction if topic.next_steps else ""
    gap = "\n\n" if form is Form.HEADINGS else "\n"
    return gap.join(filter(None, [escaped(introduction), bullets(topic.next_steps)]))


def _is_prose(text: str, steps: Sequence[str]) -> bool:
    """Whether these paragraphs would be read as the same steps."""
    found = entries(text.split("\n"))
    is_plain = not any(step.is_bullet or step.text.startswith(("#", "[^", "!")) for step in found)
    return is_plain and [step.text for step in found] == list(steps) and escaped(text) == text


def _could_mislead(topic: DocumentTopic, *, is_last: bool) -> bool:
    """Whether its heading alone would read as part of something else, or its end as that of a cut-off file."""
    is_part = is_frame(topic.title) or label_of(topic.title) is not None or topic.notes.startswith("#")
    is_open = bool(topic.problem_statement) and not (topic.achievements or topic.outcome or topic.links)
    return is_part or (is_last and is_open)


def leading_tracking(links: Sequence[DocumentLink]) -> tuple[DocumentLink, ...]:
    """The tracking issues that come before all other links, if one line can hold them."""
    count = next((at for at, link in enumerate(links) if link.kind is not LinkKind.TRACKING), len(links))
    tracking = tuple(links[:count])
    return tracking if read_links(_on_one_line(tracking), label=LinkKind.TRACKING) == tracking else ()


def tracking_line(links: Sequence[DocumentLink]) -> str:
    """`> **Tracking:** [hackathon#8](…)`, as it stands below the heading."""
    return f"> **Tracking:** {_on_one_line(links)}"


def _on_one_line(links: Sequence[DocumentLink]) -> str:
    return ", ".join(write_link(link, label=LinkKind.TRACKING) for link in links)


def _label_needed(link: DocumentLink) -> LinkKind | None:
    """The label a link needs: none if its address shows the kind, or no label could."""
    return link.kind if link.kind in KINDS and name_link(link.url).kind is not link.kind else None


def _label_of_old(link: DocumentLink) -> LinkKind | None:
    """The older forms list issues apart."""
    return LinkKind.ISSUE if link.kind is LinkKind.ISSUE else _label_needed(link)


def bullets(texts: Sequence[str]) -> str:
    return "\n".join("* " + with_blocks_closed(text.strip()).replace("\n", "\n  ") for text in texts)
