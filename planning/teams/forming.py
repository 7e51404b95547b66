"""Forming teams from wishes. Pure: people and topics are known by their ids."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Formation:
    """Who works on what. `unplaced` are people no team had a free seat for."""

    teams: Mapping[int, tuple[int, ...]]
    unplaced: tuple[int, ...]


def form(ranked: Sequence[int], wishes: Mapping[int, Sequence[int]], *, smallest: int, largest: int) -> Formation:
    """Give everyone a seat at their favourite topic that has one, and close teams that stay too small.

    `ranked` are the topics by tally, `wishes` each person's topics, favourite first. When a team stays below
    `smallest`, the one that came lowest in the tally is closed and all are seated again: its people go to their
    next wish, or help where the tally is highest. Ends, since each round closes a topic.
    """
    open_topics = list(ranked)
    while True:
        formation = seat_everyone(open_topics, wishes, largest=largest)
        too_small = [t for t in open_topics if 0 < len(formation.teams.get(t, ())) < smallest]
        if not too_small or len(open_topics) == 1:
            return formation
        open_topics.remove(too_small[-1])


def seat_everyone(ranked: Sequence[int], wishes: Mapping[int, Sequence[int]], *, largest: int) -> Formation:
    """One round: first wishes first, then second ones, then anyone left goes where the tally is highest."""
    teams: dict[int, list[int]] = {topic: [] for topic in ranked}
    seated: set[int] = set()

    def take(person: int, topic: int) -> None:
        if person not in seated and topic in teams and len(teams[topic]) < largest:
            teams[topic].append(person)
            seated.add(person)

    for wish in range(max((len(topics) for topics in wishes.values()), default=0)):
        for person, topics in wishes.items():
            if wish < len(topics):
                take(person, topics[wish])
    left = [person for person in wishes if person not in seated]
    for person, topic in zip(left, free_seats(ranked, teams, largest=largest), strict=False):
        take(person, topic)
    unplaced = tuple(person for person in wishes if person not in seated)
    return Formation({topic: tuple(people) for topic, people in teams.items() if people}, unplaced)


def free_seats(ranked: Sequence[int], teams: Mapping[int, Sequence[int]], *, largest: int) -> Iterator[int]:
    """A topic for each free seat: those of teams that have people come before opening another team."""
    for topic in sorted(ranked, key=lambda topic: not teams[topic]):
        yield from [topic] * (largest - len(teams[topic]))
