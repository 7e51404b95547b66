"""A wrap-up as plain data. Texts are Markdown as written."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from planning.rejection import Rejected

LEADS = r"^(?![-*+•]\s|\d{1,9}[.)]\s|`{3}|~{3}|[#<>]).{1,498}:\Z"
"""A line that introduces a list and isn't itself a list, a heading, code or a quotation."""


class LinkKind(StrEnum):
    PULL_REQUEST = "pull_request"
    ISSUE = "issue"
    BRANCH = "branch"
    COMMIT = "commit"
    REPOSITORY = "repository"
    DOCUMENT = "document"
    TRACKING = "tracking"
    OTHER = "other"


class Form(StrEnum):
    """How the parts of a topic are labelled. Each form is named for the year it came up in."""

    LABELS = "2023"
    """`**Next Steps:** Water them.`"""
    LABELS_ABOVE = "2025"
    """`**Next Steps:**` with a list on the lines below."""
    HEADINGS = "2026"
    """`### Next Steps`"""


TODAY = Form.HEADINGS


@dataclass(frozen=True)
class DocumentLink:
    """`text` is what the document says about it; for a page on GitHub at least its short name, `owner/repo#123`."""

    kind: LinkKind
    url: str
    text: str = ""


@dataclass(frozen=True)
class DocumentTopic:
    """One topic with its outcome. `notes` holds whatever fits none of the other fields.

    `steps_introduction` is the line that introduces the next steps, ending with a colon. `steps_are_prose` says how
    they were written, which makes no other topic of it.
    """

    title: str
    emoji: str = ""
    problem_statement: str = ""
    motivation: str = ""
    achievements: str = ""
    steps_introduction: str = ""
    next_steps: tuple[str, ...] = ()
    links: tuple[DocumentLink, ...] = ()
    outcome: str = ""
    notes: str = ""
    steps_are_prose: bool = field(default=False, compare=False, repr=False)

    @property
    def heading(self) -> str:
        return f"{self.emoji} {self.title}".strip()


@dataclass(frozen=True)
class Document:
    """A whole wrap-up. `hosts` are names with the address of their website, or an empty one.

    `slug` is the month, or empty if the document does not say. `front_matter` are those of its lines that other
    tools put there.
    """

    slug: str
    name: str
    starts_on: date | None = None
    ends_on: date | None = None
    venue: str = ""
    venue_url: str = ""
    hosts: tuple[tuple[str, str], ...] = ()
    topics_url: str = ""
    review_url: str = ""
    introduction: str = ""
    conclusion: str = ""
    front_matter: str = ""
    topics: tuple[DocumentTopic, ...] = ()


@dataclass(frozen=True)
class ReadingWarning:
    """Something the reader had to guess or leave out. `line` counts from 1."""

    line: int
    text: str


@dataclass(frozen=True)
class Reading:
    """What was read from a text, and on which lines its parts began: `lines` for the topics, `facts` for the header.

    `form` is None for a page that was copied as plain text.
    """

    document: Document
    warnings: tuple[ReadingWarning, ...] = ()
    topic_lines: tuple[int, ...] = ()
    fact_lines: tuple[tuple[str, int], ...] = ()
    form: Form | None = None


class DocumentRejected(Rejected):
    """A text that cannot be read as a wrap-up. `line` counts from 1."""

    def __init__(self, message: str, *, line: int) -> None:
        super().__init__(message)
        self.line = line
