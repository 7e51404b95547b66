"""Problems as JSON documents. What is left out is as a new problem has it; what is wrong is refused by its name."""

import json
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any, TypeVar

from planning.teams.assigning.problem import OfferedTopic, Open, Person, Policy, Problem, Settings

T = TypeVar("T")
K = TypeVar("K", Open, Policy)
WORDS = {dict: "JSON object", list: "list", str: "text", int: "whole number", bool: "true or false"}


class ProblemRejected(ValueError):
    """Says which entry cannot be meant, and why."""


def read_problem(text: str) -> Problem:
    """May raise ProblemRejected."""
    try:
        document = json.loads(text)
    except ValueError as error:
        raise ProblemRejected(f"this is no JSON: {error}") from error
    root = JsonObject("the file", document)
    topics = tuple(offered_topic(entry) for entry in root.entries("topics", "topic"))
    people = tuple(person_of(entry) for entry in root.entries("people", "person"))
    check_names("topic", [topic.id for topic in topics])
    check_names("person", [person.id for person in people])
    known = {topic.id for topic in topics}
    for person in people:
        check_person(person, known)
    return Problem(topics, people, settings_of(JsonObject("settings", root.get("settings", dict, {}))))


class JsonObject:
    """One JSON object, which knows what it is called."""

    def __init__(self, name: str, value: Any) -> None:
        if not isinstance(value, dict):
            raise ProblemRejected(f"{name} is not a JSON object")
        self.name = name
        self.value: Mapping[str, Any] = value

    def rejected(self, why: str) -> ProblemRejected:
        return ProblemRejected(f"{self.name}: {why}")

    def get(self, key: str, kind: type[T], default: T) -> T:
        """What is null is as if it were left out."""
        value = self.value.get(key)
        if value is None:
            return default
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.rejected(f"{key} is {json.dumps(value)[:40]}, not a {WORDS[kind]}")
        return value

    def name_in(self, key: str) -> str | None:
        return self.get(key, str, "") or None

    def names(self, key: str) -> tuple[str, ...]:
        names = self.get(key, list, [])
        if wrong := [name for name in names if not isinstance(name, str)]:
            raise self.rejected(f"{key} has {json.dumps(wrong[0])[:40]} in it, which is no text")
        return tuple(names)

    def one_of(self, key: str, kinds: type[K], default: K) -> K:
        value = self.get(key, str, default.value)
        if value not in {kind.value for kind in kinds}:
            raise self.rejected(f"{key} is “{value[:40]}”; known are {', '.join(kinds)}")
        return kinds(value)

    def entries(self, key: str, name: str) -> Iterable["JsonObject"]:
        for number, value in enumerate(self.get(key, list, []), start=1):
            known = value.get("id") if isinstance(value, dict) else None
            yield JsonObject(f"{name} {known if isinstance(known, str) else number}", value)


def offered_topic(entry: JsonObject) -> OfferedTopic:
    least, most = entry.get("min", int, 0), entry.get("max", int, 0)
    if not 1 <= least <= most:
        raise entry.rejected(f"min is {least} and max is {most}; it takes 1 ≤ min ≤ max")
    name = entry.get("id", str, "")
    return OfferedTopic(name, least, most, entry.names("skills"), entry.one_of("open", Open, Open.MAY))


def person_of(entry: JsonObject) -> Person:
    return Person(
        entry.get("id", str, ""),
        organization=entry.name_in("organization"),
        wishes=entry.names("wishes"),
        skills=frozenset(entry.names("skills")),
        pin=entry.name_in("pin"),
        exclude=frozenset(entry.names("exclude")),
        previous=entry.name_in("previous"),
        part=entry.get("part", bool, default=False),
    )


def settings_of(entry: JsonObject) -> Settings:
    stability = entry.get("stability", int, 4)
    if stability < 0:
        raise entry.rejected(f"stability is {stability}, below 0")
    return Settings(
        salt=entry.get("salt", str, ""),
        policy=entry.one_of("policy", Policy, Policy.SQUARED),
        share=share_of(entry),
        mixed=entry.get("mixed", bool, default=False),
        stability=stability,
    )


def share_of(entry: JsonObject) -> Fraction | None:
    text = entry.name_in("share")
    if text is None:
        return None
    try:
        share = Fraction(text)
    except (ValueError, ZeroDivisionError):
        share = Fraction(0)
    if share <= 0:
        raise entry.rejected(f"share is “{text[:40]}”; write a part such as 1/2")
    return share


def check_names(kind: str, names: list[str]) -> None:
    if "" in names:
        raise ProblemRejected(f"{kind} {names.index('') + 1} has no id")
    if len(set(names)) < len(names):
        twice = next(name for place, name in enumerate(names) if name in names[:place])
        raise ProblemRejected(f"{kind} {twice} is there twice")


def check_person(person: Person, known: set[str]) -> None:
    named = [*person.wishes, *sorted(person.exclude), *([person.pin] if person.pin else [])]
    for topic in named:
        if topic not in known:
            raise ProblemRejected(f"person {person.id} names topic “{topic[:40]}”, which is not there")
    if len(set(person.wishes)) < len(person.wishes):
        twice = next(wish for place, wish in enumerate(person.wishes) if wish in person.wishes[:place])
        raise ProblemRejected(f"person {person.id} wishes for {twice} twice")
