"""What one difference between a document and the database is, and who wins. Pure."""

from dataclasses import dataclass, field
from enum import StrEnum


class Change(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    KEPT = "kept"
    GONE = "gone"


STAYS = {Change.KEPT, Change.GONE}
"""What is only reported: edited here and in the file, or no longer in the file. What is here stays."""


@dataclass(frozen=True)
class ImportedChange:
    """One difference. `topic` is the heading, empty for the event itself."""

    what: Change
    topic: str
    field: str
    here: str = ""
    in_file: str = ""
    line: int = 1

    @property
    def stays(self) -> bool:
        return self.what in STAYS

    @property
    def label(self) -> str:
        return self.field.replace("_", " ")


@dataclass
class Differences:
    """Settles the differences in one part of the document, and records them.

    The version that was imported before is the base. What only the file changed is taken over, what was edited here
    stays. For what was never imported the base is empty, so that what is empty here is filled in. Where both say
    something else, the file wins if `takes_file`.
    """

    topic: str = ""
    line: int = 1
    changes: list[ImportedChange] = field(default_factory=list)
    takes_file: bool = False

    def record(self, what: Change, name: str, here: str = "", in_file: str = "") -> None:
        self.changes.append(ImportedChange(what, self.topic, name, here, in_file, self.line))

    def settle(self, name: str, base: str, here: str, in_file: str) -> str:
        is_news = in_file != base or (self.takes_file and in_file)
        if in_file == here or not is_news:
            return here
        if here != base and not self.takes_file:
            self.record(Change.KEPT, name, here, in_file)
            return here
        what = Change.CHANGED if here and in_file else Change.ADDED if in_file else Change.REMOVED
        self.record(what, name, here, in_file)
        return in_file
