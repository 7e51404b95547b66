"""Ballot boxes for tests: written by hand, or drawn at random."""

from collections.abc import Iterable, Mapping, Sequence
from random import Random
from typing import Any

from planning.voting.box.counting import CountOptions, count_box
from planning.voting.box.documents import count_as_document
from planning.voting.box.reading import read_box
from planning.voting.box.records import VoteType
from planning.voting.rules.choosing import Rule


def box_text(
    votes: Sequence[str],
    *,
    vote_type: str = "approval",
    topics: Iterable[str] = "abc",
    meta: Mapping[str, str] | None = None,
) -> str:
    """`votes` are cells such as `a,b` or `a,b;3,1`; a topic may come with more cells: `a;4;fast-track`."""
    projects = [topic if ";" in topic else f"{topic};1" for topic in topics]
    known = {"vote_type": vote_type, "budget": "10", **(meta or {})}
    lines = ["META", "key;value", *(f"{key};{value}" for key, value in known.items())]
    lines += ["PROJECTS", "project_id;cost;category;withdrawn;merged_into", *projects]
    lines += ["VOTES", "voter_id;vote;points", *(f"v{number};{vote}" for number, vote in enumerate(votes, start=1))]
    return "\n".join(lines)


def count(text: str, rule: Rule | None = None, places: str = "", *, salt: str = "s", **more: Any) -> dict[str, Any]:
    """The published document."""
    return count_as_document(count_box(read_box(text), CountOptions(rule, places, salt, **more)))


def random_box(draw: Random) -> str:
    """Up to eight topics, some withdrawn or merged, and up to nine voters."""
    vote_type = draw.choice(list(VoteType))
    names = [f"t{number}" for number in range(draw.randint(1, 8))]
    topics = [random_topic(draw, name, names[:place]) for place, name in enumerate(names)]
    votes = [random_vote(draw, names) for _ in range(draw.randint(0, 9))]
    return box_text(votes, vote_type=vote_type.value, topics=topics, meta={"budget": str(draw.randint(1, 20))})


def random_topic(draw: Random, name: str, before: Sequence[str]) -> str:
    into = draw.choice(before) if before and draw.random() < 0.15 else ""
    kind = draw.choice(["main", "fast-track", "main,fast-track", ""])
    return f"{name};{draw.randint(1, 6)};{kind};{int(draw.random() < 0.15)};{into}"


def random_vote(draw: Random, names: Sequence[str]) -> str:
    marked = draw.sample(names, draw.randint(0, len(names)))
    return f"{','.join(marked)};{','.join(str(draw.randint(0, 4)) for _ in marked)}"


def random_places(draw: Random, rule: Rule) -> str:
    kinds = [str(draw.randint(1, 6)), f"{draw.randint(0, 4)}+{draw.randint(1, 3)}", "cost"]
    return draw.choice(kinds[:2] if rule is Rule.STV else kinds)


def fits_rule(vote_type: VoteType, rule: Rule) -> bool:
    return vote_type is VoteType.ORDINAL or rule not in {Rule.STV, Rule.BORDA}
