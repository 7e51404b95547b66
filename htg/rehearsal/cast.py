"""Who and what a rehearsal is about: people and topics, made up from a seed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import yaml

from planning.topics.models import Topic

# Given names that are common, family names that are plants: no one in particular is meant.
FIRST_NAMES = [
    "Ada", "Ben", "Carla", "David", "Emre", "Finn", "Greta", "Hanna", "Igor", "Jana",
    "Kofi", "Lena", "Mira", "Nils", "Olga", "Pavel", "Rosa", "Samir", "Tessa", "Uwe",
    "Vera", "Wanda", "Yara", "Zoe", "Anton", "Bruno", "Chiara", "Dunja", "Elif", "Falk",
    "Gesa", "Henrik", "Ines", "Jonas", "Kim", "Luca", "Marta", "Noor", "Oskar", "Priya",
]  # fmt: skip
LAST_NAMES = [
    "Ahorn", "Birke", "Distel", "Efeu", "Farn", "Ginster", "Hasel", "Iris", "Jasmin", "Kamille",
    "Linde", "Malve", "Narzisse", "Olive", "Pappel", "Quitte", "Rose", "Salbei", "Tanne", "Ulme",
    "Veilchen", "Weide", "Ysop", "Zeder", "Aster", "Buche", "Eibe", "Fichte", "Holunder", "Kiefer",
    "Lavendel", "Minze", "Mohn", "Nelke", "Primel", "Rotdorn", "Schlehe", "Thymian", "Wacholder", "Zimt",
]  # fmt: skip
WITH_OWN_NAMES = len(FIRST_NAMES) * len(LAST_NAMES)
ORGANIZATIONS = {"SAP": 9, "STACKIT": 6, "x-cellent": 4, "metal-stack": 3, "FI-TS": 3, "23technologies": 2}
"""Where people come from, and how many of 27 do."""


@dataclass(frozen=True)
class CastMember:
    first_name: str
    last_name: str
    email: str
    github: str
    organization: str

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


@dataclass(frozen=True)
class TopicStory:
    """What a team says during the week, and what comes of its topic. `celebrate` is one line for the review."""

    outcome: str
    achievements: str
    help_wanted: str
    next_steps: tuple[str, ...]
    celebrate: str


@dataclass(frozen=True)
class Idea:
    """A topic and what will come of it. `continues` is the event and slug of an earlier one, or empty."""

    emoji: str
    title: str
    track: Topic.Track
    problem: str
    motivation: str
    benefits: str
    continues: tuple[str, ...]
    harvest: TopicStory


def cast_members(chance: Random) -> Iterator[CastMember]:
    """An endless supply of people; after the first 1,600 the names repeat, the addresses do not."""
    first_names = chance.sample(FIRST_NAMES, len(FIRST_NAMES))
    last_names = chance.sample(LAST_NAMES, len(LAST_NAMES))
    organizations, weights = list(ORGANIZATIONS), list(ORGANIZATIONS.values())
    for number in count():
        lap, place = divmod(number, len(first_names))
        first_name, last_name = first_names[place], last_names[(place + lap) % len(last_names)]
        words = [first_name.lower(), last_name.lower(), *([str(number)] if number >= WITH_OWN_NAMES else [])]
        yield CastMember(
            first_name=first_name,
            last_name=last_name,
            email=f"{'.'.join(words)}@example.org",
            github="--".join(words),  # GitHub allows no two hyphens in a row: this is no one's real account
            organization=chance.choices(organizations, weights)[0],
        )


def ideas(chance: Random) -> Iterator[Idea]:
    """An endless supply of ideas; once all are used, they return as a next part. The first one is for a team."""
    shuffled = [_idea(entry) for entry in _read_topics()["topics"]]
    chance.shuffle(shuffled)
    first = next(idea for idea in shuffled if idea.track == Topic.Track.MAIN)
    shuffled.remove(first)
    for part in count(1):
        for idea in (first, *shuffled):
            yield idea if part == 1 else replace(idea, title=f"{idea.title}, Part {part}")


def harvests() -> list[TopicStory]:
    """What could come of a topic that someone else wrote."""
    return [_harvest(entry) for entry in _read_topics()["harvests"]]


def _read_topics() -> dict[str, list[dict[str, Any]]]:
    text = Path(__file__).with_name("topics.yaml").read_text(encoding="utf-8")
    topics: dict[str, list[dict[str, Any]]] = yaml.safe_load(text)
    return topics


def _idea(entry: dict[str, Any]) -> Idea:
    return Idea(
        emoji=entry["emoji"],
        title=entry["title"],
        track=Topic.Track(entry["track"]),
        problem=entry["problem"],
        motivation=entry["motivation"],
        benefits="\n".join(entry["benefits"]),
        continues=tuple(entry.get("continues", ())),
        harvest=_harvest(entry["harvest"]),
    )


def _harvest(entry: dict[str, Any]) -> TopicStory:
    return TopicStory(**entry | {"next_steps": tuple(entry["next_steps"])})
