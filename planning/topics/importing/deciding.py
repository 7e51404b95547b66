"""What becomes of each topic of a file, given what is here. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from planning.texts.cleaning import folded
from planning.topics.importing.facts import SourceTopic, Wording
from planning.topics.importing.wording import key_of, misfit, title_of, unreadable, wording_of

ONCE_THEY_HAVE = "Once they have one, import this again: they become its proposer."
"""Not by registering alone: anyone can say that a handle is theirs, and a proposer may change and withdraw a topic."""


class ImportState(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    CONFLICT = "conflict"
    CLOSED = "closed"
    REFUSED = "refused"


class Side(StrEnum):
    """Whose wording it is to be, where both were edited."""

    HERE = "here"
    FILE = "file"


@dataclass(frozen=True)
class KnownTopic:
    """A topic of the event. `said` is what its source said when it was last imported; None if it never was."""

    pk: int
    wording: Wording
    is_withdrawn: bool = False
    has_proposer: bool = False
    said: Wording | None = None
    key: str = ""
    number: int | None = None
    url: str = ""
    author: str = ""
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Terms:
    """What the event allows now; each refusal in words, empty where it allows it.

    `becomes_of_it` is what to know of a new topic. `people` are those with a seat, by their GitHub handles.
    """

    longest: Mapping[str, int]
    no_new: str = ""
    no_change: str = ""
    no_withdrawal: str = ""
    becomes_of_it: str = ""
    keeps_track: bool = False
    people: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Choices:
    """What was decided beforehand: for all conflicts, or for one of them by its key."""

    everywhere: Side | None = None
    by_key: Mapping[str, Side] = field(default_factory=dict)
    withdraws_closed: bool = False

    def side(self, key: str) -> Side | None:
        return self.by_key.get(key, self.everywhere)


@dataclass(frozen=True)
class ImportDecision:
    """What becomes of one. `says` is what is kept of its source; `becomes` is what is written here."""

    source: SourceTopic
    state: ImportState
    why: str
    key: str = ""
    topic: int | None = None
    here: Wording | None = None
    says: Wording | None = None
    becomes: Wording | None = None
    proposer: int | None = None
    withdraws: bool = False

    @property
    def number(self) -> int | None:
        return self.source.number

    @property
    def title(self) -> str:
        return self.source.title

    @property
    def writes(self) -> bool:
        """Whether anything is to be written, be it only what its source says by now."""
        return self.withdraws or (self.state in REMEMBERED and self.says is not None)


REMEMBERED = {ImportState.NEW, ImportState.CHANGED, ImportState.SAME}


def decide(
    sources: Sequence[SourceTopic], here: Sequence[KnownTopic], terms: Terms, choices: Choices
) -> list[ImportDecision]:
    """One decision for each, in the order of the file."""
    known, decisions = KnownTopics(here), list[ImportDecision]()
    seen, taken = dict[str, SourceTopic](), dict[int, SourceTopic]()
    for source in sources:
        if why := unreadable(source):
            decisions.append(ImportDecision(source, ImportState.REFUSED, why))
            continue
        found, key = known.find(source), key_of(source)
        if found and found.pk in taken and is_another(source, taken[found.pk]):
            found = None
        first = seen.setdefault(key, source)
        if found and first is source:
            first = taken.get(found.pk, source)
        if first is not source:
            why = f"It is in the file twice: “{first.title}” above is the same."
            decisions.append(ImportDecision(source, ImportState.REFUSED, why, key))
            continue
        if found and (source.is_identified or found.key in {"", key}):
            taken[found.pk] = source
        decision = decide_one(ImportDecision(source, ImportState.SAME, "", key), found, terms, choices)
        decisions.append(beside_its_twin(decision, known))
    return decisions


def beside_its_twin(decision: ImportDecision, known: "KnownTopics") -> ImportDecision:
    """A new one says if its title is here: a repository that was renamed gives all its issues other addresses."""
    twin = known.by_title.get(folded(decision.becomes.title)) if decision.becomes else None
    if decision.state is not ImportState.NEW or twin is None:
        return decision
    origin = twin.url or (f"#{twin.number}" if twin.number else "")
    told = f"Another topic here has the same title{f', from {origin}' if origin else ''}."
    return replace(decision, why=f"{decision.why} {told}")


def is_another(source: SourceTopic, first: SourceTopic) -> bool:
    """Of two that seem to be one topic: whether they are two issues with one title."""
    has_another_address = bool(source.url and first.url) and key_of(source) != key_of(first)
    return source.is_identified and (source.number != first.number or has_another_address)


class KnownTopics:
    """Which topic here one of the file is: by address, by number, or by title."""

    def __init__(self, here: Sequence[KnownTopic]) -> None:
        self.by_key = {each.key: each for each in here if each.key}
        self.by_number: dict[int, list[KnownTopic]] = {}
        self.by_title: dict[str, KnownTopic] = {}
        # Of two with one title, the one that has no issue yet.
        for each in sorted(here, key=lambda each: bool(each.key)):
            if each.number:
                self.by_number.setdefault(each.number, []).append(each)
            if not each.is_withdrawn:
                self.by_title.setdefault(folded(each.wording.title), each)

    def find(self, source: SourceTopic) -> KnownTopic | None:
        if found := self.by_key.get(key_of(source)):
            return found
        numbered = [each for each in self.by_number.get(source.number or 0, []) if not (source.url and each.url)]
        if len(numbered) == 1:
            return numbered[0]
        if source.is_closed:
            return None  # it may well be an earlier one with the same title
        titled = self.by_title.get(folded(title_of(source)[1]))
        return None if titled and titled.key and source.is_identified else titled


def decide_one(plain: ImportDecision, here: KnownTopic | None, terms: Terms, choices: Choices) -> ImportDecision:
    if plain.source.is_closed:
        return decide_closed(plain, here, terms, choices)
    says = wording_of(plain.source, (here.said or here.wording) if here else None)
    if why := misfit(says, terms.longest):
        return replace(plain, state=ImportState.REFUSED, why=why, topic=here.pk if here else None)
    if here is None:
        return decide_new(replace(plain, says=says), terms)
    return decide_known(replace(plain, says=says, topic=here.pk, here=here.wording), here, terms, choices)


def decide_closed(plain: ImportDecision, here: KnownTopic | None, terms: Terms, choices: Choices) -> ImportDecision:
    closed = replace(plain, state=ImportState.CLOSED, topic=here.pk if here else None)
    if here is None or here.said is None:
        return replace(closed, why="It is closed there, so it does not come in.")
    if here.is_withdrawn:
        return replace(closed, why="It is closed there, and withdrawn here.")
    if terms.no_withdrawal:
        return replace(closed, why=f"It is closed there, but stays here. {terms.no_withdrawal}")
    if choices.withdraws_closed:
        return replace(closed, why="It is closed there, and so withdrawn here.", withdraws=True)
    return replace(closed, why="It is closed there, but still open here. Withdraw it if no one is going to work on it.")


def decide_new(plain: ImportDecision, terms: Terms) -> ImportDecision:
    if terms.no_new:
        return replace(plain, state=ImportState.REFUSED, why=terms.no_new)
    author = plain.source.author
    proposer = terms.people.get(folded(author))
    whose = f"@{author} is its proposer." if proposer else f"@{author} has no seat. {ONCE_THEY_HAVE}"
    parts = ("It is not here yet.", terms.becomes_of_it, whose if author else "")
    why = " ".join(part for part in parts if part)
    return replace(plain, state=ImportState.NEW, why=why, becomes=plain.says, proposer=proposer)


def decide_known(plain: ImportDecision, here: KnownTopic, terms: Terms, choices: Choices) -> ImportDecision:
    says = plain.says or here.wording
    if here.key and here.key != plain.key and not plain.source.is_identified:
        return replace(plain, says=None, why=f"It is here already, from {here.url or f'#{here.number}'}.")
    source = with_origin(plain.source, here)
    plain = replace(plain, source=source, key=key_of(source))
    proposer = None if here.has_proposer else terms.people.get(folded(plain.source.author))
    plain = replace(plain, proposer=proposer)
    if terms.keeps_track:
        says, said = replace(says, track=here.wording.track), here.said and replace(here.said, track=here.wording.track)
    else:
        said = here.said
    if says in {here.wording, said}:
        return decide_beside(plain, here)
    if terms.no_change:
        return replace(plain, state=ImportState.REFUSED, why=terms.no_change)
    if here.wording == said:
        return replace(plain, state=ImportState.CHANGED, why=changed_in_words(here, plain, terms), becomes=says)
    return decide_conflict(plain, says, here, choices.side(plain.key))


def with_origin(source: SourceTopic, here: KnownTopic) -> SourceTopic:
    """With what the file leaves out of where the topic came from."""
    return replace(
        source,
        number=source.number or here.number,
        url=source.url or here.url,
        labels=here.labels if source.labels is None else source.labels,
        author=source.author or here.author,
    )


def decide_beside(plain: ImportDecision, here: KnownTopic) -> ImportDecision:
    """Its wording stays. What is beside it may have changed; if nothing has, there is nothing to keep anew."""
    says = plain.says
    if plain.proposer:
        return replace(plain, state=ImportState.CHANGED, why=has_come(plain))
    if here.said and plain.source.labels != here.labels:
        return replace(plain, state=ImportState.CHANGED, why="Its labels have changed.")
    if is_remembered(plain, here):
        plain = replace(plain, says=None)
    edited = here.said is not None and here.wording not in {here.said, says}
    why = "It was edited here, and not there." if edited else "Nothing has changed."
    return replace(plain, why=f"{why} It was withdrawn here." if here.is_withdrawn else why)


def is_remembered(plain: ImportDecision, here: KnownTopic) -> bool:
    source = plain.source
    now = (plain.says, plain.key, source.number, source.url, source.author, source.labels)
    return now == (here.said, here.key, here.number, here.url, here.author, here.labels)


def changed_in_words(here: KnownTopic, plain: ImportDecision, terms: Terms) -> str:
    parts = ["It was edited there, and not here."]
    if terms.keeps_track and plain.says and plain.says.track != here.wording.track:
        parts.append("Voting has opened, so its track stays as it is.")
    if here.is_withdrawn:
        parts.append("It was withdrawn here, and stays so.")
    return " ".join(filter(None, [*parts, has_come(plain)]))


def has_come(plain: ImportDecision) -> str:
    return f"@{plain.source.author} has a seat now, and is its proposer." if plain.proposer else ""


def decide_conflict(plain: ImportDecision, says: Wording, here: KnownTopic, side: Side | None) -> ImportDecision:
    if side is Side.FILE:
        why = f"It was edited here as well. What the file says was taken. {has_come(plain)}".rstrip()
        return replace(plain, state=ImportState.CHANGED, why=why, becomes=says)
    if side is Side.HERE:
        return replace(plain, why="It was edited there as well. What is here was kept.")
    if here.said is None:
        why = "There is a topic with this title here, which was not imported. What is here stays."
    else:
        why = "It was edited here and there. What is here stays."
    return replace(plain, state=ImportState.CONFLICT, why=why)
