"""What teams are formed from: people with ranked wishes, topics with sizes, and rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from functools import cached_property


class Open(StrEnum):
    """Whether a topic runs."""

    MUST = "must"
    MAY = "may"
    NO = "no"


class Policy(StrEnum):
    """What a person's rank costs: its square, itself, or whatever helps those worst off."""

    SQUARED = "squared"
    SUM = "sum"
    LEXIMIN = "leximin"


@dataclass(frozen=True)
class Person:
    """`part`: absent on some days, so they take a seat but do not count for the least size of a team."""

    id: str
    organization: str | None = None
    wishes: tuple[str, ...] = ()
    skills: frozenset[str] = frozenset()
    pin: str | None = None
    exclude: frozenset[str] = frozenset()
    previous: str | None = None
    part: bool = False

    def rank(self, topic: str) -> int | None:
        """0 for the first wish; none for what they did not wish for."""
        return self.wishes.index(topic) if topic in self.wishes else None

    def is_outside(self, topic: str) -> bool:
        return bool(self.wishes) and topic not in self.wishes


@dataclass(frozen=True)
class OfferedTopic:
    id: str
    min: int
    max: int
    skills: tuple[str, ...] = ()
    open: Open = Open.MAY


@dataclass(frozen=True)
class Settings:
    """`share`: the most of a team that may come from one organization. `stability`: what staying in a team is worth."""

    salt: str = ""
    policy: Policy = Policy.SQUARED
    share: Fraction | None = None
    mixed: bool = False
    stability: int = 4


@dataclass(frozen=True)
class Problem:
    """Topics in the order of the tally."""

    topics: tuple[OfferedTopic, ...]
    people: tuple[Person, ...]
    settings: Settings = field(default_factory=Settings)

    @cached_property
    def topic_by_id(self) -> Mapping[str, OfferedTopic]:
        return {topic.id: topic for topic in self.topics}

    @cached_property
    def person_by_id(self) -> Mapping[str, Person]:
        return {person.id: person for person in self.people}

    @cached_property
    def organizations(self) -> tuple[str, ...]:
        return tuple(sorted({person.organization for person in self.people if person.organization is not None}))

    @cached_property
    def longest_list(self) -> int:
        return max((len(person.wishes) for person in self.people), default=0)

    def with_pins_opened(self) -> "Problem":
        """A pin makes a topic that may run one that must."""
        pinned = {person.pin for person in self.people}
        topics = (
            replace(topic, open=Open.MUST) if topic.id in pinned and topic.open is Open.MAY else topic
            for topic in self.topics
        )
        return replace(self, topics=tuple(topics))

    def with_running(self, running: frozenset[str]) -> "Problem":
        """Those topics run, and no others."""
        topics = (replace(one, open=Open.MUST if one.id in running else Open.NO) for one in self.topics)
        return replace(self, topics=tuple(topics))

    def with_pin(self, person: Person, topic: str) -> "Problem":
        pinned = replace(person, pin=topic)
        return replace(self, people=tuple(pinned if one is person else one for one in self.people))


def most_of_one(share: Fraction, size: int) -> int:
    """Rounded up, or a team of one could not be."""
    return -(-share.numerator * size // share.denominator)
